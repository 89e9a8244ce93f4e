"""Which question a review asks for each fact that is due."""

from collections import Counter
from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.memory import RECALL_KINDS
from quizzes.papers.candidates import Candidate, in_conflict
from quizzes.reviews.choosing import DueFact, Way, draw_review, ways_in_order
from tests.factories import MONDAY


def candidate(number, *, fact="f1", kind="single", told=(), facts=()):
    return Candidate(
        version_id=number,
        lesson="leaf",
        key=f"q{number:03}",
        number=1,
        option_count=4,
        facts=frozenset(facts or {fact}),
        stem=f"What does question {number} ask?",
        kind=kind,
        told=frozenset(told),
    )


def way(number, *, seen=None, **fields):
    seen_at = None if seen is None else MONDAY + timedelta(days=seen)
    return Way(number, candidate(number, **fields), seen_at)


def fact(*ways, key="f1", last_kind="single", last_question=None):
    return DueFact(key, last_kind, ways, last_question)


def drawn(facts, *, count=20, seed=1):
    return [place.candidate.version_id for place in draw_review(facts, count=count, seed=seed)]


def test_words_not_seen_before_come_first():
    assert drawn([fact(way(1, seen=1), way(2), way(3, seen=0))]) == [2]


def test_of_seen_words_those_seen_longest_ago_come_first():
    assert drawn([fact(way(1, seen=2), way(2, seen=0), way(3, seen=1))]) == [2]


def test_the_last_question_is_not_asked_again_even_in_new_words():
    assert drawn([fact(way(1), way(2, seen=0), last_question=1)]) == [2]


def test_the_only_question_is_asked_again():
    assert drawn([fact(way(1, seen=0), last_question=1)]) == [1]


@pytest.mark.parametrize("kind", sorted(RECALL_KINDS))
def test_after_a_choice_the_answer_must_be_recalled(kind):
    assert drawn([fact(way(1), way(2, seen=0, kind=kind))]) == [2]


def test_after_recall_comes_a_choice():
    assert drawn([fact(way(1, kind="cloze"), way(2, seen=0), last_kind="numeric")]) == [2]


def test_without_a_recall_format_another_kind_than_last_time_is_asked():
    facts = [fact(way(1), way(2, kind="true_false"), way(3), last_kind="single")]

    assert {tuple(drawn(facts, seed=seed)) for seed in range(20)} == {(2,)}


def test_every_second_review_of_a_fact_is_in_a_recall_format():
    ways = [way(1), way(2), way(3, kind="cloze"), way(4, kind="short_answer")]
    last_kind, last, seen, kinds = "single", None, {}, []
    for turn in range(10):
        now = [Way(w.question, w.candidate, seen.get(w.question)) for w in ways]
        (place,) = draw_review(
            [fact(*now, last_kind=last_kind, last_question=last)], count=1, seed=turn
        )
        last_kind, last = place.candidate.kind, place.candidate.version_id
        seen[last] = MONDAY + timedelta(days=turn)
        kinds.append(last_kind in RECALL_KINDS)

    assert kinds == [True, False] * 5
    assert len(seen) == 4


def test_a_question_that_asks_the_fact_comes_before_one_that_only_rests_on_it():
    told = way(1, facts={"f2"}, told={"f1"})

    assert drawn([fact(told, way(2))]) == [2]


def test_no_question_gives_away_another():
    telling = way(1, fact="f1", told={"f2"})
    plain = way(2, fact="f1", seen=0)
    other = way(3, fact="f2")

    assert drawn([fact(other, key="f2"), fact(telling, plain)]) == [3, 2]


def test_a_fact_that_would_be_given_away_waits():
    telling = way(1, fact="f1", told={"f2"})

    assert drawn([fact(telling), fact(way(3, fact="f2"), key="f2")]) == [1]


def test_a_fact_waits_rather_than_miss_its_turn_of_recall():
    telling = way(1, fact="f1", kind="cloze", told={"f2"})
    other = fact(way(3, fact="f2"), key="f2")

    assert drawn([other, fact(telling, way(2))]) == [3]
    assert drawn([fact(telling, way(2))]) == [1]


def test_a_fact_waits_rather_than_be_asked_with_its_last_question():
    telling = way(1, fact="f1", told={"f2"})
    other = fact(way(3, fact="f2"), key="f2")

    assert drawn([other, fact(telling, way(2), last_question=2)]) == [3]


def test_a_fact_that_another_question_asks_already_is_not_asked_twice():
    both = way(1, facts={"f1", "f2"})

    assert drawn([fact(both), fact(way(2, fact="f2"), key="f2")]) == [1]


def test_the_most_urgent_facts_come_first_and_no_more_than_wanted():
    facts = [fact(way(n, fact=f"f{n}"), key=f"f{n}") for n in range(5)]

    assert drawn(facts, count=3) == [0, 1, 2]


def test_when_facts_wait_later_ones_take_their_place():
    blocked = fact(way(2, fact="f2", told={"f1"}), key="f2")
    facts = [fact(way(1)), blocked, fact(way(3, fact="f3"), key="f3")]

    assert drawn(facts, count=2) == [1, 3]


KINDS = ("single", "multiple", "true_false", "cloze", "numeric")
KEYS = tuple(f"f{n}" for n in range(6))


@st.composite
def due_facts(draw):
    numbers = iter(range(1000))
    facts = []
    for key in draw(st.permutations(KEYS)):
        ways = []
        for _ in range(draw(st.integers(1, 4))):
            others = draw(st.sets(st.sampled_from(KEYS), max_size=2))
            asked = {key} | draw(st.sets(st.sampled_from(KEYS), max_size=1))
            seen = draw(st.none() | st.integers(0, 30))
            kind = draw(st.sampled_from(KINDS))
            ways.append(way(next(numbers), seen=seen, kind=kind, facts=asked, told=others))
        last = draw(st.none() | st.sampled_from([one.question for one in ways]))
        last_kind = draw(st.sampled_from(KINDS))
        facts.append(fact(*ways, key=key, last_kind=last_kind, last_question=last))
    return facts


@given(due_facts(), st.integers(0, 6), st.integers(0, 2**62))
def test_whatever_is_due_a_review_keeps_its_rules(facts, count, seed):
    places = draw_review(facts, count=count, seed=seed)

    assert len(places) <= count
    chosen = [place.candidate for place in places]
    assert not any(in_conflict(one, other) for one, other in combinations(chosen, 2))
    asked = Counter(fact for one in chosen for fact in one.facts)
    assert all(times == 1 for times in asked.values())
    for place in places:
        assert sorted(place.option_order) == [0, 1, 2, 3]
    assert draw_review(facts, count=count, seed=seed) == places


@given(due_facts(), st.integers(0, 2**62))
def test_no_fact_misses_its_turn(facts, seed):
    by_question = {one.question: (due, one) for due in facts for one in due.ways}

    for place in draw_review(facts, count=6, seed=seed):
        due, chosen = by_question[place.candidate.version_id]
        others = [one for one in due.ways if one.question != due.last_question]
        if others:
            assert chosen.question != due.last_question
        if due.last_kind not in RECALL_KINDS:
            recall = [one for one in others if one.candidate.kind in RECALL_KINDS]
            assert not recall or chosen in recall


@given(due_facts(), st.integers(0, 2**62))
def test_the_first_fact_is_asked_in_its_best_way(facts, seed):
    first = facts[0]
    (place, *_) = draw_review(facts, count=6, seed=seed)

    best = ways_in_order(first, seed)[0]
    assert place.candidate == best.candidate
    if len(first.ways) > 1:
        assert best.question != first.last_question


def test_the_order_of_the_ways_changes_nothing():
    ways = [way(n, kind=KINDS[n % 5]) for n in range(8)]

    assert {tuple(drawn([fact(*order)], seed=3)) for order in (ways, ways[::-1])} == {
        tuple(drawn([fact(*ways)], seed=3))
    }
