"""How well the shipped course can tell its things apart: the figures of docs/measurements.md."""

from collections import Counter
from functools import cache
from itertools import combinations

from quizzes.bank.question_rows import options_of
from quizzes.contrasts.differences import Saying, differences_of
from quizzes.contrasts.drills import EACH_WAY, LENGTH, Bearing, contrast_of, draw_contrasts, pair_of
from quizzes.grading import asked_facts
from quizzes.papers.candidates import Candidate
from tests.shipped import shipped_bank, shipped_base


@cache
def questions():
    """Return the questions of the shipped bank: candidate, options, things asked about."""
    found = []
    for number, item in enumerate(shipped_bank().items):
        options = options_of(item)
        candidate = Candidate(
            version_id=number,
            lesson=item.lesson,
            key=item.key,
            number=1,
            option_count=len(options),
            facts=frozenset(asked_facts(options, [fact.key for fact in item.asked])),
            stem=item.stem.text,
            told=frozenset(fact.key for fact in item.facts),
        )
        found.append((candidate, options, frozenset(fact.subject for fact in item.asked)))
    return found


@cache
def mixable():
    """Return the pairs that an answer can mix up: one thing right where the other is offered."""
    pairs = set()
    for _, options, _ in questions():
        right = {option["thing"] for option in options if option["correct"]} - {""}
        wrong = {option["thing"] for option in options if not option["correct"]} - {""}
        pairs |= {pair_of(one, other) for one in right for other in wrong - {one}}
    return sorted(pairs)


@cache
def siblings():
    """Return the pairs that a table of a lesson compares, as far as both stand in its questions."""
    base = shipped_base()
    names = sorted(base.by_subject)
    return [
        pair_of(*pair) for pair in combinations(names, 2) if pair[0] in base.neighbours[pair[1]]
    ]


def table_of(things):
    said = (fact for thing in things for fact in shipped_base().by_subject[thing])
    return differences_of(
        (Saying(f.key, f.subject, f.slot, f.says, f.polarity, f.statement) for f in said), things
    )


@cache
def drill_on(things, seed=0):
    telling = table_of(things).telling
    asked = [
        contrast_of(candidate, options, things, telling)
        for candidate, options, subjects in questions()
        if subjects & set(things)
    ]
    contrasts = {one.candidate.version_id: one for one in asked if one}
    places = draw_contrasts(list(contrasts.values()), things, seed=seed)
    return [contrasts[place.candidate.version_id] for place in places]


def share_of_full(pairs):
    return sum(len(drill_on(pair)) == LENGTH for pair in pairs) / len(pairs)


def test_every_pair_that_can_be_mixed_up_can_be_drilled():
    assert all(drill_on(pair) for pair in mixable())


def test_bars_for_full_drills():
    offered = [
        pair_of(right["thing"], wrong["thing"])
        for _, options, _ in questions()
        for right in options
        for wrong in options
        if right["correct"] and not wrong["correct"]
        if right["thing"] and wrong["thing"] and right["thing"] != wrong["thing"]
    ]

    assert share_of_full(mixable()) >= 0.28
    assert share_of_full(siblings()) >= 0.19
    assert share_of_full(offered) >= 0.70


def test_full_drills_ask_for_each_of_the_two_twice_in_most_pairs():
    full = [drill for drill in map(drill_on, mixable()) if len(drill) == LENGTH]
    keys = [Counter(one.key for one in drill if one.bearing is Bearing.APART) for drill in full]

    both = [counts for counts in keys if len(counts) == 2 and min(counts.values()) >= EACH_WAY]
    assert len(both) / len(full) >= 0.5


def test_a_drill_is_as_long_as_its_page_says_whatever_the_seed():
    for pair in mixable()[::7]:
        assert {len(drill_on(pair, seed)) for seed in range(3)} == {len(drill_on(pair))}
