"""Reader: the blocks of notes to claims and pieces, section by section.

A section belongs to the nearest heading that names a thing, whatever its level: raw notes nest by accident.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace

from quizzes.generation.importing.blocks import SHORT_TITLE, Block
from quizzes.generation.importing.claims import Claim
from quizzes.generation.importing.clauses import LEAD
from quizzes.generation.importing.labels import (
    DATE_LABEL,
    Label,
    describe,
    is_aside,
    is_aside_line,
    is_nameable,
    joint_names,
    read_brackets,
    read_label,
    read_lead,
    split_line,
)
from quizzes.generation.importing.lists import Intro, is_intro, is_process, read_intro
from quizzes.generation.importing.members import OPEN_END, split_members, top_level_parts
from quizzes.generation.importing.names import Names, cased, count_words, plain
from quizzes.generation.importing.parts import Draft, Part, walk
from quizzes.generation.importing.predicates import is_third, read_predicate, starts_with_verb
from quizzes.generation.importing.repair import LONGEST
from quizzes.generation.importing.sentences import Setting, read_text
from quizzes.generation.importing.subjects import split_subject
from quizzes.generation.importing.tables import read_table
from quizzes.generation.importing.titles import SLOTS, TOPICS, VERSUS, read_title
from quizzes.generation.importing.types import PieceKind
from quizzes.generation.phrases import is_passive
from quizzes.generation.things import is_plural, lowered
from quizzes.generation.words import capitalise, lemma, squash

TELLING = frozenset({"Has", "Includes", "Used for", "Contains"})
OF_PHRASE = re.compile(r"^(?:[A-Za-z-]+ ){0,2}?([A-Za-z]+) of\s+\S")
ACTS = ("tion", "sion", "al", "ing", "ment", "ance", "ence", "ity", "ness", "ure", "sis", "s")
CLAUSE_VERB = re.compile(
    r"\s(?:is|are|was|were|will|can|has|have|must|does|do|did|give|gives)\s|^\w+ed when\s",
    re.IGNORECASE,
)
PLACE = re.compile(r"^(?:and |or )?(in|on|at|inside|under|near)\s+(.+)$", re.IGNORECASE)
NO_PHRASE = re.compile(
    r"(?:when|if|because|so|then|by|to|this|it|that|they|there|you|we|[a-z]+ly)\b", re.IGNORECASE
)
LONGEST_PHRASE = 16  # words of a bare noun phrase that is taken for a fact


@dataclass(slots=True)
class Reader:
    """Reads all parts of one file of notes."""

    parts: list[Part]
    names: Names
    drafts: list[Draft] = field(default_factory=list)
    repeated: frozenset[str] = frozenset()
    part: Part = field(init=False)
    words: frozenset[str] = frozenset()
    example: bool = False

    def run(self) -> list[Draft]:
        self._name_things()
        for part in self.parts:
            self.part = part
            self.example = False
            text = " ".join(block.text for block in walk(part.blocks))
            self.words = frozenset(re.findall(r"(?<![\w'-])[a-z][\w'-]*", text))
            if part.title.kind == "skipped":
                self._keep(part.blocks)
                continue
            self._read_heading(part)
            self._read_run(part.blocks, part.subject, part.intro)
        return self.drafts

    # Names first: a line may speak of what a later heading introduces

    def _name_things(self) -> None:
        found = [part.title.name for part in self.parts if part.title.kind == "thing"]
        labels: dict[str, set[int]] = defaultdict(set)
        lines: list[tuple[Label, Block]] = []
        for place, part in enumerate(self.parts):
            for block in walk(part.blocks):
                if line := _label_of(block) or _open_label(block):
                    labels[line.name.lower()].add(place)
                    lines.append((line, block))
        self.repeated = frozenset(name for name, places in labels.items() if len(places) > 1)
        bold = [
            line.name for line, _ in lines if line.bold and line.name.lower() not in self.repeated
        ]
        firsts = [
            plain(cells[0])
            for part in self.parts
            for block in walk(part.blocks)
            for cells, _ in block.cells[1:]
            if cells and cells[0]
        ]
        self.names.learn_makers([*found, *bold, *firsts, *self._written_names()])
        for part in self.parts:
            if part.title.kind == "thing":
                name = cased(part.title.name, self.names.makers)
                part.subject = self.names.add(name, part.numbers, part.title.name)
        self._settle_subjects()
        for part in self.parts:
            part.collection = self._is_collection(part)
        for line, block in lines:
            if line.bold and self._is_new_name(line):
                setting = Setting(self.names, "", block.numbers)
                for name in joint_names(line.name, setting, bold=True) or [line.name]:
                    self.names.add(cased(name, self.names.makers), block.numbers, name)

    def _is_collection(self, part: Part) -> bool:
        names = [line.name for block in part.blocks if (line := _label_of(block))]
        return (
            part.is_own
            and len(names) > 2
            and is_plural(lowered(part.title.name))
            and not any(self._is_aspect(name) for name in names)
        )

    def _is_aspect(self, name: str) -> bool:
        words = name.lower().split(" ")
        is_topic = {lemma(words[-1]), words[-1]} & TOPICS
        return (
            name.lower() in self.repeated
            or lemma(words[-1]) in SLOTS
            or bool(is_topic)
            or is_passive(name)
        )

    def _written_names(self) -> list[str]:
        """Return pairs of capitalised words of the text, from which makers' names are learnt."""
        return re.findall(r"\b[A-Z]\w+ [A-Z]\w+", self.names.text)

    def _is_new_name(self, line: Label) -> bool:
        lower = line.name.lower()
        words = lower.split(" ")
        is_aspect = lower in self.repeated or lemma(words[-1]) in SLOTS
        setting = Setting(self.names, "", ())
        line = line if line.value else replace(line, value="-")
        return (
            not is_aspect
            and not is_aside(lower)
            and is_nameable(line, setting)
            and not read_lead(line.name)
        )

    def _settle_subjects(self) -> None:
        """Give each heading that is no thing the thing that it belongs to."""
        thing: Part | None = None
        for part in self.parts:
            title = part.title
            if title.kind == "thing":
                thing = part
                continue
            above = thing.subject if thing and part.level > thing.level else ""
            setting = Setting(self.names, above, part.numbers)
            if title.kind == "aspect":
                named = self.names.find(title.name) if title.name else ""
                part.subject = named or capitalise(title.name) or above
                if part.subject:
                    self.names.add(part.subject, part.numbers)
                if part.subject and title.aspect in SLOTS:
                    part.intro = Intro(part.subject, SLOTS[title.aspect])
            elif title.kind == "intro":
                part.intro = read_intro(title.text, setting)
                part.subject = part.intro.subject
                if part.subject:
                    self.names.add(part.subject, part.numbers)
            elif not (VERSUS.search(title.text) or title.text.endswith("?")):
                part.subject = above

    # Reading

    def _setting(self, subject: str, numbers: tuple[int, ...], *, item: bool = False) -> Setting:
        return Setting(self.names, subject, numbers, self.words, item)

    def _read_heading(self, part: Part) -> None:
        if part.is_own and part.title.brackets:
            setting = self._setting(part.subject, part.numbers)
            claims = read_brackets(part.title.name, part.title.brackets, setting)
            claims = [
                replace(c, subject=part.subject) if c.subject == part.title.name else c
                for c in claims
            ]
            self.drafts.append(Draft(part, part.title.brackets, "bullet", part.numbers, claims))

    def _read_run(self, blocks: list[Block], subject: str, intro: Intro | None = None) -> None:
        """Read blocks that stand side by side; numbered ones together, since they may be steps."""
        place = 0
        first: Block | None = None  # the members of a list have the mark of its first
        spoken: list[str] = []  # the things that the last labelled line was about
        while place < len(blocks):
            run = place
            while run < len(blocks) and blocks[run].kind == "step":
                run += 1
            if run - place > 1 and self._read_steps(blocks[place:run], subject, intro):
                place = run
                continue
            block = blocks[place]
            first = first or (block if block.kind in {"item", "step"} else None)
            is_member = first is not None and block.mark == first.mark
            if not (intro and intro.label and is_member):
                self._read_block(block, subject)
            elif spoken and self._goes_on(block):
                self._read_on(block, spoken)
            else:
                self._read_member(block, intro)
                spoken = self._spoken(block) or spoken
            place += 1

    def _spoken(self, block: Block) -> list[str]:
        line = _label_of(block)
        if not line:
            return []
        parts = joint_names(line.name, self._setting("", block.numbers), bold=line.bold)
        return [name for part in parts or [line.name] if (name := self.names.find(part))]

    def _goes_on(self, block: Block) -> bool:
        """Tell an item among labelled ones that has a verb and no name: it speaks of the one before."""
        text = plain(block.text)
        lead = LEAD.match(text)
        return not _label_of(block) and starts_with_verb(lead[2] if lead else text)

    def _read_on(self, block: Block, subjects: list[str]) -> None:
        claims = [
            replace(claim, rule="line before", joint=len(subjects) > 1, doubt=subjects[0])
            for subject in subjects
            for claim in read_text(
                plain(block.text), self._setting(subject, block.numbers, item=True)
            )
        ]
        self._add(block.text, "bullet", block.numbers, claims)
        self._read_run(block.children, subjects[0])

    def _read_steps(self, blocks: list[Block], subject: str, intro: Intro | None) -> bool:
        if any(_label_of(block) for block in blocks) or (intro and intro.rule == "types"):
            return False
        heading = self.part.title.text
        before = self.drafts[-1].text if self.drafts and self.drafts[-1].part is self.part else ""
        before = plain(before) if before.rstrip("*").endswith(":") else ""
        texts = [plain(block.text) for block in blocks]
        if len(blocks) < 3 or not is_process(f"{heading} {before}", texts):
            return False
        title = heading or subject
        group = f"steps {blocks[0].numbers[0]}"
        for block, text in zip(blocks, texts, strict=True):
            claim = Claim(
                title, "Step", text.rstrip("."), "steps", block.numbers, shape="step", group=group
            )
            self._add(block.text, "bullet", block.numbers, [claim])
            self._keep(block.children)
        return True

    def _read_block(self, block: Block, subject: str) -> None:
        if block.kind == "table":
            self._read_table(block, subject)
            return
        if block.kind == "code" or len(block.text) > LONGEST:
            self._add(block.text, "paragraph", block.numbers, [])
            return
        is_item = block.kind != "paragraph"
        if is_aside_line(block.text) or (self.example and not is_item and block.depth > 0):
            self._add_example(block)
            self._keep(block.children, "example")
            return
        self.example = False
        has_list = bool(block.children) and not _label_of(block)
        if has_list and (is_intro(block.text) or _open_label(block)):
            self._read_list(block, subject)
        elif has_list and is_item and (name := self._title_of(block)):
            self._add(block.text, "bullet", block.numbers, [])
            place = len(self.drafts)
            self._read_run(block.children, name)
            self.drafts[place - 1].members = self.drafts[place:]
        else:
            claims = self._claims_of(block, subject)
            self._add(block.text, "bullet" if is_item else "paragraph", block.numbers, claims)
            self._read_run(block.children, self._subject_below(block, claims, subject))

    def _title_of(self, block: Block) -> str:
        """Return the thing that an item with items below it names, as a heading would; else ""."""
        text = plain(block.text).strip(" .:")
        if known := self.names.find(text):
            return known
        is_short = 0 < count_words(text) <= SHORT_TITLE and text[:1].isupper()
        is_phrase = is_short and not read_predicate(text) and not split_subject(text)
        if not is_phrase or "," in text or read_title(text).kind != "thing":
            return ""
        return self.names.add(text, block.numbers)

    def _subject_below(self, block: Block, claims: list[Claim], subject: str) -> str:
        """Return what the children of a line are about: the thing that its label names, if it does."""
        line = _label_of(block)
        named = self.names.find(line.name) if line else ""
        if named and (any(claim.subject == named for claim in claims) or not claims):
            return named
        return subject

    def _claims_of(self, block: Block, subject: str) -> list[Claim]:
        setting = self._setting(subject, block.numbers, item=block.kind != "paragraph")
        line = _label_of(block)
        if line:
            claims = read_label(
                line, setting, self.repeated, numbered=block.kind == "step" or self.part.collection
            )
            if claims:
                return claims
        text = plain(block.text)
        claims = self._with_doubts(read_text(text, setting), subject)
        if not subject or block.kind == "paragraph":
            return claims
        if claims and all(claim.rule == "words in brackets" for claim in claims):
            text = re.sub(r"\s*\([^()]*\)\s*$", "", text)
        elif claims:
            return claims
        return [*self._noun_phrase(text, subject, block.numbers), *claims]

    def _with_doubts(self, claims: list[Claim], subject: str) -> list[Claim]:
        """Doubt whom "it" means where the line before spoke of another thing."""
        last = (
            self.drafts[-1].claims[-1:] if self.drafts and self.drafts[-1].part is self.part else []
        )
        other = (
            last[0].subject if last and last[0].rule in {"other subject", "named subject"} else ""
        )
        if not other or other == subject:
            return claims
        return [
            replace(claim, doubt=other, weak=True) if claim.rule == "pronoun subject" else claim
            for claim in claims
        ]

    def _noun_phrase(self, text: str, subject: str, numbers: tuple[int, ...]) -> list[Claim]:
        """Read a bullet without a verb as what the thing of its section has or covers."""
        text = text.strip(" .;:")
        if not 0 < count_words(text) <= LONGEST_PHRASE or "?" in text or ":" in text:
            return []
        if split_subject(text) or CLAUSE_VERB.search(re.sub(r"\([^()]*\)", "", text)):
            return []
        if parts := self._places(text):
            return [
                Claim(subject, f"Is {p}", v, "bare phrase", numbers, weak=True) for p, v in parts
            ]
        if NO_PHRASE.match(text):
            return []
        if re.search(r"\s(?:that|which|who)\s", text):
            return [
                Claim(
                    subject, "Is a", re.sub(r"^an?\s+", "", text), "bare phrase", numbers, weak=True
                )
            ]
        kind = OF_PHRASE.match(text)
        if kind and not kind[1].endswith(ACTS):
            return [Claim(subject, "Is a", text, "bare phrase", numbers, weak=True)]
        if split_members(text, least=2):
            group = f"{subject}: {numbers[0]}"
            return [
                Claim(
                    subject,
                    "Includes",
                    one,
                    "bare phrase",
                    numbers,
                    shape="member",
                    group=group,
                    weak=True,
                )
                for one in split_members(text)
            ]
        label = "Covers" if re.search(r"\([^()]+\)$", text) else "Has"
        return [Claim(subject, label, text, "bare phrase", numbers, weak=True)]

    @staticmethod
    def _places(text: str) -> list[tuple[str, str]]:
        """Return "on a disk, in a vault" as prepositions with what follows each; [] for other texts."""
        parts = top_level_parts(OPEN_END.sub("", text), ",;")
        found = [PLACE.match(part) for part in parts]
        return [(f[1].lower(), f[2]) for f in found if f] if all(found) else []

    # Lists

    def _read_list(self, block: Block, subject: str) -> None:
        setting = self._setting(subject, block.numbers)
        text = block.text
        line = _open_label(block)
        intro = read_intro(line.name if line and line.bold else text, setting)
        members = [child for child in block.children if child.kind in {"item", "step"}]
        self._add(text, "bullet" if block.kind != "paragraph" else "paragraph", block.numbers, [])
        place = len(self.drafts)
        if not intro.subject and line and self._are_predicates(members):
            name = self.names.add(line.name, block.numbers)
            intro = Intro(name, names=True)
        elif not intro.subject and subject and not self._are_predicates(members):
            intro = self._of_phrase(plain(text), subject)
        elif not intro.subject and not subject and members:
            intro = self._of_topic(plain(text), block)
        inner = intro.subject if intro.names else subject
        self._read_run(block.children, inner, intro if intro.label else None)
        self.drafts[place - 1].members = self.drafts[place:]

    def _are_predicates(self, members: list[Block]) -> bool:
        verbs = sum(starts_with_verb(plain(member.text)) for member in members)
        return verbs * 2 > len(members)

    def _of_phrase(self, text: str, subject: str) -> Intro:
        """Read "Common injuries:" under a thing as what it has, in these words."""
        text = re.sub(r"\s+(?:are|is|includes?)$", "", text.rstrip(" :"))
        if not 0 < count_words(text) <= 4 or not re.fullmatch(r"[\w\s'/-]+", text):
            return Intro("")
        return Intro(
            subject,
            f"Has {'' if text.isupper() else 'as '}{text[:1].lower()}{text[1:]}",
            rule="members",
        )

    def _of_topic(self, text: str, block: Block) -> Intro:
        """Read "Mountain ranges:" where no thing is spoken of as a thing with members."""
        text = re.sub(r"\s+(?:are|is|includes?)$", "", text.rstrip(" :"))
        if not 0 < count_words(text) <= 4 or not re.fullmatch(r"[\w\s'/-]+", text):
            return Intro("")
        return Intro(self.names.add(capitalise(text), block.numbers), "Includes")

    def _read_member(self, block: Block, intro: Intro) -> None:
        """Read one member: a name with what is said of it, or words that the intro completes."""
        if is_aside_line(block.text):
            self._read_block(block, intro.subject)
            return
        group = f"{intro.subject}: {intro.label}: {intro.prefix}: {block.depth}"
        line = _label_of(block)
        if (line and DATE_LABEL.match(line.name)) or (
            not line and intro.label == "Includes" and self._is_sentence(block)
        ):
            self._read_block(block, intro.subject)
            return
        if line and line.value:
            setting = self._setting(intro.subject, block.numbers)
            claims: list[Claim] = []
            parts = joint_names(line.name, setting, bold=line.bold)
            for part in parts or [line.name]:
                name = self.names.add(part, block.numbers)
                own = [intro.claim(part, block.numbers, group)] if intro.label != "Can" else []
                said = describe(
                    name, line.value, setting, "known name" if line.bold else "new name"
                )
                said = [*own, *read_brackets(name, line.brackets, setting), *said]
                claims += [c.of_joint() for c in said] if parts else said
            self._add(block.text, "bullet", block.numbers, claims)
            self._read_run(block.children, name)
            return
        if not line and intro.label in TELLING and self._is_predicate(plain(block.text)):
            self._read_block(block, intro.subject)
            return
        text = (line.name if line else plain(block.text)).strip(" .;:")
        members = split_members(text, least=3) if intro.label != "Can" else []
        claims = [intro.claim(member, block.numbers, group) for member in members or [text]]
        self._add(block.text, "bullet", block.numbers, claims if text else [])
        named = self.names.find(text)
        self._read_run(block.children, named or intro.subject)

    @staticmethod
    def _is_predicate(text: str) -> bool:
        """Tell a member that says itself what the thing does: "Contains DNA", "Enclosed by a membrane"."""
        said = read_predicate(text)
        first = text.split(" ")[0].lower()
        if said is None or said.weak:
            return False
        return (
            is_third(first)
            or first in {"can", "is", "are"}
            or said.label.split(" ")[0].lower() == first
        )

    @staticmethod
    def _is_sentence(block: Block) -> bool:
        """Tell a member that speaks of itself in a whole sentence: "A prime lens has …"."""
        text = plain(block.text)
        found = split_subject(text)
        return (
            found is not None
            and bool(re.match(r"(?:An?|The|[A-Z]\w+s)\s", text))
            and len(found[1].split()) > 1
        )

    def _read_table(self, block: Block, subject: str) -> None:
        claims = read_table(block, self._setting(subject, block.numbers))
        for cells, numbers in block.cells[1:]:
            own = [claim for claim in claims if claim.lines == numbers]
            text = "; ".join(plain(cell) for cell in cells if cell)
            self._add(text, "bullet", numbers, own)

    # Pieces

    def _add_example(self, block: Block) -> None:
        """Add an example; paragraphs that go on with it belong to it."""
        last = self.drafts[-1] if self.drafts else None
        goes_on = self.example and not is_aside_line(block.text)
        if goes_on and last and last.kind == "example" and last.part is self.part:
            last.text = f"{last.text} {squash(block.text)}".strip()
            last.numbers = (*last.numbers, *block.numbers)
        else:
            self._add(_without_aside(block.text), "example", block.numbers, [])
        self.example = True

    def _add(
        self, text: str, kind: PieceKind, numbers: tuple[int, ...], claims: list[Claim]
    ) -> None:
        self.drafts.append(Draft(self.part, text, kind, numbers, claims))

    def _keep(self, blocks: list[Block], kind: PieceKind = "bullet") -> None:
        for block in walk(blocks):
            if block.text:
                self._add(block.text, kind, block.numbers, [])


def _label_of(block: Block) -> Label | None:
    """Return the label of a block that has a label and a value."""
    if block.kind in {"table", "code"} or len(block.text) > LONGEST:
        return None
    line = split_line(block.text)
    return line if line and line.value else None


def _open_label(block: Block) -> Label | None:
    """Return the label of a line whose value is the list under it: "**Uses:**"."""
    if block.kind in {"table", "code"} or len(block.text) > LONGEST:
        return None
    line = split_line(block.text)
    return line if line and not line.value else None


def _without_aside(text: str) -> str:
    bare = re.sub(
        r"^[(\s*_]*(?:e\.?g\.?|ex|for example|for instance|examples?|note|tip)\b[\s*_]*[:,.-]*[\s*_]*",
        "", text, flags=re.IGNORECASE,
    )  # fmt: skip
    return squash(bare).strip("*_: ")
