"""Settings: who has the need of a scenario, and the verbs that agree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from quizzes.generation.base import FactBase
from quizzes.generation.chance import Chance
from quizzes.generation.data import load
from quizzes.generation.facts import Fact
from quizzes.generation.needs import listed
from quizzes.generation.phrases import Phrase
from quizzes.generation.things import is_plural, lowered
from quizzes.generation.words import tokens

# Verbs of the frames, as one says them of one.
VERBS: tuple[str, ...] = (
    "asks",
    "compares",
    "draws",
    "fears",
    "goes",
    "has",
    "hopes",
    "is",
    "looks",
    "needs",
)
VERBS += ("plans", "relies", "says", "suspects", "uses", "wants")
COUNTS = frozenset({"two", "three", "four", "several", "some"})


@dataclass(frozen=True, slots=True)
class Setting:
    """Who has a need, as a sentence begins: "A city library", "Two founders of a start-up"."""

    text: str

    @property
    def plural(self) -> bool:
        first = self.text.split(" ")[0].lower()
        return first in COUNTS or is_plural(lowered(self.text))

    @property
    def places(self) -> dict[str, str]:
        """Return what a frame needs: {who}, {setting} in running text, and verbs that agree."""
        return {"who": self.text, "setting": lowered(self.text)} | _agreeing(self.plural)


def settings_of(base: FactBase, fact: Fact) -> tuple[Setting, ...]:
    """Return who may need what a fact tells of: the course's own, else organisations or people.

    An organisation needs what belongs to an office, by the words of the fact and of what its thing is.
    """
    texts = base.settings
    if not texts:
        kinds = " ".join(dict.fromkeys(one.kind for one in base.by_subject[fact.subject]))
        is_office = _is_of_office(f"{kinds} {fact.statement}")
        texts = load("settings")["organisations" if is_office else "people"]
    return _settings(tuple(texts))


@lru_cache(maxsize=100)
def _settings(texts: tuple[str, ...]) -> tuple[Setting, ...]:
    return tuple(map(Setting, texts))


def setting_for(base: FactBase, fact: Fact, *labels: str) -> Setting:
    """Return one of them, drawn by labels that name the question."""
    return Chance("setting", *labels).choice(settings_of(base, fact))


@lru_cache(maxsize=10_000)
def _is_of_office(text: str) -> bool:
    words = {word for token in tokens(text) for word in (token, token.removesuffix("s"))}
    return bool(words & listed("office_words"))


@cache
def _agreeing(plural: bool) -> dict[str, str]:
    return {verb: Phrase.from_third(verb).third(plural) for verb in VERBS}
