"""Plans: shares of a form."""

import pytest

from quizzes.papers.plans import NotAPlan, Part, Plan, floor_and_ceiling, shared_out

LEAVES = (Part("1", "Leaves", 1),)


def plan(parts=LEAVES, items=20, scored=15, **values):
    return Plan("Botany", tuple(parts), items, scored, 28, **values)


def test_what_is_left_over_goes_to_the_largest_remainders():
    exam = {"1": 24, "2": 30, "3": 34, "4": 12}

    assert shared_out(50, exam) == {"1": 12, "2": 15, "3": 17, "4": 6}
    assert shared_out(65, exam) == {"1": 16, "2": 19, "3": 22, "4": 8}
    assert shared_out(3, {"b": 1, "a": 1}) == {"a": 2, "b": 1}  # of equals the first by name


@pytest.mark.parametrize("total", range(40))
def test_shares_add_up_and_lie_beside_the_exact_ones(total):
    weights = {"a": 7, "b": 13, "c": 1, "d": 0}

    shares = shared_out(total, weights)

    assert sum(shares.values()) == total
    bounds = floor_and_ceiling(total, list(weights.items()))
    assert all(bounds[name][0] <= share <= bounds[name][1] for name, share in shares.items())


def test_names_without_any_weight_share_alike():
    assert floor_and_ceiling(5, [("a", 0), ("b", 0)]) == {"a": (2, 3), "b": (2, 3)}
    assert floor_and_ceiling(5, []) == {}


@pytest.mark.parametrize(
    "values",
    [
        {"items": 0, "scored": 0},
        {"items": 5, "scored": 6},
        {"scored": 0},
        {"parts": ()},
        {"kinds": ("cloze",)},
    ],
)
def test_a_plan_that_contradicts_itself_is_refused(values):
    with pytest.raises(NotAPlan):
        plan(**values)


def test_nothing_can_be_shared_out_without_weights():
    with pytest.raises(NotAPlan):
        shared_out(3, {"a": 0})


def test_the_digest_follows_what_decides_a_form():
    parts = (Part("1", "Leaves", 1, (("oak", 3),)),)

    assert plan(parts).digest == plan(parts, items=65, scored=50).digest
    assert len({plan(parts).digest, plan(kinds=("single",)).digest, plan().digest}) == 3
