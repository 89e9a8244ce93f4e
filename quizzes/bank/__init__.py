"""The bank of a course: kept in step with its lessons, audited, exported, linted, previewed.

The only package that knows both rows and the generator's values: `lessons` reads, `building` asks the
generator, `fact_rows` and `question_rows` keep what it made.
"""
