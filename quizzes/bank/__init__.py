"""The bank of a course: kept in step with its lessons, audited, exported, linted, previewed."""
