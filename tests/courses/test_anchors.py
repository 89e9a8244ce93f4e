"""The generator cites passages, the renderer anchors them: both must read the same text."""

from pathlib import Path

import pytest
import yaml

from courses.rendering import anchor_for, render
from quizzes.generation.reading import read_sections

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures").glob("*/*.yaml"))


def lessons():
    for path in FIXTURES:
        for row in yaml.safe_load(path.read_text(encoding="utf-8")):
            if row["model"] == "courses.lesson":
                yield row["fields"]["slug"], row["fields"]["body"]


@pytest.mark.parametrize(("slug", "body"), [pytest.param(*one, id=one[0]) for one in lessons()])
def test_every_passage_that_can_be_cited_has_its_anchor(slug, body):
    html = render(body).html

    missing = [
        passage.text
        for section in read_sections(slug, body)
        for passage in section.passages
        if f'id="{anchor_for(passage.text)}"' not in html and not is_table_head(passage.text, body)
    ]

    assert missing == []


def is_table_head(text, body):
    """Return whether the passage is the head of a table, which no fact is read from."""
    cells = text.split(" | ")
    return any(
        [cell.strip() for cell in line.strip().strip("|").split("|")] == cells
        and set(following.strip()) <= set("|-: ")
        for line, following in zip(body.splitlines(), body.splitlines()[1:], strict=False)
    )
