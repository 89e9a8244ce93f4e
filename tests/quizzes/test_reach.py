import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.answers import kind_of
from quizzes.memory import KNOWN, PRIOR
from quizzes.models import Question
from quizzes.reach import USUAL_GUESS, reach_of
from tests.factories import QuestionFactory

kinds = st.dictionaries(st.sampled_from(sorted(USUAL_GUESS)), st.integers(1, 6), max_size=5)


def test_a_fact_with_one_choice_can_never_be_called_known():
    reach = reach_of({"single": 1})

    assert reach.ceiling == pytest.approx(0.678, abs=1e-3)
    assert not reach.suffices
    assert reach.kinds_wanted == 1


@pytest.mark.parametrize(
    ("questions", "suffices", "kinds_wanted"),
    [
        ({"single": 4}, True, 1),
        ({"single": 3}, False, 1),
        ({"single": 1, "cloze": 1}, True, 2),
        ({"single": 2, "true_false": 2, "cloze": 1}, True, 2),
        ({}, False, 0),
    ],
)
def test_what_some_questions_can_show(questions, suffices, kinds_wanted):
    reach = reach_of(questions)

    assert (reach.suffices, reach.kinds_wanted) == (suffices, kinds_wanted)
    assert reach.suffices == (reach.ceiling >= KNOWN)


@given(kinds, st.sampled_from(sorted(USUAL_GUESS)))
def test_a_question_more_never_lowers_the_ceiling(questions, kind):
    before = reach_of(questions)
    after = reach_of(questions | {kind: questions.get(kind, 0) + 1})

    assert after.ceiling >= before.ceiling >= PRIOR


@pytest.mark.django_db
@pytest.mark.parametrize("kind", Question.Kind.values)
def test_every_kind_has_its_usual_guess(kind):
    version = QuestionFactory.create(
        kind=kind, **({"version__right": 2, "version__total": 5} if kind == "multiple" else {})
    ).current

    assert USUAL_GUESS[kind] == pytest.approx(kind_of(version).guess, abs=0.035)
