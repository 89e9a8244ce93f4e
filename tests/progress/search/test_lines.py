import pytest

from passages import parse
from progress.search.lines import lines_of


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("## Ferry\n\nIt floats. It is old.", ["It floats.", "It is old."]),
        ("- **Not:** tow ships; sink", ["Not: tow ships", "Not: sink"]),
        ("- **Not:**\n  - tow ships\n  - sink", ["Not: tow ships", "Not: sink"]),
        ('It needs:\n\n1. wind\n2. a "sail"', ["It needs:", "wind", "a “sail”"]),
        ("- It does not:\n  - sink", ["It does not:", "It does not: sink"]),
        ("| Boat | Tows |\n| --- | --- |\n| Tug | yes |\n| Raft | |", ["Tug – Tows: yes", "Raft"]),
        ("> Quoted.\n\n<!-- quiz: skip -->\n\n    code here", ["Quoted.", "code here"]),
        ("A flood? Shield. Rain? WAF.", ["A flood? Shield.", "Rain? WAF."]),
        ("", []),
    ],
)
def test_each_line_can_be_read_alone(body, lines):
    assert lines_of(parse(body).children) == lines
