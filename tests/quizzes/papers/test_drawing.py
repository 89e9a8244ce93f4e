import subprocess
import sys
from collections import Counter

import pytest

from quizzes.papers.candidates import Arrangement, Candidate
from quizzes.papers.drawing import draw_form, draw_option_order, form_code_of


def candidate(key, *, lesson="leaf", facts=None, times_answered=0, options=4, stem=""):
    return Candidate(
        version_id=0,
        lesson=lesson,
        key=key,
        number=1,
        option_count=options,
        facts=frozenset(facts or [f"{lesson}-{key}"]),
        stem=stem or f"What is {key}?",
        times_answered=times_answered,
    )


def bank(lessons=1, questions=10):
    return [
        candidate(f"q{question}", lesson=f"lesson{lesson}")
        for lesson in range(lessons)
        for question in range(questions)
    ]


def keys(form):
    return [one.key for one in form]


def test_one_seed_draws_one_form_whatever_the_order_of_the_candidates():
    assert draw_form(bank(3), count=8, seed=5) == draw_form(bank(3)[::-1], count=8, seed=5)


def test_other_seeds_draw_other_forms():
    forms = {tuple(draw_form(bank(3), count=8, seed=seed)) for seed in range(20)}

    assert len(forms) == 20


def test_a_form_and_its_rows_are_the_same_whatever_the_hash_seed():
    script = (
        "from tests.quizzes.papers.test_drawing import *\n"
        "form = draw_form(bank(4), count=9, seed=7)\n"
        "print(form_code_of(form, seed=7), [draw_option_order(one, seed=7) for one in form])"
    )
    settings = "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'; django.setup()\n"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", settings + script],
            env={"PYTHONHASHSEED": hash_seed, "PATH": ""},
            capture_output=True,
            check=True,
        ).stdout
        for hash_seed in ("1", "2")
    }

    assert len(outputs) == 1


@pytest.mark.parametrize("seed", range(30))
def test_no_two_questions_of_a_form_ask_the_same_fact(seed):
    candidates = [candidate(f"q{n}", facts=[f"f{n // 3}"]) for n in range(12)]

    form = draw_form(candidates, count=10, seed=seed)

    assert len(form) == 4  # never padded: there are four facts
    assert max(Counter(fact for one in form for fact in one.facts).values()) == 1


@pytest.mark.parametrize("seed", range(30))
def test_the_lessons_of_a_module_are_mixed_evenly(seed):
    form = draw_form(bank(lessons=4, questions=10), count=10, seed=seed)

    shares = Counter(one.lesson for one in form)
    assert set(shares.values()) == {2, 3}


def test_a_lesson_that_runs_out_leaves_its_place_to_the_others():
    candidates = [*bank(lessons=1, questions=2), *(candidate(f"q{n}") for n in range(10))]

    assert len(draw_form(candidates, count=9, seed=1)) == 9


@pytest.mark.parametrize("seed", range(30))
def test_questions_that_were_answered_least_come_first(seed):
    candidates = [candidate(f"q{n}", times_answered=n % 3) for n in range(12)]

    form = draw_form(candidates, count=6, seed=seed)

    assert Counter(one.times_answered for one in form) == {0: 4, 1: 2}


def test_an_answered_question_gives_way_to_a_new_one_on_the_same_fact():
    candidates = [
        candidate("old", facts=["f1"], times_answered=1),
        candidate("new", facts=["f1"]),
    ]

    assert keys(draw_form(candidates, count=2, seed=1)) == ["new"]


@pytest.mark.parametrize("seed", range(30))
def test_one_wording_is_not_drawn_twice_while_there_are_others(seed):
    candidates = [candidate(f"q{n}", stem=f"Which task, {n % 4}?") for n in range(12)]

    form = draw_form(candidates, count=4, seed=seed)

    assert len({one.stem for one in form}) == 4
    assert len(draw_form(candidates, count=8, seed=seed)) == 8


def test_nothing_to_draw_gives_an_empty_form():
    assert draw_form([], count=5, seed=1) == ()


def test_each_place_of_a_row_is_as_likely_as_any_other():
    places = Counter(
        draw_option_order(candidate(f"q{n}"), seed=seed).index(0)
        for n in range(50)
        for seed in range(40)
    )

    assert all(420 <= places[place] <= 580 for place in range(4))  # 500 each, within 4 deviations


def test_the_code_of_a_form_names_the_paper():
    form = draw_form(bank(), count=5, seed=1)

    assert form_code_of(form, seed=1) == form_code_of(form, seed=1)
    assert form_code_of(form, seed=1) != form_code_of(form, seed=2)
    assert form_code_of(form, seed=1) != form_code_of(form[:4], seed=1)


def arranged(arrangement, *, options=5):
    return Candidate(
        1, "leaf", "k", 1, options, frozenset({"f"}), "A stem?", arrangement=arrangement
    )


def test_amounts_are_shown_in_ascending_order_and_other_options_are_shuffled():
    amounts, words = arranged(Arrangement.AS_STORED), arranged(Arrangement.SHUFFLED)

    orders = {tuple(draw_option_order(words, seed=seed)) for seed in range(20)}

    assert all(draw_option_order(amounts, seed=seed) == [0, 1, 2, 3, 4] for seed in range(20))
    assert len(orders) > 10


def test_steps_are_never_shown_in_their_right_order_and_in_all_others_alike():
    steps = arranged(Arrangement.UNSOLVED, options=3)

    orders = Counter(tuple(draw_option_order(steps, seed=seed)) for seed in range(1000))

    assert (0, 1, 2) not in orders
    assert len(orders) == 5
    assert all(150 <= count <= 250 for count in orders.values())  # 200 each, within 4 deviations
