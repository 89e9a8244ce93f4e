"""Settings: who has the need of a scenario, and the verbs that agree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from quizzes.generation.base import FactBase
from quizzes.generation.chance import Chance
from quizzes.generation.data import load
from quizzes.generation.needs import is_choice, listed
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


def settings_of(base: FactBase) -> tuple[Setting, ...]:
    """Return who may have a need: the course's own, else organisations or people by what is chosen."""
    texts = base.settings
    if not texts:
        is_office = any(_is_of_office(kind) and is_choice(base, kind) for kind in base.kinds)
        texts = load("settings")["organisations" if is_office else "people"]
    return tuple(Setting(text) for text in texts)


def setting_for(base: FactBase, *labels: str) -> Setting:
    """Return one of them, drawn by labels that name the question."""
    return Chance("setting", *labels).choice(settings_of(base))


@cache
def _is_of_office(kind: str) -> bool:
    words = {word for token in tokens(kind) for word in (token, token.removesuffix("s"))}
    return bool(words & listed("office_words"))


@cache
def _agreeing(plural: bool) -> dict[str, str]:
    return {verb: Phrase.from_third(verb).third(plural) for verb in VERBS}
