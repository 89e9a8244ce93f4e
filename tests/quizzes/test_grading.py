import pytest

from quizzes.answers.choice import Choice
from quizzes.answers.matching import Matching
from quizzes.answers.ordering import Ordering
from quizzes.grading import MarkScheme, asked_facts, mark_scheme_of
from tests.factories import FactFactory, QuestionFactory, option

ROWS = [option("one", correct=True, fact="a"), option("two", fact="b"), option("three", fact="c")]


def test_a_right_answer_touches_all_facts_and_a_wrong_one_only_those_asked():
    scheme = MarkScheme(Choice("Which?", ROWS), facts=("a", "b", "c"))

    assert scheme.touched([0]) == ("a", "b", "c")
    assert scheme.touched([1]) == ("a",)


def test_an_answer_that_is_partly_right_counts_only_against_what_it_missed():
    pairs = [
        option(fact, correct=True, fact=fact) | {"premise": f"premise {fact}"} for fact in "abc"
    ]
    scheme = MarkScheme(Matching("Match them.", pairs), facts=("a", "b", "c"))

    assert scheme.points([0, 2, 1]) == pytest.approx(1 / 3)
    assert not scheme.is_right([0, 2, 1])
    assert scheme.touched([0, 2, 1]) == ("b", "c")
    assert scheme.touched([0, 1, 2]) == ("a", "b", "c")


def test_the_facts_asked_are_those_that_prove_the_right_options():
    options = [option("one", correct=True, fact="a"), option("two", fact="b")]

    assert asked_facts(options, ["b", "a"]) == ("a",)


def test_all_facts_are_asked_when_none_of_them_proves_a_right_option():
    options = [option("one", correct=True, fact="elsewhere"), option("two", fact="b")]

    assert asked_facts(options, ["b", "a"]) == ("a", "b")


@pytest.mark.django_db
def test_the_mark_scheme_is_read_from_the_frozen_wording():
    question = QuestionFactory.create(two=True)
    before = mark_scheme_of(question.current)

    question.facts.add(FactFactory.create(lesson=question.lesson))

    assert mark_scheme_of(question.current).facts == before.facts
    assert before.kind.keys == (0, 1)
    assert before.facts == tuple(question.current.fact_keys)


def test_of_two_to_select_the_one_that_was_chosen_is_not_missed():
    rows = [
        option("one", correct=True, fact="a"),
        option("two", correct=True, fact="b"),
        option("three", fact="c"),
        option("four", fact="d"),
    ]
    scheme = MarkScheme(Choice("Which two?", rows), facts=("a", "b"))

    assert scheme.touched([0, 2]) == ("b",)
    assert scheme.touched([2, 3]) == ("a", "b")


def test_steps_that_stand_in_their_place_are_not_missed():
    steps = [option(fact, correct=True, fact=fact) | {"place": n} for n, fact in enumerate("abcd")]
    scheme = MarkScheme(Ordering("In which order?", steps), facts=("a", "b", "c", "d"))

    assert scheme.touched([0, 2, 1, 3]) == ("b", "c")
    assert scheme.touched([1, 0, 3, 2]) == ("a", "b", "c", "d")
    assert scheme.touched([]) == ("a", "b", "c", "d")
