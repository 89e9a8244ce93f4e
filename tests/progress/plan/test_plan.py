"""The plan day by day: what must hold for any load, and what it does with known ones."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progress.plan.days import MOCK_BEFORE, TOLERANCE, make_plan
from progress.plan.enough import MOST_MINUTES, minutes_that_suffice
from progress.plan.loads import Done, FactLoad, LessonLoad, Load, Pace, Wish, pace_of
from progress.plan.shares import shares_of
from progress.plan.skips import SkipCost, skip_cost
from progress.plan.words import amount
from quizzes.memory import Memory
from quizzes.papers.plans import Part
from quizzes.papers.plans import Plan as ExamPlan
from tests.factories import MONDAY

TODAY = date(2026, 11, 2)
SLACK = 1e-6  # minutes, for sums of floats


def memory(*, mastery=0.9, stability=5.0, due_in=0.0, answered=-5.0):
    """Return a memory that is due in so many days."""
    return Memory(
        mastery=mastery,
        mastery_before=mastery,
        right=1,
        wrong=0,
        last_answered_at=MONDAY + timedelta(days=answered),
        last_outcome="right",
        last_kind="single",
        kinds=("single",),
        first_right_at=MONDAY - timedelta(days=9),
        spaced=True,
        missed_at=None,
        stability=stability,
        difficulty=5.0,
        due_at=MONDAY + timedelta(days=due_in),
        fact_version=1,
    )


def fact(number, *, lesson="leaf", weight=1.0, memory=None):
    return FactLoad(number, lesson, weight, memory)


def plan_of(load, wish=None, *, days=14, **options):
    wish = wish or Wish(20, 40)
    return make_plan(load, wish, today=TODAY, now=MONDAY, days=days, **options)


memories = st.builds(
    memory,
    mastery=st.floats(0.05, 0.99),
    stability=st.floats(0.5, 200),
    due_in=st.floats(-30, 30),
    answered=st.floats(-60, -0.1),
)


@st.composite
def loads(draw, slowest=55.0):
    """Any course, half learnt; a question costs at most a fifth of the shortest day."""
    slugs = [f"lesson-{n}" for n in range(draw(st.integers(1, 6)))]
    lessons = tuple(
        LessonLoad(
            slug,
            draw(st.sampled_from([0.0, 2.5, 4.0, 9.0, 35.0])),
            frozenset(draw(st.sets(st.sampled_from(slugs), max_size=2))) - {slug},
        )
        for slug in slugs
    )
    facts = tuple(
        FactLoad(
            number,
            draw(st.sampled_from(slugs)),
            draw(st.sampled_from([0.0, 0.01, 0.02, 0.3])),
            draw(st.none() | memories),
        )
        for number in range(draw(st.integers(0, 60)))
    )
    review = draw(st.floats(10, slowest))
    pace = Pace(review, draw(st.floats(review, slowest + 5)))
    return Load(facts, lessons, pace, draw(st.sampled_from([0, 4, 28, 90])))


wishes = st.builds(Wish, st.integers(5, 120), st.integers(5, 60))
dones = st.builds(Done, st.floats(0, 60), st.integers(0, 20))
lengths = st.integers(1, 25)
seeds = st.integers(0, 2**62)


def work_left(load, plan, number, moment):
    """Tell whether after a day there is anything that it could have held."""
    met = {one for day in plan.days[: number + 1] for one in day.new}
    read = {one.lesson for day in plan.days[: number + 1] for one in day.readings if one.ends}
    unread = {one.slug for one in load.lessons if one.minutes > 0} - read
    new = any(one.memory is None and one.id not in met for one in load.facts)
    return bool(unread or new)


@settings(max_examples=60, deadline=None)
@given(loads(), wishes, lengths, dones, seeds, st.booleans())
def test_no_day_is_longer_than_wished_by_more_than_a_tenth(load, wish, days, done, seed, exam):
    plan = plan_of(load, wish, days=days, done=done, seed=seed, exam=exam)

    for number, day in enumerate(plan.days):
        spent = done.minutes if number == 0 else 0
        most = max(wish.minutes * (1 + TOLERANCE), spent)
        assert spent + day.minutes <= most + SLACK


@settings(max_examples=60, deadline=None)
@given(loads(), wishes, lengths, seeds, st.booleans())
def test_no_day_with_enough_to_do_is_shorter_than_wished_by_more_than_a_tenth(
    load, wish, days, seed, exam
):
    plan = plan_of(load, wish, days=days, seed=seed, exam=exam)

    for number, day in enumerate(plan.days):
        if work_left(load, plan, number, MONDAY + timedelta(days=number)):
            assert day.minutes >= wish.minutes * (1 - TOLERANCE) - SLACK


@settings(max_examples=60, deadline=None)
@given(loads(), wishes, lengths, dones, seeds, st.booleans())
def test_the_minutes_of_a_day_are_those_of_its_parts(load, wish, days, done, seed, exam):
    plan = plan_of(load, wish, days=days, done=done, seed=seed, exam=exam)

    for day in plan.days:
        parts = len(day.reviews) * load.pace.review / 60 + len(day.new) * load.pace.new / 60
        parts += sum(one.minutes for one in day.readings)
        parts += load.mock_minutes if day.mock_fits else 0
        assert day.minutes == pytest.approx(parts)


@settings(max_examples=60, deadline=None)
@given(loads(), wishes, lengths, dones, seeds)
def test_no_fact_comes_twice_in_a_day_and_no_new_fact_twice_at_all(load, wish, days, done, seed):
    plan = plan_of(load, wish, days=days, done=done, seed=seed)

    for number, day in enumerate(plan.days):
        asked = Counter((*day.reviews, *day.new))
        assert not asked or max(asked.values()) == 1
        limit = wish.reviews - (done.reviews if number == 0 else 0)
        assert len(day.reviews) <= max(limit, 0)
    met = Counter(one for day in plan.days for one in day.new)
    assert not met or max(met.values()) == 1


@settings(max_examples=60, deadline=None)
@given(loads(), wishes, lengths, seeds, st.booleans(), st.booleans())
def test_what_the_days_hold_and_what_is_left_is_all_there_is(
    load, wish, days, seed, exam, skipping
):
    plan = plan_of(load, wish, days=days, seed=seed, exam=exam, skipping=skipping)

    new = sorted(one for day in plan.days for one in day.new)
    assert sorted((*new, *plan.left.new)) == [one.id for one in load.facts if one.memory is None]
    read = sum(one.minutes for day in plan.days for one in day.readings)
    assert read + plan.left.minutes == pytest.approx(sum(one.minutes for one in load.lessons))
    due = {one.id for one in load.facts if one.memory and one.memory.due_at <= MONDAY}
    asked = {one for day in plan.days for one in day.reviews}
    assert due <= asked | set(plan.left.reviews)


@settings(max_examples=60, deadline=None)
@given(loads(), wishes, lengths, seeds)
def test_a_fact_is_new_only_after_its_lesson_was_read(load, wish, days, seed):
    plan = plan_of(load, wish, days=days, seed=seed)

    unread = {one.slug for one in load.lessons if one.minutes > 0}
    lessons = {one.id: one.lesson for one in load.facts}
    for day in plan.days:
        unread -= {one.lesson for one in day.readings if one.ends}
        assert unread.isdisjoint(lessons[one] for one in day.new)


@settings(max_examples=60, deadline=None)
@given(loads(), wishes, lengths, seeds, st.booleans())
def test_a_skipped_day_loses_nothing_silently(load, wish, days, seed, exam):
    plan = plan_of(load, wish, days=days, seed=seed, exam=exam)
    skipped = plan_of(load, wish, days=days, seed=seed, exam=exam, skipping=True)
    cost = skip_cost(plan, skipped, has_exam=exam)

    assert skipped.days[0].minutes == 0
    later = {one for day in skipped.days[1:] for one in (*day.reviews, *day.new)}
    lost = {*plan.days[0].reviews, *plan.days[0].new} - later
    assert lost <= {*skipped.left.new, *skipped.left.reviews}
    assert cost.new >= len(skipped.left.new) - len(plan.left.new)
    if len(skipped.left.new) > len(plan.left.new):
        assert str(cost.new) in cost.words


@settings(max_examples=30, deadline=None)
@given(loads(), wishes, lengths, seeds, st.booleans())
def test_the_same_state_and_seed_give_the_same_plan(load, wish, days, seed, exam):
    first = plan_of(load, wish, days=days, seed=seed, exam=exam)

    assert plan_of(load, wish, days=days, seed=seed, exam=exam) == first
    if days > 1:
        one = plan_of(load, wish, days=1, ahead=days, seed=seed, exam=exam)
        assert one.days[0] == first.days[0]


@settings(max_examples=30, deadline=None)
@given(loads(), wishes, lengths, seeds)
def test_what_is_expected_to_be_known_is_a_share(load, wish, days, seed):
    assert 0 <= plan_of(load, wish, days=days, seed=seed).strength <= 1


@settings(max_examples=40, deadline=None)
@given(loads(slowest=200.0), wishes, seeds)
def test_a_slow_person_is_short_by_less_than_one_question(load, wish, seed):
    plan = plan_of(load, wish, days=5, seed=seed)

    longest = max(load.pace.new, load.pace.review) / 60
    for number, day in enumerate(plan.days):
        assert day.minutes <= wish.minutes * (1 + TOLERANCE) + SLACK
        if work_left(load, plan, number, MONDAY + timedelta(days=number)):
            tenth = wish.minutes * (1 - TOLERANCE)
            assert day.minutes >= min(tenth, wish.minutes * (1 + TOLERANCE) - longest) - SLACK


def test_of_facts_that_are_due_the_weak_ones_with_a_large_share_come_first():
    strong = fact(1, weight=0.1, memory=memory(mastery=0.99))
    weak = fact(2, weight=0.1, memory=memory(mastery=0.3))
    small = fact(3, weight=0.01, memory=memory(mastery=0.3))
    load = Load((small, strong, weak), ())

    assert plan_of(load).days[0].reviews == (2, 1, 3)


def test_of_new_facts_those_with_a_large_share_come_first():
    load = Load((fact(1, weight=0.01), fact(2, weight=0.2)), ())

    assert plan_of(load).days[0].new == (2, 1)


def test_old_facts_leave_room_for_new_ones():
    due = [fact(n, memory=memory(due_in=-9)) for n in range(100)]
    load = Load((*due, *(fact(n) for n in range(100, 200))), ())

    day = plan_of(load, Wish(20, 500)).days[0]

    assert len(day.reviews) * load.pace.review / 60 == pytest.approx(14, abs=1)
    assert day.new


def test_lessons_are_read_in_order_and_after_what_they_need():
    lessons = (
        LessonLoad("second", 5, frozenset({"first"})),
        LessonLoad("first", 5),
        LessonLoad("third", 5),
    )

    days = plan_of(Load((), lessons), Wish(5, 40)).days

    assert [one.lesson for day in days for one in day.readings] == ["first", "second", "third"]


def test_lessons_that_need_each_other_are_read_all_the_same():
    lessons = (LessonLoad("a", 5, frozenset({"b"})), LessonLoad("b", 5, frozenset({"a"})))

    days = plan_of(Load((), lessons)).days

    assert [one.lesson for one in days[0].readings] == ["a", "b"]


def test_in_short_time_the_lesson_that_brings_most_is_read_first():
    lessons = (LessonLoad("minor", 10), LessonLoad("major", 10))
    facts = tuple(
        fact(n, lesson="major" if n % 2 else "minor", weight=0.2 if n % 2 else 0.01)
        for n in range(40)
    )
    load = Load(facts, lessons)

    short = plan_of(load, Wish(10, 40), days=3, exam=True)
    ample = plan_of(load, Wish(10, 40), days=30, exam=True)

    assert short.days[0].readings[0].lesson == "major"
    assert ample.days[0].readings[0].lesson == "minor"


def test_a_long_lesson_is_read_in_several_sittings():
    days = plan_of(Load((), (LessonLoad("long", 23),)), Wish(10, 40)).days

    assert [one.minutes for day in days for one in day.readings] == [10, 10, 3]
    verbs = [one.verb for day in days for one in day.readings]
    assert verbs == ["Begin", "Go on with", "Finish"]


def test_a_lesson_begun_before_is_gone_on_with():
    days = plan_of(Load((), (LessonLoad("a", 5, begun=True), LessonLoad("b", 5)))).days

    assert [one.verb for one in days[0].readings] == ["Finish", "Read"]


@pytest.mark.parametrize(("days", "expected"), [(1, 0), (2, 0), (3, 0), (4, 1), (14, 11)])
def test_the_mock_comes_some_days_before_the_exam(days, expected):
    load = Load((fact(1),), (), mock_minutes=28)

    plan = plan_of(load, Wish(60, 40), days=days, exam=True)

    assert [number for number, day in enumerate(plan.days) if day.mock] == [expected]
    assert plan.days[expected].minutes >= 28
    assert MOCK_BEFORE == 3


def test_without_an_exam_no_mock_is_planned():
    load = Load((fact(1),), (), mock_minutes=28)

    assert not any(day.mock for day in plan_of(load, Wish(60, 40)).days)


def test_following_the_plan_is_foretold_to_pay():
    facts = tuple(fact(n, weight=0.02, memory=memory() if n < 25 else None) for n in range(50))
    load = Load(facts, ())

    followed = plan_of(load, Wish(20, 40), days=30, exam=True).strength
    idle = plan_of(load, Wish(20, 0), days=0).strength

    assert followed > 0.6
    assert idle < 0.5


def test_a_fact_not_met_counts_as_not_known():
    assert plan_of(Load((fact(1), fact(2)), ()), days=0).strength == 0


def test_what_is_skipped_moves_to_a_day_that_has_room():
    load = Load((), (LessonLoad("leaf", 20),))
    wish = Wish(30, 40)

    cost = skip_cost(plan_of(load, wish), plan_of(load, wish, skipping=True), has_exam=False)

    assert cost.minutes == 20
    assert (cost.new, cost.reading, cost.reviews) == (0, 0, 0)
    assert cost.words == "Skip today, and 20 minutes move to tomorrow."


def test_new_facts_that_are_skipped_come_later_and_are_known_less():
    load = Load(tuple(fact(n) for n in range(20)), ())
    wish = Wish(30, 40)

    cost = skip_cost(plan_of(load, wish), plan_of(load, wish, skipping=True), has_exam=False)

    assert cost.minutes == pytest.approx(20)
    assert cost.percent > 1
    assert cost.words == (
        "Skip today, and 20 minutes move to later days. "
        f"On the last day you would know about {cost.percent}% less."
    )


def test_where_the_days_are_full_what_is_skipped_moves_on_until_one_has_room():
    load = Load((), (LessonLoad("leaf", 42),))
    wish = Wish(10, 40)

    cost = skip_cost(plan_of(load, wish), plan_of(load, wish, skipping=True), has_exam=False)

    assert cost.days == 5
    assert cost.words == "Skip today, and 10 minutes move to the next 5 days."


def test_what_is_skipped_before_an_exam_may_not_fit_any_more():
    load = Load(tuple(fact(n) for n in range(60)), ())
    wish = Wish(10, 40)

    cost = skip_cost(
        plan_of(load, wish, days=4, exam=True),
        plan_of(load, wish, days=4, exam=True, skipping=True),
        has_exam=True,
    )

    assert cost.new > 0
    assert cost.percent > 1
    assert cost.words == (
        f"Skip today, and {amount(cost.new, 'new fact')} will not fit before the exam. "
        f"On the last day you would know about {cost.percent}% less."
    )


def test_what_does_not_fit_any_more_is_told_as_a_list():
    cost = SkipCost(minutes=20, days=0, new=7, reading=3.0, reviews=1, percent=0, has_exam=True)

    assert cost.words == (
        "Skip today, and 7 new facts, 3 minutes of reading and 1 review will not fit before the exam."
    )


def test_reviews_that_are_skipped_on_the_last_day_stay_due():
    load = Load(tuple(fact(n, memory=memory()) for n in range(3)), ())

    cost = skip_cost(
        plan_of(load, days=1, exam=True),
        plan_of(load, days=1, exam=True, skipping=True),
        has_exam=True,
    )

    assert cost.reviews == 3
    assert cost.words.startswith("Skip today, and 3 reviews will not fit before the exam.")


def test_where_nothing_is_left_nothing_can_be_skipped():
    load = Load((), ())

    cost = skip_cost(plan_of(load), plan_of(load, skipping=True), has_exam=False)

    assert cost.words == "There is nothing left to skip today."


def test_the_minutes_that_suffice_are_the_least():
    load = Load(tuple(fact(n) for n in range(80)), (LessonLoad("leaf", 30),))
    wish = Wish(5, 500)

    def plan_with(other):
        return plan_of(load, other, days=5, exam=True)

    enough = minutes_that_suffice(wish, plan_with)

    assert not plan_with(wish).left.is_nothing
    assert plan_with(Wish(enough, 500)).left.is_nothing
    assert not plan_with(Wish(enough - 5, 500)).left.is_nothing


def test_sometimes_no_number_of_minutes_suffices():
    load = Load(tuple(fact(n) for n in range(2000)), ())

    enough = minutes_that_suffice(Wish(5, 40), lambda wish: plan_of(load, wish, days=1))

    assert enough is None
    assert MOST_MINUTES == 240


def test_the_pace_is_the_usual_one_until_there_are_answers_enough():
    assert pace_of([(100, 900.0), (100, 900.0)]) == Pace()
    assert pace_of([(5, 50.0)] * 3) == Pace()


def test_the_pace_is_measured_from_the_days_of_a_person():
    pace = pace_of([(10, 200.0), (10, 220.0), (20, 300.0), (5, 0.0), (10, 7200.0)])

    assert pace.own
    assert pace.review == pytest.approx(21 + 12)
    assert pace.new == pytest.approx(21 + 12 + 18)


@pytest.mark.parametrize(("seconds", "expected"), [(1.0, 8.0), (4000.0, 120.0)])
def test_a_pace_beyond_belief_is_cut(seconds, expected):
    assert pace_of([(20, 20 * seconds)] * 3).review == expected + 12


def exam_of(*parts):
    return ExamPlan("Exam", tuple(Part(code, code, *rest) for code, *rest in parts), 20, 15, 28)


def test_lessons_share_the_weight_of_their_domain_as_they_share_the_bank():
    exam = exam_of(("1", 30, (("leaf", 10), ("root", 20))), ("2", 10, (("stem", 0), ("seed", 0))))

    shares = shares_of(exam, ("leaf", "root", "stem", "seed"))

    assert shares == pytest.approx({"leaf": 0.25, "root": 0.5, "stem": 0.125, "seed": 0.125})


def test_without_an_exam_lessons_share_alike():
    assert shares_of(None, ("leaf", "root")) == {"leaf": 0.5, "root": 0.5}
    assert shares_of(None, ()) == {}
