"""Assembly: forms of made banks and of the shipped course follow their plan and are worth the same."""

import hashlib
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import combinations
from math import comb
from statistics import fmean

import pytest

from quizzes.generation.amounts import amounts_of
from quizzes.generation.chance import Chance
from quizzes.generation.difficulty import predict
from quizzes.papers.aims import at_most, entries_of
from quizzes.papers.assembly import BankCannotFill, assemble, bank_digest
from quizzes.papers.candidates import Arrangement, Candidate, conflicts_among, in_conflict
from quizzes.papers.places import longest_run, placed
from quizzes.papers.plans import Part, Plan
from quizzes.papers.worth import chance_on, cut_of, information
from tests.shipped import shipped_bank, shipped_base, shipped_rows

SEEDS = range(20)
LEVELS = ("recall", "compare", "apply")
BOTANY = Plan(
    "Botany",
    (
        Part("1", "Leaves", 60, (("oak", 2), ("fir", 1))),
        Part("2", "Roots", 40, (("taproot", 1), ("rhizome", 1))),
    ),
    items=20,
    scored=15,
    minutes=28,
)


def arrangement(fixed):
    return Arrangement.AS_STORED if fixed else Arrangement.SHUFFLED


def candidate(number, lesson, domain, **values):
    """Return one of many different questions: its level, frame, key and difficulty by its number."""
    two = number % 9 == 0
    defaults = {
        "version_id": number,
        "lesson": lesson,
        "key": f"q{number:03}",
        "number": 1,
        "option_count": 5 if two else 3 + number % 2,
        "keys": (1, 3) if two else (number % 3,),
        "facts": frozenset({f"{lesson} {number // 2}"}),
        "told": frozenset({f"{lesson} {number // 2 + 1}"}) if number % 5 == 0 else frozenset(),
        "stem": f"What is number {number} of the {lesson}?",
        "domain": domain,
        "kind": "multiple" if two else "single",
        "level": LEVELS[number % 3],
        "frame": f"frame {number % 29}",
        "key_texts": (f"answer {number % 31}",),
        "guess": 0.1 if two else 1 / (3 + number % 2),
        "difficulty": (number * 37 % 200 - 100) / 100,
        "digest": f"wording {number}",
        "arrangement": arrangement(number % 11 == 0),
    }
    return Candidate(**(defaults | values))


def bank(size=60):
    lessons = (("oak", "1"), ("fir", "1"), ("taproot", "2"), ("rhizome", "2"))
    return [
        candidate(place * size + number, lesson, domain)
        for place, (lesson, domain) in enumerate(lessons)
        for number in range(size)
    ]


@cache
def forms():
    return [assemble(bank(), BOTANY, seed=seed) for seed in SEEDS]


def written(form):
    return "\n".join(f"{p.candidate.key} {p.option_order} {p.scored}" for p in form)


def test_one_seed_gives_one_form_whatever_the_order_of_the_candidates():
    assert assemble(bank()[::-1], BOTANY, seed=3) == forms()[3]


def test_the_form_of_a_seed_is_the_same_to_the_byte_on_any_machine():
    digest = hashlib.sha256(written(forms()[7]).encode()).hexdigest()

    assert digest[:32] == "6a295f1b39d79f74ba4a11375884a42d"


def test_the_form_of_a_seed_is_the_same_whatever_the_hash_seed():
    script = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'; django.setup()\n"
        "from tests.quizzes.papers.test_assembly import *\n"
        "print(written(assemble(bank(), BOTANY, seed=7)))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": hash_seed, "PATH": ""},
            capture_output=True,
            check=True,
            text=True,
        ).stdout.strip()
        for hash_seed in ("1", "2")
    }

    assert outputs == {written(forms()[7])}


def test_other_seeds_give_other_forms():
    assert len({written(form) for form in forms()}) == len(SEEDS)


def test_domains_have_what_their_weights_give():
    for form in forms():
        assert Counter((p.candidate.domain, p.scored) for p in form) == {
            ("1", True): 9,
            ("1", False): 3,
            ("2", True): 6,
            ("2", False): 2,
        }


def test_lessons_and_levels_lie_beside_their_shares():
    for form in forms():
        lessons = Counter(place.candidate.lesson for place in form)
        assert lessons == {"oak": 8, "fir": 4, "taproot": 4, "rhizome": 4}
        assert Counter(p.candidate.level for p in form) == {"recall": 8, "compare": 6, "apply": 6}


def test_no_frame_and_no_answer_comes_too_often():
    for form in forms():
        assert max(Counter(p.candidate.frame for p in form).values()) <= at_most(8, 20) == 1
        answers = Counter(text for p in form for text in p.candidate.key_texts)
        assert max(answers.values()) <= at_most(10, 20) == 2


def test_nothing_stands_twice_or_gives_another_away():
    for form in forms():
        assert len({place.candidate.name for place in form}) == 20
        for one, other in combinations(form, 2):
            assert not in_conflict(one.candidate, other.candidate)


def test_right_answers_stand_in_all_places_and_in_no_long_row():
    for form in forms():
        assert longest_run(form) <= 4
        places = Counter(key for place in form for key in place.key_places)
        assert max(places[place] for place in range(3)) - min(places[p] for p in range(3)) <= 3
        for place in form:
            assert sorted(place.option_order) == list(range(place.candidate.option_count))


def test_amounts_keep_their_order():
    shown = [
        p for form in forms() for p in form if p.candidate.arrangement is Arrangement.AS_STORED
    ]

    assert shown
    assert all(list(p.option_order) == sorted(p.option_order) for p in shown)


def worth(form, cut):
    counting = [place.candidate for place in form if place.scored]
    return (
        fmean(one.difficulty for one in counting),
        sum(information(one, cut) for one in counting),
    )


def are_parallel(found):
    means, informs = zip(*found, strict=True)
    return max(means) - min(means) <= 0.10 and max(informs) <= 1.10 * min(informs)


def test_any_two_forms_are_worth_the_same():
    cut = cut_of(bank(), BOTANY.pass_percent)

    assert are_parallel([worth(form, cut) for form in forms()])


def test_forms_drawn_by_lot_would_not_be():
    cut = cut_of(bank(), BOTANY.pass_percent)
    by_lot = [
        placed([(one, True) for one in Chance(seed, "lot").shuffled(bank())[:15]], Chance(seed))
        for seed in SEEDS
    ]

    assert not are_parallel([worth(form, cut) for form in by_lot])


def test_kinds_that_the_exam_has_not_are_left_out():
    others = [replace(one, kind="matching") if one.version_id % 2 else one for one in bank()]

    form = assemble(others, BOTANY, seed=1)

    assert {place.candidate.kind for place in form} <= {"single", "multiple"}


def test_what_may_not_count_stands_in_unscored_places_alone():
    pilots = [replace(one, scored=one.version_id % 4 > 0) for one in bank()]

    for seed in range(5):
        form = assemble(pilots, BOTANY, seed=seed)
        assert all(place.candidate.scored for place in form if place.scored)


def test_a_domain_that_is_too_small_is_named_with_what_it_has():
    few = [one for one in bank() if one.domain == "1"] + [
        candidate(900 + n, "rhizome", "2", facts=frozenset({f"f{n // 2}"}), told=frozenset())
        for n in range(8)
    ]

    with pytest.raises(BankCannotFill) as error:
        assemble(few, BOTANY, seed=1)

    (shortage,) = error.value.shortages
    assert (shortage.title, shortage.wanted, shortage.present, shortage.found) == ("Roots", 8, 8, 4)
    assert "Roots needs 8 questions: the bank has 8" in str(error.value)


def test_a_form_is_found_where_it_barely_fits():
    """Of 30 questions one is in conflict with many others; only without those eight fit."""
    hub = [
        candidate(n, "rhizome", "2", facts=frozenset({f"f{n}"}), told=frozenset(map(hub_fact, "x")))
        for n in range(8)
    ]
    greedy = [
        candidate(
            100 + n,
            "taproot",
            "2",
            facts=frozenset({f"g{n}"}),
            told=frozenset({f"f{m}" for m in range(8)}),
        )
        for n in range(3)
    ]
    leaves = [one for one in bank() if one.domain == "1"]

    for seed in range(10):
        form = assemble([*leaves, *hub, *greedy], BOTANY, seed=seed)
        assert sum(place.candidate.domain == "2" for place in form) == 8


def hub_fact(name):
    return f"hub {name}"


def test_the_digest_of_a_bank_follows_its_questions_and_not_their_order():
    assert bank_digest(bank(), BOTANY) == bank_digest(bank()[::-1], BOTANY)
    assert bank_digest(bank(), BOTANY) != bank_digest(bank()[1:], BOTANY)
    edited = [replace(bank()[0], digest="another wording"), *bank()[1:]]
    assert bank_digest(bank(), BOTANY) != bank_digest(edited, BOTANY)


def test_rows_of_the_database_do_not_matter():
    elsewhere = [replace(one, version_id=5000 + one.version_id, number=7) for one in bank()]

    form = assemble(elsewhere, BOTANY, seed=3)

    assert written(form) == written(forms()[3])


# Conflicts


@pytest.mark.parametrize(
    ("values", "clash"),
    [
        ({"facts": frozenset({"a"})}, True),
        ({"told": frozenset({"a"})}, True),
        ({"stem": "what is number 1 of the Oak?"}, True),
        ({}, False),
    ],
)
def test_what_is_in_conflict(values, clash):
    apart = {"facts": frozenset({"b"}), "told": frozenset({"c"})}
    one = candidate(1, "oak", "1", facts=frozenset({"a"}), told=frozenset({"c"}))
    other = candidate(2, "oak", "1", **(apart | values))

    assert in_conflict(one, other) is in_conflict(other, one) is clash
    assert bool(conflicts_among([one, other])[one.name]) is clash


def test_all_conflicts_of_a_bank_are_found():
    graph = conflicts_among(bank())

    for one, other in combinations(bank(), 2):
        assert in_conflict(one, other) is (other.name in graph[one.name])


# Worth


def test_a_guesser_gets_what_chance_gives():
    single, two = candidate(1, "oak", "1"), candidate(9, "oak", "1")

    assert chance_on(single, -50) == pytest.approx(1 / 4)
    assert chance_on(two, -50) == pytest.approx(1 / 10)


def test_information_is_that_of_the_rasch_model_where_nobody_can_guess():
    certain = replace(candidate(1, "oak", "1"), difficulty=0.0, guess=0.0)

    assert information(certain, 0.0) == 250_000
    assert information(certain, 0.0) > information(certain, 1.0) > information(certain, 3.0)


def test_the_cut_is_where_the_pass_mark_is_reached():
    cut = cut_of(bank(), 67)

    assert fmean(chance_on(one, cut) for one in bank()) == pytest.approx(0.67, abs=0.001)


# The shipped course


@cache
def shipped_candidates():
    return [
        Candidate(
            version_id=place,
            lesson=item.lesson,
            key=item.key,
            number=1,
            option_count=len(item.options),
            facts=frozenset(fact.key for fact in item.asked),
            told=frozenset(fact.key for fact in item.facts),
            stem=item.stem.text,
            arrangement=arrangement(amounts_of([option.text for option in item.options])),
            domain="2",
            kind=item.kind,
            level=item.level,
            frame=item.stem.frame,
            keys=tuple(i for i, option in enumerate(item.options) if option.correct),
            key_texts=tuple(option.text for option in item.right),
            guess=1 / comb(len(item.options), len(item.right)),
            difficulty=predict(item, shipped_base()).mean,
            digest=item.key,
        )
        for place, item in enumerate(shipped_bank().items)
    ]


def shipped_plan(items, scored):
    shares = [
        (row["fields"]["slug"], row["fields"]["bank_share"])
        for row in shipped_rows()
        if row["model"] == "courses.lesson"
    ]
    return Plan("Security", (Part("2", "Security", 30, tuple(shares)),), items, scored, 28)


@cache
def shipped_forms():
    return [assemble(shipped_candidates(), shipped_plan(20, 15), seed=seed) for seed in SEEDS]


def test_forms_of_the_shipped_course_are_whole_and_without_conflict():
    for form in shipped_forms():
        assert (len(form), sum(place.scored for place in form)) == (20, 15)
        assert len({place.candidate.name for place in form}) == 20
        assert not any(in_conflict(a.candidate, b.candidate) for a, b in combinations(form, 2))
        assert {place.candidate.kind for place in form} <= {"single", "multiple"}


def test_forms_of_the_shipped_course_are_balanced():
    for form in shipped_forms():
        assert longest_run(form) <= 4
        places = Counter(key for place in form for key in place.key_places)
        assert max(places[p] for p in range(4)) - min(places[p] for p in range(4)) <= 1
        assert max(Counter(p.candidate.frame for p in form).values()) == 1
        levels = Counter(place.candidate.level for place in form)
        assert (
            abs(levels["recall"] - 8) + abs(levels["compare"] - 6) + abs(levels["apply"] - 6) <= 4
        )


def test_forms_of_the_shipped_course_are_parallel():
    fit = [one.candidate for one in entries_of(shipped_candidates(), shipped_plan(20, 15))]
    cut = cut_of(fit, 67)

    assert are_parallel([worth(form, cut) for form in shipped_forms()])
