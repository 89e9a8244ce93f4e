import pytest

from quizzes.grading import MarkScheme, asked_facts, mark_scheme_of
from tests.factories import FactFactory, QuestionFactory, option

SELECT_TWO = MarkScheme("multiple", 5, keys=(1, 3), facts=("a", "b", "c"), asked=("a",))


@pytest.mark.parametrize(
    ("chosen", "points"),
    [([1, 3], 1), ([3, 1], 1), ([1], 0), ([1, 2], 0), ([0, 2], 0), ([], 0), ([1, 3, 4], 0)],
)
def test_only_exactly_the_right_options_earn_the_point(chosen, points):
    assert SELECT_TWO.points(chosen) == points


def test_a_right_answer_touches_all_facts_and_a_wrong_one_only_those_asked():
    assert SELECT_TWO.touched(right=True) == ("a", "b", "c")
    assert SELECT_TWO.touched(right=False) == ("a",)


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

    assert mark_scheme_of(question.current) == before
    assert before.keys == (0, 1)
    assert before.option_count == 5
