"""Looks: what can be seen of options without knowing anything. Each function scores all options of a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from quizzes.generation.gates import cue
from quizzes.generation.guessing import Guessable
from quizzes.generation.words import content_words

Look = Callable[[Guessable], Sequence[float]]


def by_length(question: Guessable) -> list[float]:
    return [len(option) for option in question.options]


def by_length_rank(question: Guessable) -> list[float]:
    """Score the share of the options that are shorter; of equals half."""
    lengths = by_length(question)
    return [
        sum((other < own) + (other == own) / 2 for other in lengths) / len(lengths)
        for own in lengths
    ]


def by_being_longest(question: Guessable) -> list[float]:
    lengths = by_length(question)
    return [float(own == max(lengths)) for own in lengths]


def by_being_shortest(question: Guessable) -> list[float]:
    lengths = by_length(question)
    return [float(own == min(lengths)) for own in lengths]


def by_word_count(question: Guessable) -> list[float]:
    return [len(option.split()) for option in question.options]


def by_overlap(question: Guessable) -> list[float]:
    """Score the words that an option shares with the stem."""
    stem = content_words(question.stem)
    return [len(content_words(option) & stem) for option in question.options]


def by_own_overlap(question: Guessable) -> list[float]:
    """Score the words that an option shares with the stem and with no other option."""
    stem = content_words(question.stem)
    words = [content_words(option) for option in question.options]
    return [len((mine & stem) - _others(words, i)) for i, mine in enumerate(words)]


def by_convergence(question: Guessable) -> list[float]:
    """Score the words that an option shares with the others."""
    words = [content_words(option) for option in question.options]
    return [
        sum(len(mine & other) for j, other in enumerate(words) if j != i)
        for i, mine in enumerate(words)
    ]


def by_absolutes(question: Guessable) -> list[float]:
    return [len(cue("absolute").findall(option)) for option in question.options]


def by_capitals(question: Guessable) -> list[float]:
    """Score the capital letters after the first letter: names and acronyms."""
    return [sum(letter.isupper() for letter in option[1:]) for option in question.options]


def by_digits(question: Guessable) -> list[float]:
    return [sum(letter.isdigit() for letter in option) for option in question.options]


def by_gerund(question: Guessable) -> list[float]:
    """Score the form: whether an option begins with a word in -ing."""
    return [float(option.split(" ")[0].endswith("ing")) for option in question.options]


def by_commas(question: Guessable) -> list[float]:
    """Score the form: how many parts an option has."""
    return [sum(option.count(sign) for sign in ",;:") for option in question.options]


def at(place: int) -> Look:
    """Return the look for one place."""

    def score(question: Guessable) -> list[float]:
        return [float(i == place) for i in range(len(question.options))]

    return score


def least(look: Look) -> Look:
    """Return the look for the opposite."""

    def score(question: Guessable) -> list[float]:
        return [-value for value in look(question)]

    return score


def _others(words: list[frozenset[str]], place: int) -> frozenset[str]:
    return frozenset().union(*(other for j, other in enumerate(words) if j != place))
