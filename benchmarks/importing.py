"""How well notes are read: `python -m benchmarks.importing NOTES GOLD [NOTES GOLD …] [--details]`.

NOTES is a file of raw notes, GOLD a list of the facts in them, made by hand (benchmarks/gold/).
Recall, precision and wrong subjects are printed in all and for each rule.

A proposal and an entry of the gold list say the same when
- both or neither are negations,
- at least `OF_GOLD` of the entry's content words stand in the proposal, and at least `OF_PROPOSAL` of the
  proposal's content words in the entry (the words of the two subjects count on neither side; of words of five letters and more one may be misspelt), and
- the subjects are equal in normal form, the aliases of the gold list included.
Recall gives each proposal to one entry and each entry to one proposal, the best pair first, so a long
line that says three things finds one of them. A proposal that says the same as some entry but for the
subject has a wrong subject; it is counted apart, and as wrong.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from rapidfuzz.distance import OSA

from quizzes.generation.importing.notes import read_notes
from quizzes.generation.importing.types import Proposal
from quizzes.generation.words import content_words, normal, tokens

OF_GOLD = 0.6
OF_PROPOSAL = 0.4
FUZZY_FROM = 5  # letters
LIGHT = frozenset(
    {
        "have",
        "include",
        "contain",
        "show",
        "use",
        "take",
        "stand",
        "input",
        "type",
        "part",
        "lead",
        "cause",
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact that a person found in the notes, in their own words."""

    id: str
    name: str
    subjects: frozenset[str]
    says: str
    negative: bool = False


@dataclass(slots=True)
class Score:
    """What came of one set of notes; counts, and the ids and statements behind them."""

    gold: int = 0
    found: int = 0
    proposed: int = 0
    right: int = 0
    wrong_subjects: int = 0
    rules: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Return the share of the gold list that was proposed, 0 to 1."""
        return self.found / self.gold if self.gold else 1.0

    @property
    def precision(self) -> float:
        """Return the share of the proposals that the gold list has, 0 to 1."""
        return self.right / self.proposed if self.proposed else 1.0


def read_gold(path: Path) -> list[Entry]:
    """Return the entries of a gold list."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    aliases = {normal(name): names for name, names in content.get("aliases", {}).items()}
    entries = []
    for fact in content["facts"]:
        names = [str(fact["subject"]), *aliases.get(normal(str(fact["subject"])), ())]
        entries.append(
            Entry(
                fact["id"],
                names[0],
                frozenset(map(normal, names)),
                str(fact["says"]),
                bool(fact.get("negative")),
            )
        )
    return entries


def said_words(text: str, names: Iterable[str]) -> frozenset[str]:
    """Return the words that carry what is said, without those of the subject; numbers count."""
    own = {word for name in names for word in content_words(name)}
    numbers = {token for token in tokens(text) if any(letter.isdigit() for letter in token)}
    words = content_words(text) | numbers
    return frozenset((words - own - LIGHT) or (words - own) or words)


def shared(one: frozenset[str], other: frozenset[str]) -> int:
    """Return how many words of `one` stand in `other`, one letter off in longer words."""
    return sum(word in other or any(_alike(word, near) for near in other) for word in one)


def _alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < FUZZY_FROM or one[0] != other[0]:
        return False
    return OSA.distance(one, other, score_cutoff=1 + (len(one) > 7)) <= 1 + (len(one) > 7)


def likeness(proposal: Proposal, entry: Entry) -> float:
    """Return how well a proposal says what an entry says, 0 if it does not; subjects are not looked at."""
    if proposal.negative != entry.negative:
        return 0.0
    names = (proposal.subject, entry.name)
    said = said_words(f"{proposal.label} {proposal.value}", names)
    wanted = said_words(entry.says, names)
    of_gold = shared(wanted, said) / len(wanted) if wanted else 0.0
    of_proposal = shared(said, wanted) / len(said) if said else 0.0
    if of_gold < OF_GOLD or of_proposal < OF_PROPOSAL:
        return 0.0
    return of_gold + of_proposal


def score(notes: str, entries: list[Entry]) -> Score:
    """Return how well notes are read, by a gold list of what they say."""
    proposals = read_notes(notes, source="notes").proposals
    result = Score(gold=len(entries), proposed=len(proposals))
    pairs = []
    right: set[int] = set()
    for place, proposal in enumerate(proposals):
        close = [(alike, e) for e in entries if (alike := likeness(proposal, e))]
        own = [(alike, e) for alike, e in close if normal(proposal.subject) in e.subjects]
        pairs += [(-alike, place, e.id) for alike, e in own]
        counts = result.rules[proposal.rule]
        counts["proposed"] += 1
        if own:
            right.add(place)
            counts["right"] += 1
            continue
        line = f"line {proposal.lines[0]} [{proposal.rule}] {proposal.statement}"
        if close:
            result.wrong_subjects += 1
            counts["wrong subject"] += 1
            line = f"WRONG SUBJECT {line} ({', '.join(e.id for _, e in close)})"
        result.false.append(line)
    result.right = len(right)
    taken: set[int] = set()
    found: dict[str, int] = {}
    for _, place, entry in sorted(pairs):
        if place not in taken and entry not in found:
            taken.add(place)
            found[entry] = place
            result.rules[proposals[place].rule]["found"] += 1
    result.found = len(found)
    result.missed = [e.id for e in entries if e.id not in found]
    return result


def report(name: str, result: Score, *, details: bool) -> list[str]:
    """Return the lines to print about one set."""
    lines = [
        f"{name}: recall {result.recall:.3f} ({result.found} of {result.gold}), "
        f"precision {result.precision:.3f} ({result.right} of {result.proposed}), "
        f"wrong subjects {result.wrong_subjects}"
    ]
    for rule, counts in sorted(result.rules.items()):
        lines.append(
            f"  {rule:20} proposed {counts['proposed']:3}, right {counts['right']:3}, "
            f"of the gold list {counts['found']:3}, wrong subject {counts['wrong subject']}"
        )
    if details:
        lines += [
            f"  missed: {', '.join(result.missed)}",
            *(f"  not in gold: {f}" for f in result.false),
        ]
    return lines


def main(arguments: list[str]) -> int:
    details = "--details" in arguments
    paths = [Path(argument) for argument in arguments if argument != "--details"]
    if not paths or len(paths) % 2:
        sys.stderr.write(__doc__ or "")
        return 2
    for notes, gold in zip(paths[::2], paths[1::2], strict=True):
        result = score(notes.read_text(encoding="utf-8"), read_gold(gold))
        sys.stdout.write("\n".join(report(gold.stem, result, details=details)) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
