"""Predicted difficulty: which way each feature moves it, its bounds, and its reasons."""

import pytest

from quizzes.generation.difficulty import BOUND, predict
from tests.quizzes.generation.builders import base_from, changed, fact, item, option
from tests.shipped import shipped_bank, shipped_base

SPLITS = fact("Slate", "split into thin sheets", kind="rock", key="splits", slot="line")
SINKS = fact("Slate", "sink in water", kind="rock", key="sinks", slot="line")
GRAINY = fact("Granite", "show coarse grains", kind="rock", key="grainy", slot="line")
BASE = base_from(SPLITS, SINKS, GRAINY)
FAR = ("Grains of sand", "Shells of snails", "Lumps of coal")


def asked(*wrong, asked=(SPLITS,), key="Sheets of stone", **values):
    options = [option(key, correct=True, facts=asked)]
    options += [option(text, facts=[GRAINY]) for text in wrong or FAR]
    return item("What is said of slate?", options, asked=asked, **values)


def mean(*wrong, base=BASE, **values):
    level = values.pop("level", "recall")
    return predict(changed(asked(*wrong, **values), level=level), base).mean


PLAIN = mean()


@pytest.mark.parametrize(
    "harder",
    [
        mean("Sheets of stones", "Sheets of stony rock", "A sheet of stone, large"),
        mean(level="compare"),
        mean(level="apply"),
        mean(asked=(SPLITS, SINKS)),
        mean(asked=(changed(SPLITS, slot="table", group="rocks"),)),
        mean(asked=(changed(SPLITS, closed="complete"),)),
        mean(key="Nothing except sheets of stone"),
        mean("20 sheets", "30 sheets", "40 sheets", key="10 sheets")
        - mean("twenty sheets", "thirty sheets", "forty sheets", key="ten sheets")
        + PLAIN,
    ],
)
def test_what_makes_a_question_harder(harder):
    assert harder > PLAIN


@pytest.mark.parametrize(
    "easier",
    [
        mean(asked=(changed(SPLITS, slot="purpose"),)),
        mean(predicate="split into thin sheets", hints="Sheet splitter"),
    ],
)
def test_what_makes_a_question_easier(easier):
    assert easier < PLAIN


def test_neighbours_that_share_features_are_harder_to_tell_apart():
    alike = base_from(SPLITS, SINKS, GRAINY, changed(SINKS, subject="Granite", key="also sinks"))

    assert mean(base=alike) > PLAIN


def test_the_reasons_add_up_to_the_mean_and_speak_in_words():
    found = predict(changed(asked(asked=(SPLITS, SINKS)), level="apply"), BASE)

    assert sum(reason.logits for reason in found.reasons) == pytest.approx(found.mean)
    assert {"any question", "level", "facts to be joined"} <= {r.feature for r in found.reasons}


def test_no_prediction_leaves_its_bounds(monkeypatch):
    monkeypatch.setattr("quizzes.generation.difficulty.BASE", 40.0)

    assert predict(asked(), BASE).mean == BOUND


def test_kinds_without_options_to_choose_from_are_predicted_less_surely():
    assert (predict(asked(), BASE).sd, predict(typed(), BASE).sd) == (0.7, 0.8)
    assert predict(typed(), BASE).mean > PLAIN


def typed():
    options = [option("sheets", correct=True, facts=[SPLITS], form="typed")]
    return item("Slate splits into ____.", options, asked=[SPLITS], kind="cloze")


def test_the_shipped_bank_spreads_over_easy_and_hard():
    means = [predict(one, shipped_base()).mean for one in shipped_bank().items]

    assert -2 < min(means) < -0.8
    assert 0.3 < max(means) < 2
