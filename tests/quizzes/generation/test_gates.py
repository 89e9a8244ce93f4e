"""Each row of the rubric refuses what it is for, and lets a sibling pass that differs in that alone."""

from dataclasses import dataclass
from datetime import date

import pytest

from quizzes.generation.base import FactBase
from quizzes.generation.facts import LessonSource
from quizzes.generation.gates import CHECKS, Failure, gate, passes
from quizzes.generation.items import Citation, Clause, Item, NotAnItem
from quizzes.generation.proofs import Truth
from quizzes.generation.reading import Passage
from quizzes.generation.things import Thing
from tests.quizzes.generation.builders import base_from, changed, fact, item, option

SPLITS = "split into thin sheets"
NAMES = ("Slate", "Granite", "Basalt", "Chalk")
ASKED = fact("Slate", SPLITS, kind="rock", key="slate splits")
DENIED = {
    name: fact(name, SPLITS, kind="rock", key=f"{name} does not split", says=False)
    for name in NAMES[1:]
}
ALSO = fact("Marble", SPLITS, kind="rock", key="marble splits")
ROCKS = base_from(ASKED, ALSO, *DENIED.values(), fact("Quartz", "scratch glass", kind="mineral"))

CLAIM = "What is said of slate?"
SAID = ("Sheets of stone", "Grains of sand", "Shells of snails", "Lumps of coal")


def statements(*texts, keys=1, stem=CLAIM, asks_for="What", asked=(ASKED,), **values):
    """Return an item with these options, of which the first `keys` are right."""
    options = [
        option(text, correct=place < keys, facts=asked, **values.pop(f"option{place}", {}))
        for place, text in enumerate(texts or SAID)
    ]
    return item(stem, options, asked=asked, asks_for=asks_for, **values)


def named(*names, keys=1, stem="Which rock splits into thin sheets?", asks_for="rock", **values):
    """Return an item whose options are things, of which the first `keys` are right."""
    asked = values.pop("asked", (ASKED,))
    options = [
        option(
            name,
            correct=place < keys,
            facts=[asked[0] if place < keys else DENIED.get(name, ASKED)],
            form="name",
            subject=name,
        )
        for place, name in enumerate(names or NAMES)
    ]
    direction = values.pop("direction", "feature>name")
    return item(stem, options, asked=asked, asks_for=asks_for, direction=direction, **values)


def verdicts(*said, predicate=SPLITS, stem="“Slate splits into sheets.” Is that so?"):
    lead = {True: "True, and it", False: "False, but it"}
    reasons = ("is grey", "is soft", "is old", "is hard")
    options = [
        option(
            f"{lead[one]} {reasons[place]}",
            correct=place == 0,
            facts=[ASKED],
            form="verdict",
            verdict=one,
        )
        for place, one in enumerate(said)
    ]
    return item(stem, options, asked=[ASKED], asks_for="so", predicate=predicate)


def valued(slot, value, **values):
    return fact("Slate", slot=slot, value=value, key="valued", kind="rock", **values)


def two_lessons(first, second):
    """Return a base of two lessons; the item is of the first one."""
    late = changed(DENIED["Chalk"], passage=Passage("later", "Chalk", "Chalk does not.", 1))
    return FactBase(
        lessons={
            "lesson": LessonSource("lesson", first, position=1),
            "later": LessonSource("later", second, position=2),
        },
        facts=(ASKED, ALSO, DENIED["Granite"], DENIED["Basalt"], late),
        things={name: Thing(name) for name in (*NAMES, "Marble")},
    )


def asking(*facts, **values):
    """Return an item that asks these facts, and the base that holds them."""
    return statements(asked=facts, **values), base_from(*facts, ASKED)


@dataclass(frozen=True)
class Case:
    """An item that a row refuses, and one that it lets pass; each may come with a base of its own."""

    row: int
    name: str
    refused: Item | tuple[Item, FactBase]
    passing: Item | tuple[Item, FactBase]

    @staticmethod
    def parts(one):
        return one if isinstance(one, tuple) else (one, ROCKS)


GREY = fact("Slate", "look grey", kind="rock", key="slate is grey")


def matched(*premises, extra="Quartz", texts=None, names=None):
    """Return a matching item of rocks; `premises` name the rocks, in the order of `LINES`."""
    lines = [LINES[name] for name in premises]
    pairs = [
        option(
            texts[place] if texts else line.value,
            correct=True,
            facts=[line],
            form="clause",
            subject=line.subject,
            premise=names[place] if names else line.subject,
        )
        for place, line in enumerate(lines)
    ]
    spare = [option(extra, facts=lines[:1], form="clause", aside=(LINES["Marble"],))]
    return item(
        "Match each rock with its line.",
        [*pairs, *(spare if extra else [])],
        asked=lines,
        asks_for="rock",
        kind="matching",
    )


LINES = {
    "Slate": fact("Slate", SPLITS, kind="rock", key="slate splits"),
    "Granite": fact("Granite", "line many kitchens", kind="rock", key="granite lines"),
    "Basalt": fact("Basalt", "come from lava", kind="rock", key="basalt comes"),
    "Chalk": fact("Chalk", "come from lava", kind="rock", key="chalk comes"),
    "Marble": fact("Marble", "please sculptors", kind="rock", key="marble pleases"),
}
EXCLUDED = base_from(
    *LINES.values(),
    *(
        fact(name, line.does.base, kind="rock", key=f"{name} not {line.key}", says=False)
        for name in LINES
        for line in LINES.values()
        if line.does.base not in {LINES[name].does.base}
    ),
    things=[Thing("Slate", aliases=("roof stone",), kind="rock")],
)


def ordered(*steps):
    said = [fact("bread", slot=f"step {n}", value=text) for n, text in enumerate(steps, start=1)]
    options = [
        option(one.value, correct=True, facts=[one], form="step", place=place)
        for place, one in enumerate(said, start=1)
    ]
    return item(
        "Put the steps in order: bread.", options, asked=said, asks_for="steps", kind="ordering"
    ), base_from(*said)


def typed(answer, stem, *, kind="short_answer", asked=ASKED, form="name", **values):
    key = option(answer, correct=True, facts=[asked], form=form, subject=answer, **values)
    return item(stem, [key], asked=[asked], asks_for="rock", kind=kind)


ALONE = base_from(ASKED, *DENIED.values())
TYPED = typed("Slate", "Which rock splits into thin sheets? Write its name.")
GAP = "The rock that splits into thin sheets is called ____."
BOTH = (
    fact("Chalk", SPLITS, kind="rock", key="chalk splits"),
    fact("Chalk", "look grey", kind="rock", key="chalk is grey"),
)
SHINES = fact("Slate", "shine when wet", kind="rock", key="slate shines")
DULL = fact("Chalk", "shine when wet", kind="rock", key="chalk is dull", says=False)
WEARS = fact("Slate", "wear well", kind="rock", key="slate wears")
SOFT = fact("Basalt", "wear well", kind="rock", key="basalt wears badly", says=False)
GREY = fact("Chalk", "have a name", kind="rock", key="chalk has a name")
HILLS = base_from(ASKED, DENIED["Granite"], DENIED["Basalt"], SHINES, DULL, WEARS, SOFT, GREY, ALSO)
SPLITTING = Clause(ASKED, ("Basalt", "Granite"))
SHINING = Clause(SHINES, ("Chalk",))
LIKE = Clause(WEARS, ("Basalt",))
IDLE = Clause(WEARS, ())


def scenario(*clauses, names=("Slate", "Granite", "Basalt", "Chalk")):
    """Return an item whose wrong options fail one of the demands, and the base that proves it."""
    asked = tuple(clause.fact for clause in clauses) or (ASKED, SHINES)
    one = named(
        *names,
        asked=asked,
        stem="You need a rock that splits and that shines. Which rock fits?",
        direction="two needs>name",
        clauses=clauses,
    )
    return one, HILLS


def left_open(key="Chalk", wrong="TRUE", truth=Truth.FALSE):
    """Return an item that seeks what does not hold: chalk does not split, and it has a name."""
    said = (ASKED, GREY, changed(GREY, key="chalk 2"), changed(GREY, key="chalk 3"))
    texts = ("Splitting into sheets", "Naming a cliff", "Writing on a board", "Marking a pitch")
    options = [
        option(
            text,
            correct=place == 0,
            proof="P1" if place == 0 else wrong,
            facts=(DENIED["Chalk"],) if place == 0 else (one,),
            form="gerund",
            subject=key if place == 0 else "Chalk",
        )
        for place, (text, one) in enumerate(zip(texts, said, strict=True))
    ]
    stem = "You rely on chalk alone. Which of these needs stays open?"
    return item(stem, options, asked=(ASKED,), asks_for="needs", seeks=truth), QUARRY


QUARRY = base_from(ASKED, DENIED["Chalk"], GREY, ALSO)
SOUND_SCENARIO = scenario(SPLITTING, SHINING)
SOUND_OPEN = left_open()
SOUND = statements()
SOUND_NAMES = named()
SOUND_TWO = statements(
    *SAID, "Drops of oil", keys=2, stem="Which TWO is it? (Select TWO.)", asks_for="Which"
)
SOUND_VERDICTS = verdicts(True, False, True, False)
DATE = date(2026, 11, 1)
TOWN = "A small town council with very little money and no geologist at hand"
LONG_PASSAGE = "Slate was clay that the weight of younger layers pressed into thin grey sheets"
LONG = fact("Slate", "form", slot="is a", value="form under weight", passage=LONG_PASSAGE)


def with_option(place, **values):
    options = list(SOUND.options)
    options[place] = changed(options[place], **values)
    return changed(SOUND, options=tuple(options))


def cited(quote, lesson="lesson"):
    """Return the sound item with another quote under its last option."""
    passage = Passage(lesson, "Slate", "Slate splits into thin sheets.", 1)
    last = changed(ASKED, passage=passage, quote=quote)
    return with_option(3, facts=(last,))


CASES = [
    Case(1, "a key that nothing entails", with_option(0, proof="P1"), SOUND),
    Case(1, "a key on a fact that the base does not hold", (SOUND, base_from(ALSO)), SOUND),
    Case(1, "a key on a fact that may not score", asking(changed(ASKED, scored=False)), SOUND),
    Case(
        1,
        "a wrong option that a fact proves which may not score",
        with_option(2, facts=(changed(DENIED["Chalk"], scored=False),)),
        with_option(2, facts=(DENIED["Chalk"],)),
    ),
    Case(2, "a wrong option without a proof", with_option(1, proof=""), SOUND),
    Case(2, "a wrong option with a proof of no class", with_option(1, proof="P7"), SOUND),
    Case(2, "a wrong option that is true", named("Slate", "Marble", "Basalt"), SOUND_NAMES),
    Case(
        2,
        "a thing that does both things asked",
        (named(asked=(ASKED, GREY)), base_from(ASKED, GREY, *list(DENIED.values())[:2], *BOTH)),
        (named(asked=(ASKED, GREY)), base_from(*ROCKS.facts, GREY, BOTH[1])),
    ),
    Case(2, "a wrong option that is unknown", named("Slate", "Quartz", "Basalt"), SOUND_NAMES),
    *(
        Case(4, f"{slot} of {value} without a date", asking(valued(slot, value)), good)
        for slot, value, good in [
            ("cost", "5 dollars", asking(valued("cost", "5 dollars", as_of=DATE))),
            ("cost", "$ 5 a month", asking(valued("cost", "$ 5 a month", as_of=DATE))),
            ("cost", "adds $3 to it", asking(valued("cost", "adds $3 to it", as_of=DATE))),
            ("cost", "€7", asking(valued("cost", "free of charge"))),
            ("offer", "a trial of 30 days", asking(valued("offer", "a lesson of 30 days"))),
            ("offer", "a trial of 30 days", asking(valued("offer", "a trial by jury"))),
            ("offer", "the latest version", asking(valued("offer", "a new dynasty"))),
            ("limit", "ten layers", asking(valued("depth", "ten layers"))),
        ]
    ),
    Case(5, "a quote that its passage does not hold", cited("Slate melts"), cited("splits into")),
    Case(5, "a passage of no lesson", cited("splits into", "elsewhere"), cited("splits into")),
    Case(
        6,
        "a thing of a later lesson",
        (SOUND_NAMES, two_lessons("Slate.", "Chalk.")),
        (named("Slate", "Granite", "Basalt"), two_lessons("Slate.", "Chalk.")),
    ),
    Case(
        7,
        "a key that is visibly longest",
        statements("Thin sheets of grey stone", *SAID[1:]),
        statements("Thin sheets of stone", "Tiny grains of sand", *SAID[2:]),
    ),
    Case(
        8,
        "a word of the stem in the key alone",
        statements("Sheets of slate", *SAID[1:]),
        statements("Sheets of slate", "Slate and sand", "Slate shells", "Lumps of slate"),
    ),
    Case(
        9,
        "a name that holds what is asked",
        changed(SOUND, hints="Sheet rock", predicate="split into sheets"),
        changed(SOUND, hints="Slate", predicate="split into sheets"),
    ),
    Case(
        9,
        "a part of a hyphenated name that holds what is asked",
        changed(SOUND, hints="Thin-splitting slate", predicate=SPLITS),
        changed(
            statements("Sheet of rock", "Clean sheet of paper", "Steel sheet"),
            hints="Sheet rock",
            predicate="form a sheet",
        ),
    ),
    Case(10, "options of two forms", with_option(3, form="gerund"), SOUND),
    Case(
        10,
        "an article before the options",
        statements(stem="What is said? Slate is a"),
        statements(stem="What is said of slate?"),
    ),
    Case(
        11,
        "an option twice as long as another",
        statements("Sheets", *SAID[1:-1], "Lumps of soft brown coal"),
        statements(*SAID[:-1], "Lumps of soft coal"),
    ),
    Case(11, "a full stop after one option", statements(*SAID[:3], "Coal in lumps."), SOUND),
    Case(11, "a capital before some options", statements(*SAID[:3], "lumps of coal"), SOUND),
    Case(
        12,
        "a key that shares most with the others",
        statements("Thin grey sheets", "Thin brown grains", "Thick grey lumps", "Tiny sheets"),
        statements("Thin grey sheets", "Thin round grains", "Thick grey lumps", "Long black bones"),
    ),
    Case(
        13,
        "an absolute word in one option",
        statements(*SAID[:3], "Only lumps of coal"),
        statements(*SAID[:3], "Lonely lumps of coal"),
    ),
    Case(
        14,
        "a vague word in an option",
        statements(*SAID[:3], "Sometimes lumps"),
        statements(*SAID[:3], "Burning lumps"),
    ),
    Case(
        15,
        "a key beside its opposite",
        statements("It does melt", "It does not melt", "It has scent"),
        statements("It does melt", "It does not sink", "It has scent"),
    ),
    Case(
        15,
        "a key beside its antonym",
        statements("Inside a cave", "Outside a cave", "Under snow"),
        statements("Inside a cave", "Outside a house", "Under snow"),
    ),
    Case(
        16,
        "one option that is part of another",
        statements("Sheets of stone", "Stone sheets with moss", *SAID[1:3]),
        statements("Sheets of stone", "Stone slabs with moss", *SAID[1:3]),
    ),
    Case(
        16,
        "one thing under two names",
        changed(
            SOUND_NAMES,
            options=(
                *SOUND_NAMES.options[:3],
                changed(SOUND_NAMES.options[1], text="Granite rock"),
            ),
        ),
        SOUND_NAMES,
    ),
    Case(
        17,
        "numbers out of order",
        statements("30 days", "7 days", "90 days"),
        statements("7 days", "30 days", "90 days"),
    ),
    Case(
        17,
        "numbers with two units",
        statements("7 days", "30 years", "90 days"),
        statements("7 days", "30 days", "90 days"),
    ),
    Case(
        21,
        "a stem that is lifted from the lesson",
        asking(LONG, stem=f"What is it that {LONG_PASSAGE[12:]}?"),
        asking(LONG, stem="What was clay before younger layers pressed it?"),
    ),
    Case(22, "a stem that asks nothing", statements(stem="This is what slate says."), SOUND),
    Case(22, "a stem that asks twice", statements(stem="What is it? What of slate?"), SOUND),
    Case(22, "a stem that does not end", statements(stem="What? Tell of slate"), SOUND),
    Case(22, "a stem that does not name what it asks", statements(asks_for="mineral"), SOUND),
    *(
        Case(23, f"“{word}” in the stem", statements(stem=f"What is {word} said of slate?"), SOUND)
        for word in ("not", "NOT", "incorrect", "wrong", "false", "least likely")
    ),
    Case(
        24,
        "a setting of thirteen words",
        statements(stem=f"{TOWN} needs slate. What is said of it?", setting=TOWN),
        statements(
            stem=f"{TOWN.replace('very ', '')} needs slate. What is said of it?",
            setting=TOWN.replace("very ", ""),
        ),
    ),
    Case(24, "a clause that rules nothing out", scenario(SPLITTING, IDLE), SOUND_SCENARIO),
    Case(
        24, "a clause that rules out what another does", scenario(SPLITTING, LIKE), SOUND_SCENARIO
    ),
    Case(
        24,
        "an option that no clause rules out",
        scenario(SPLITTING, SHINING, names=("Slate", "Granite", "Basalt", "Chalk", "Marble")),
        SOUND_SCENARIO,
    ),
    Case(24, "a scenario without a clause table", scenario(), SOUND_SCENARIO),
    Case(
        24,
        "a clause table that claims what is not proved",
        scenario(SPLITTING, changed(SHINING, rules_out=("Basalt",))),
        SOUND_SCENARIO,
    ),
    Case(
        25,
        "a stem that asks two things",
        statements(stem="What is said of slate and where does it lie?"),
        statements(stem="What is said of slate and of its place?"),
    ),
    Case(26, "a stem of four words", statements(stem="What is slate, then?"), SOUND),
    Case(
        26,
        "a stem of 47 words",
        statements(stem=f"What is said of slate{' or of slate' * 14}?"),
        statements(stem=f"What is said of slate{' or of slate' * 13}?"),
    ),
    Case(
        26,
        "an option of nineteen words",
        statements(*SAID[:3], f"Lumps {'of coal under sand ' * 4}it seems"),
        SOUND,
    ),
    *(
        Case(27, f"{name} in an option", statements(*SAID[:3], text), SOUND)
        for name, text in [
            ("two spaces", "Lumps  of coal"),
            ("Markdown", "Lumps of **coal**"),
            ("code", "Lumps of `coal`"),
            ("a link", "Lumps of [coal](x)"),
            ("HTML", "Lumps of <b>coal"),
            ("a cell border", "Lumps | coal"),
            ("chat", "Lumps etc of coal"),
            ("dots", "Lumps of coal..."),
            ("an open bracket", "Lumps (of coal"),
            ("an open quote", "Lumps “of coal"),
            ("a word twice", "Lumps of of coal"),
        ]
    ),
    Case(27, "a word twice in the stem", statements(stem="What is is said of slate?"), SOUND),
    Case(
        28,
        "a pronoun without its noun",
        asking(fact("Slate", "lie above", key="a")),
        asking(fact("Slate", "lie over chalk", key="a")),
    ),
    Case(
        28,
        "“these” without a noun",
        asking(fact("Slate", "hold these", key="a")),
        asking(fact("Slate", "hold these grains", key="a")),
    ),
    Case(
        29,
        "an acronym that comes later",
        (statements(stem="What is said of the UVX in slate?"), two_lessons("Slate.", "A UVX.")),
        (statements(stem="What is said of the UVX in slate?"), two_lessons("A UVX.", "Chalk.")),
    ),
    Case(29, "an acronym that no lesson has", statements(*SAID[:3], "UVX in coal"), SOUND),
    Case(
        30,
        "“best” by no criterion",
        statements(stem="What is best said of slate?"),
        asking(fact("Slate", "fit best on roofs"), stem="What does fit best on roofs?"),
    ),
    *(
        Case(31, f"“{text}”", statements(*SAID[:3], text), SOUND)
        for text in ("All of the above", "None of these", "Both of them", "Neither", "All of these")
    ),
    Case(
        32,
        "an option made of two others",
        statements("Stone", "Sand", "Stone, sand"),
        statements("Stone", "Sand", "Snow, ice"),
    ),
    Case(
        33,
        "two options that say the same",
        statements("Sheets of stone", "Shells of snails", "Shell of the snail"),
        statements("Sheets of stone", "Shells of snails", "Shards of glass"),
    ),
    Case(
        33,
        "two wrong options that nearly say the same",
        statements("Sheets of stone", "Round shells of sea snails", "Round shells of sea mussels"),
        statements("Sheets of stone", "Round shells of sea snails", "Long bones of land mammals"),
    ),
    Case(
        34,
        "a thing of another kind",
        (
            named("Slate", "Granite", "Quartz"),
            base_from(*ROCKS.facts, fact("Quartz", SPLITS, kind="mineral", says=False, key="q")),
        ),
        SOUND_NAMES,
    ),
    Case(35, "two keys where one is asked", changed(SOUND_TWO, stem=SOUND.stem), SOUND_TWO),
    Case(35, "one key where two are asked", changed(SOUND, stem=SOUND_TWO.stem), SOUND),
    Case(
        35,
        "two keys among four options",
        changed(SOUND_TWO, options=SOUND_TWO.options[:4]),
        SOUND_TWO,
    ),
    Case(36, "one verdict thrice", verdicts(True, False, True, True), SOUND_VERDICTS),
    Case(
        36,
        "a claim with “not”",
        verdicts(True, False, True, False, predicate="not split"),
        SOUND_VERDICTS,
    ),
    Case(
        37,
        "a premise that fits two lines",
        (matched("Slate", "Basalt", "Chalk"), base_from(*LINES.values())),
        (matched("Slate", "Granite", "Basalt"), EXCLUDED),
    ),
    Case(
        37,
        "no response to spare",
        (matched("Slate", "Granite", "Basalt", extra=""), EXCLUDED),
        (matched("Slate", "Granite", "Basalt", "Chalk", extra=""), EXCLUDED),
    ),
    Case(
        37,
        "a response with a word of its premise",
        (matched("Slate", "Granite", "Basalt", texts=("roof it", "line", "come")), EXCLUDED),
        (matched("Slate", "Granite", "Basalt"), EXCLUDED),
    ),
    Case(
        38,
        "a step that tells its place",
        ordered("Mix the dough", "Then let it rest", "Bake the loaf"),
        ordered("Mix the dough", "Let it rest", "Bake the loaf"),
    ),
    Case(39, "another thing that fits", (TYPED, ROCKS), (TYPED, ALONE)),
    Case(
        39,
        "an answer too long to type",
        (typed("Slate of the old north west hills", TYPED.stem.text), ALONE),
        (TYPED, ALONE),
    ),
    Case(
        39,
        "an answer that the stem holds",
        (typed("Slate", "Which rock, like slate roofs, splits into sheets?"), ALONE),
        (TYPED, ALONE),
    ),
    Case(
        39,
        "a gap in the middle",
        (typed("Slate", "The rock ____ splits into thin sheets.", kind="cloze"), ALONE),
        (typed("Slate", GAP, kind="cloze"), ALONE),
    ),
    Case(
        39,
        "a gap after an article",
        (typed("Slate", "The rock that splits into sheets is a ____.", kind="cloze"), ALONE),
        (typed("Slate", GAP, kind="cloze"), ALONE),
    ),
    Case(
        40,
        "a number without its unit",
        (typed("30", "How old is this rock?", kind="numeric", form="typed", unit="days"), ALONE),
        (
            typed(
                "30", "How many days old is this rock?", kind="numeric", form="typed", unit="days"
            ),
            ALONE,
        ),
    ),
    Case(
        40,
        "a number that the stem holds",
        (typed("30", "Is this rock 30 or how many days old?", kind="numeric", form="typed"), ALONE),
        (typed("30", "How many days old is this rock?", kind="numeric", form="typed"), ALONE),
    ),
    Case(
        36,
        "a claim with “never”",
        verdicts(True, False, True, False, predicate="never split"),
        SOUND_VERDICTS,
    ),
]

by_name = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.row}: {case.name}")


@by_name
def test_a_row_refuses_what_it_is_for(case):
    one, base = case.parts(case.refused)

    check, _ = CHECKS[case.row]
    assert check(one, base)


@by_name
def test_the_sibling_passes_the_whole_gate(case):
    one, base = case.parts(case.passing)

    assert list(gate(one, base)) == []


def test_every_registered_row_has_a_refused_example():
    assert {case.row for case in CASES} == set(CHECKS)


def test_the_gate_names_the_row_and_the_trouble():
    one = statements(*SAID[:3], "All of the above")

    failures = list(gate(one, ROCKS))

    assert Failure(31, "“All of the above” refers to the other options.") in failures
    assert not passes(one, ROCKS)
    assert passes(SOUND, ROCKS)


@pytest.mark.parametrize(
    "texts",
    [
        ("10.0.0.0", "172.16.0.0", "192.168.0.0"),
        ("1st", "2nd", "3rd"),
        ("24/7", "9 to 5", "12 hours"),
        ("²", "³", "¹"),
        ("1.2.3", "..", ",,"),
    ],
)
def test_odd_numbers_are_judged_without_a_crash(texts):
    list(gate(statements(*texts), ROCKS))


# What an item refuses on its own


@pytest.mark.parametrize(
    "broken",
    [
        lambda: statements(*SAID, keys=0),
        lambda: statements(*SAID, keys=3),
        lambda: statements(*SAID, keys=2, kind="single"),
        lambda: statements(*SAID, keys=1, kind="multiple"),
        lambda: statements(*SAID[:2]),
        lambda: statements("Sheets", "sheets", "Sand"),
        lambda: with_option(1, explanation=""),
        lambda: with_option(1, facts=()),
    ],
    ids=[
        "no key",
        "three keys",
        "two in single",
        "one in two",
        "two options",
        "equal",
        "why",
        "by",
    ],
)
def test_an_item_without_the_shape_of_a_question_cannot_be_made(broken):
    with pytest.raises(NotAnItem):
        broken()


def test_an_option_cites_each_passage_once():
    twice = option("Sheets", facts=[ASKED, ASKED], aside=(ASKED, ALSO))

    assert twice.citations == (
        Citation("lesson", ASKED.quote, ASKED.passage.text),
        Citation("lesson", ALSO.quote, ALSO.passage.text),
    )
