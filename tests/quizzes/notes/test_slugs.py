"""Addresses of lessons stay when a heading is reworded, and belong to one file each."""

from quizzes.generation.importing.types import (
    NotesDraft,
    Outline,
    OutlineLesson,
    OutlineModule,
    OutlineSection,
    Piece,
)
from quizzes.notes.models import NotesFile
from quizzes.notes.slugs import LONGEST, allot

NOTHING = {"modules": set(), "lessons": set()}


def draft(**lessons):
    """Return a draft of one module with lessons by slug, each of the texts given."""
    parts = tuple(
        OutlineLesson(slug, slug, (1,), (OutlineSection(slug, slug, "", (1,)),)) for slug in lessons
    )
    pieces = tuple(
        Piece(text, "bullet", slug, (1,)) for slug, texts in lessons.items() for text in texts
    )
    outline = Outline((OutlineModule("Wind", "wind", (1,), parts),))
    return NotesDraft("wind", "", "", (), outline, (), pieces, (), (), ())


def lessons_of(before, now, *, path="wind.md", taken=NOTHING, slugs=None):
    file = NotesFile(path=path, slugs=slugs or {})
    return allot(file, before, now, taken)["lessons"]


def test_a_new_lesson_has_the_slug_of_its_heading():
    assert lessons_of(None, draft(oboe=["a"])) == {"oboe": "oboe"}


def test_a_taken_slug_gets_the_name_of_the_file_and_then_a_number():
    taken = {"modules": set(), "lessons": {"oboe"}}
    more = {"modules": set(), "lessons": {"oboe", "wind-oboe"}}

    assert lessons_of(None, draft(oboe=["a"]), taken=taken) == {"oboe": "wind-oboe"}
    assert lessons_of(None, draft(oboe=["a"]), taken=more) == {"oboe": "wind-oboe-2"}


def test_a_heading_without_latin_letters_and_a_long_one_have_slugs_too():
    long = "o" * 90

    found = lessons_of(None, draft(**{"гобой": ["a"], long: ["b"]}))

    assert found["гобой"] == "notes"
    assert found[long] == "o" * LONGEST


def test_a_reworded_heading_keeps_its_slug_and_takes_it_back():
    before, now = draft(oboe=["a", "b"], flute=["c"]), draft(hautboy=["a", "b"], flute=["c"])
    slugs = {"lessons": {"oboe": "oboe", "flute": "flute"}, "modules": {"wind": "wind"}}

    renamed = lessons_of(before, now, slugs=slugs)
    back = lessons_of(now, before, slugs={"lessons": renamed, "modules": {"wind": "wind"}})

    assert renamed == {"hautboy": "oboe", "flute": "flute"}
    assert back == {"oboe": "oboe", "flute": "flute"}


def test_another_heading_over_other_words_is_another_lesson():
    before, now = draft(oboe=["a", "b", "c"]), draft(bassoon=["a", "x", "y"])

    found = lessons_of(before, now, slugs={"lessons": {"oboe": "oboe"}, "modules": {}})

    assert found == {"oboe": "oboe", "bassoon": "bassoon"}


def test_what_is_gone_leaves_its_slug_to_nobody():
    slugs = {"lessons": {"oboe": "oboe", "Oboe": "wind-oboe"}, "modules": {}}

    found = lessons_of(draft(oboe=["a"]), draft(OBOE=["x"]), slugs=slugs)

    assert found["OBOE"] not in {"oboe", "wind-oboe"}
