"""Full-text search in the words of each database: which entries match, how well, and by which words.

One function for each database, with the same arguments and the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection

LONGEST = 200  # characters of what is searched for that are looked at
MOST_WORDS = 12
# Around a match: signs that no lesson holds, turned into marks after escaping.
BEGIN, END = "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that matches, its words in marks; the best come first."""

    entry: int
    title: str
    text: str


def words_of(query: str) -> tuple[str, ...]:
    """Return the words of what was typed. Signs between words mean nothing."""
    return tuple(re.findall(r"\w+", query[:LONGEST])[:MOST_WORDS])


def find_words(words: Sequence[str], *, user_id: int, kind: str, limit: int) -> list[Hit]:
    """Return the best entries of a kind in which every word occurs, or begins a word.

    Args:
        user_id: only this person's notes are found.
        limit: the most hits.
    """
    if not words:
        return []
    return DATABASES[connection.vendor](words, user_id, kind, limit)


def find_in_sqlite(words: Sequence[str], user_id: int, kind: str, limit: int) -> list[Hit]:
    match = " ".join(f'"{word}"*' for word in words)
    sql = """
        SELECT entry.id, highlight(progress_searchwords, 0, %s, %s),
            highlight(progress_searchwords, 1, %s, %s)
        FROM progress_searchwords
        JOIN progress_searchentry AS entry ON entry.id = progress_searchwords.rowid
        JOIN courses_lesson AS lesson ON lesson.id = entry.lesson_id
        JOIN courses_course AS course ON course.id = entry.course_id
        WHERE progress_searchwords MATCH %s AND entry.kind = %s AND lesson.published
            AND course.published AND (entry.user_id IS NULL OR entry.user_id = %s)
        ORDER BY bm25(progress_searchwords, 4.0, 1.0), entry.id LIMIT %s"""
    return fetch(sql, [BEGIN, END, BEGIN, END, match, kind, user_id, limit])


def find_in_postgres(words: Sequence[str], user_id: int, kind: str, limit: int) -> list[Hit]:
    match = " & ".join(f"{word}:*" for word in words)
    options = f"StartSel={BEGIN}, StopSel={END}, HighlightAll=true"
    sql = """
        SELECT entry.id, ts_headline('english', entry.title, query, %s),
            ts_headline('english', entry.text, query, %s)
        FROM progress_searchentry AS entry
        JOIN courses_lesson AS lesson ON lesson.id = entry.lesson_id
        JOIN courses_course AS course ON course.id = entry.course_id,
            to_tsquery('english', %s) AS query
        WHERE to_tsvector('english', entry.title || ' ' || entry.text) @@ query
            AND entry.kind = %s AND lesson.published AND course.published
            AND (entry.user_id IS NULL OR entry.user_id = %s)
        ORDER BY ts_rank(
            setweight(to_tsvector('english', entry.title), 'A')
            || to_tsvector('english', entry.text), query) DESC, entry.id LIMIT %s"""
    return fetch(sql, [options, options, match, kind, user_id, limit])


def fetch(sql: str, values: Sequence[str | int]) -> list[Hit]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Hit(*row) for row in cursor.fetchall()]


DATABASES: dict[str, Callable[[Sequence[str], int, str, int], list[Hit]]] = {
    "sqlite": find_in_sqlite,
    "postgresql": find_in_postgres,
}
