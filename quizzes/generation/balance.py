"""Balance: what the whole bank must show, as against a single question (rows 17 to 19 and 43 of the rubric)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean, pstdev

from quizzes.generation.amounts import amounts_of
from quizzes.generation.fame import Fame
from quizzes.generation.guessing import Guessable, Keys, Lot
from quizzes.generation.tails import chi_square_tail, normal_tail, wilson
from quizzes.generation.words import content_words, likeness

ALPHA = 0.01
LEAST_EXPECTED = 5  # questions to a place, below which chi-square tells nothing
FAMOUS = 4  # uses from which an option text is looked at
DUPLICATE = 0.9  # likeness of stems
ROUNDS = 100  # banks with keys by lot, that tell how many texts stand out by chance


@dataclass(frozen=True, slots=True)
class Statistic:
    """One row of the rubric over the bank.

    Attributes:
        told: the figures, in words.
        offenders: what stands out, each in words; not every one of them need be a fault.
    """

    row: int
    name: str
    told: str
    fails: bool
    offenders: tuple[str, ...] = ()


def balance(questions: Sequence[Guessable], *, seed: int = 0) -> tuple[Statistic, ...]:
    """Return the statistics of a bank of questions with options to choose from.

    Args:
        seed: fixes the keys drawn by lot that the fame of answers is held against.
    """
    return (
        rank_of_numbers(questions),
        place_of_keys(questions),
        fame_of_answers(questions, seed=seed),
        duplicates(questions),
    )


def rank_of_numbers(questions: Sequence[Guessable]) -> Statistic:
    """Among amounts in ascending order the key is as often the first as the last (row 17)."""
    amounts = [question for question in questions if amounts_of(question.options)]
    return _uniform(17, "rank of the key among numbers", amounts)


def place_of_keys(questions: Sequence[Guessable]) -> Statistic:
    """The key stands in each place about equally often (row 18)."""
    return _uniform(18, "place of the key", questions)


def _uniform(row: int, name: str, questions: Sequence[Guessable]) -> Statistic:
    """Test the places of single keys by chi-square, summed over the numbers of options."""
    value, freedom, told = 0.0, 0, []
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for question in questions:
        if len(question.keys) == 1:
            counts[len(question.options)].update(question.keys)
    for options, found in sorted(counts.items()):
        expected = found.total() / options
        if expected >= LEAST_EXPECTED:
            value += sum((found[place] - expected) ** 2 / expected for place in range(options))
            freedom += options - 1
            told.append(" : ".join(str(found[place]) for place in range(options)))
    if not freedom:
        return Statistic(row, name, "too few to judge", fails=False)
    p_value = chi_square_tail(value, freedom)
    return Statistic(row, name, f"{', '.join(told)} (p {p_value:.3f})", fails=p_value <= ALPHA)


def fame_of_answers(questions: Sequence[Guessable], *, seed: int = 0) -> Statistic:
    """Texts that are used often are keys about as often as chance has it (row 19).

    Of many texts some stand out by chance: the bank fails when more do than with keys by lot.
    """
    keys = [question.keys for question in questions]
    lot = Lot(questions, seed=seed)
    chances = _chances(questions)
    found = sorted(_famous(questions, keys, chances))
    drawn = [len(list(_famous(questions, lot.draw(n), chances))) for n in range(ROUNDS)]
    p_value = normal_tail(len(found), fmean(drawn), pstdev(drawn))
    told = (
        f"{len(found)} of {len(chances)} texts stand out, by lot {fmean(drawn):.1f} "
        f"(p {p_value:.3f})"
    )
    return Statistic(19, "fame of answers", told, p_value < ALPHA, tuple(found))


def _chances(questions: Sequence[Guessable]) -> dict[str, float]:
    """Return the mean chance of being a key by lot, for each text that is used often."""
    uses: dict[str, list[float]] = defaultdict(list)
    for question in questions:
        for option in question.options:
            uses[option].append(len(question.keys) / len(question.options))
    return {text: fmean(own) for text, own in uses.items() if len(own) >= FAMOUS}


def _famous(
    questions: Sequence[Guessable], keys: Sequence[Keys], chances: dict[str, float]
) -> Iterator[str]:
    """Yield the texts whose share of keys leaves chance outside its Wilson interval."""
    fame = Fame.of(questions, keys)
    for text, chance in chances.items():
        right, used = fame.right[text], fame.used[text]
        low, high = wilson(right, used)
        if not low <= chance <= high:
            yield f"“{text}” was the key {right} of {used} times"


def duplicates(questions: Sequence[Guessable]) -> Statistic:
    """No two questions have the same right answers and stems that are alike (row 43)."""
    found = [f"“{one.stem}” and “{other.stem}”" for one, other in alike(questions)]
    told = f"{len(found)} pairs" if found else "none"
    return Statistic(43, "duplicates", told, bool(found), tuple(found))


def alike(questions: Sequence[Guessable]) -> Iterator[tuple[Guessable, Guessable]]:
    """Yield pairs that ask the same; only those with the same right answers are compared."""
    by_answers: dict[tuple[str, ...], list[Guessable]] = defaultdict(list)
    for question in questions:
        answers = sorted(question.options[key].lower() for key in question.keys)
        by_answers[tuple(answers)].append(question)
    for group in by_answers.values():
        for one, other in combinations(group, 2):
            if ask_the_same(one.stem, other.stem, same_facts=set(one.facts) == set(other.facts)):
                yield one, other


def ask_the_same(one: str, other: str, *, same_facts: bool) -> bool:
    """Tell whether two stems with the same right answers make one question.

    Of one fact, when they are alike by the rubric's measure, for which a stem inside a longer one is
    the same. Of different facts, when all their content words are the same: the stem that joins two
    facts holds the words of the one that asks the first of them, and is another question.
    """
    if same_facts:
        return likeness(one, other) >= DUPLICATE
    return content_words(one) == content_words(other)
