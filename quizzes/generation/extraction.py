"""Extraction: what the sections of a lesson say, as facts about things.

Nothing is guessed: a line that cannot be read becomes a `Problem` with its cure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from passages import PLAIN_FROM, without_collection
from quizzes.generation.facts import (
    IDENTITY,
    STEP,
    Claim,
    Closure,
    Fact,
    LessonFacts,
    LessonSource,
    Problem,
)
from quizzes.generation.phrases import (
    LABEL_NOUNS,
    NotAVerbPhrase,
    Phrase,
    base_of,
    gerund_of,
    is_participle,
    is_passive,
    starts_as_third,
)
from quizzes.generation.reading import (
    LABEL_LIMIT,
    LINE_LIMIT,
    NAME_LIMIT,
    Bullet,
    Passage,
    Row,
    Section,
    Table,
    read_sections,
)
from quizzes.generation.things import (
    HEAD_END,
    MASS_NOUNS,
    Thing,
    is_mass,
    is_plural,
    lowered,
    sentence,
)
from quizzes.generation.usage import Usage
from quizzes.generation.words import content_words, lemmas, normal, squash, with_article

NOT_FACTS = frozenset({"example", "tip", "note", "trap", "remember", "warning", "hint"})
PURPOSE = frozenset({"purpose", "job", "main job", "main purpose", "role"})
IS_A = frozenset({"is a", "is an", "is", "what it is", "type", "kind", "definition"})
IS_THE = frozenset({"is the", "is the only", "is our only"})
STANDS_FOR = frozenset({"stands for", "short for", "meaning"})
CAN = frozenset({"can", "may be used to", "able to"})
NOT = frozenset({"not", "does not", "do not", "never", "is not for"})
CANNOT = frozenset({"cannot", "can not", "not able to"})
ONLY = re.compile(r"^only\b\s*(.*)$|^(.*?)\s+only$", re.IGNORECASE)
COMPLETE = re.compile(r"\s*\((?:complete list|complete|and no others?)\)\s*", re.IGNORECASE)
AS_OF = re.compile(r"\s*\(as of ([12]\d{3})-(0[1-9]|1[0-2])\)")
DATE_MARK = re.compile(r"\(as of\b", re.IGNORECASE)
PLAIN_HEADINGS = re.compile(
    r"^(worked example|examples?|before the exam|at a glance|in short|how it works|why it exists|"
    r"summary|tips?|references|further reading|contents|compare|comparison|in brief|the trap|"
    r"introduction|overview)\b|\?$|\bvs\.?\b|\bversus\b|^(which|what|how|why|when|who|where)\b|\bor\b",
    re.IGNORECASE,
)
TYPE_ENDS = re.compile(r"\b(that|which|who|for|of|in|on|with|used|made|from|to|between|at)\b|[,;(]")
YES, NO = (
    frozenset(
        {
            "yes",
            "y",
            "\u2713",
            "\u2714",
            "true",
        }
    ),
    frozenset({"no", "n", "\u2717", "\u2718", "false"}),
)
HOW = re.compile(r"how\b(?!.*\b(?:it|they|this|works?)\b)", re.IGNORECASE)
BARE_NUMBER = re.compile(r"^[\d.,\s\u2013-]*\d$")
PREPOSITIONS = frozenset(
    {"at", "by", "for", "from", "in", "into", "of", "on", "through", "to", "with"}
)
ADJECTIVE_ENDS = ("less", "able", "ible", "ful", "ous")
QUALITY_TAILS = PREPOSITIONS | {"and", "but", "or", "than", "when", "enough", "because", "as", "if"}
SILENT = frozenset(
    {"", "-", "\u2013", "\u2014", "?", "depends", "in part", "partly", "sometimes", "varies"}
)
NONE = frozenset({"none"})


def read_lesson(source: LessonSource) -> LessonFacts:
    """Return everything a lesson says: its things, facts, numbered processes and unreadable lines.

    Raises:
        LessonTooLong: the body is over the reader's limit.
    """
    with without_collection():
        return _Extraction(source).run()


@dataclass(slots=True)
class _Extraction:
    source: LessonSource
    result: LessonFacts = field(init=False)
    usage: Usage = field(init=False)
    named: set[str] = field(default_factory=set)
    in_tables: dict[tuple[str, str], Thing] = field(default_factory=dict)
    tables: int = 0

    def __post_init__(self) -> None:
        self.result = LessonFacts(self.source)
        self.usage = Usage(self.source.body)

    def run(self) -> LessonFacts:
        for section in read_sections(self.source.slug, self.source.body):
            if len(section.title) > NAME_LIMIT:
                self._report_length(section.passages[0], "heading", NAME_LIMIT)
                continue
            for passage in section.passages:
                if len(passage.text) >= PLAIN_FROM:
                    self._report_length(passage, "block", PLAIN_FROM)
            if section.name and not PLAIN_HEADINGS.search(section.name):
                self._read_thing(section)
            elif section.title:
                self._report_stray_bullets(section)
            for table in section.tables:
                self._read_table(table, section)
            self._read_steps(section)
        self._settle_lone_names()
        self.result.facts = [self._with_claims(fact) for fact in self.result.facts]
        self.result.processes = [
            tuple(_at_most_b(self._with_claims(fact)) for fact in process)
            for process in self.result.processes
        ]
        return self.result

    # Bullets under the heading of a thing

    def _read_thing(self, section: Section) -> None:
        kind = next(
            (_kind(b.value) for b in section.bullets if b.label.lower() in IS_A | IS_THE), ""
        )
        thing = self._thing(section.name, section.aliases, kind)
        read = [fact for bullet in section.bullets for fact in self._bullet_facts(bullet, thing)]
        if section.bullets:
            self._keep(thing)
            self.result.facts += read

    def _bullet_facts(self, bullet: Bullet, thing: Thing) -> Iterator[Fact]:
        """Yield the facts of a bullet; a line that cannot be read is reported instead."""
        label, closed = COMPLETE.subn(" ", bullet.label)
        label = squash(label)
        if label.lower() in NOT_FACTS:
            return
        if len(label) > LABEL_LIMIT:
            self._report_length(bullet.passage, "label", LABEL_LIMIT)
        elif len(bullet.passage.text) > LINE_LIMIT:
            self._report_length(bullet.passage, "line", LINE_LIMIT)
        elif not bullet.members and not _bare(bullet.value):
            self._report(
                bullet.passage,
                f'Nothing stands after "{label}:".',
                "Write what it is after the colon, or as nested bullets; or leave the line out.",
            )
        elif any(map(_is_misdated, (bullet.value, *(m.text for m in bullet.members)))):
            self._report_date(bullet.passage)
        else:
            yield from self._labelled(bullet, thing, label, closed=bool(closed))

    def _labelled(
        self, bullet: Bullet, thing: Thing, label: str, *, closed: bool
    ) -> Iterator[Fact]:
        lower = label.lower()
        line = _Line(
            bullet.passage,
            thing,
            scored=bullet.mark != "no key",
            closed="complete" if closed else "",
        )
        only = ONLY.match(label)
        try:
            if only:
                verb = squash(only[1] or only[2] or "") or "works on"
                yield from self._members(
                    replace(line, closed="only"), bullet, Phrase.from_third(lowered(verb))
                )
            elif lower in CANNOT:
                for item, passage in _items(bullet):
                    phrase = Phrase.from_base(_bare(item), "can")
                    yield line.at(passage).fact("not", item, phrase, polarity=False)
            elif lower in NOT:
                yield from self._denied(line, bullet)
            else:
                yield from self._stated(line, bullet, label)
        except NotAVerbPhrase as error:
            self._report(
                bullet.passage,
                f'"{error}" does not begin with a verb.',
                f'After "{label}:" write a verb in its base form, for example "find …".',
            )

    def _stated(self, line: _Line, bullet: Bullet, label: str) -> Iterator[Fact]:
        lower = label.lower()
        value = bullet.value if _bare(bullet.value) else ""
        if lower in PURPOSE:
            yield line.fact("purpose", value, Phrase.from_base(_bare(value)))
        elif lower in IS_A and value:
            yield line.fact("is a", value, Phrase(f"be {_as_said(label, value, line.thing)}"))
        elif lower in IS_THE and value:
            noun = re.sub(r"^the\s+", "", _bare(value), flags=re.IGNORECASE)
            yield line.fact(IDENTITY, value, Phrase(f"be the {noun}"))
        elif lower in STANDS_FOR and value:
            yield line.fact("stands for", value, Phrase(f"stand for {_bare(value)}"))
        elif lower in CAN:
            for item, passage in _items(bullet):
                yield line.at(passage).fact("can", item, Phrase.from_base(_bare(item), "can"))
        elif _is_counted(label, value):
            yield line.fact(lower, value, None)
        elif lead := _label_phrase(label, line.thing.plural):
            yield from self._members(line, bullet, lead)
        elif value and _is_noun_slot(label):
            yield line.fact(lower, value, None)
        elif value:
            self._report(
                bullet.passage,
                f'The label "{label}" is neither a noun nor a verb in the third person.',
                "Write for example “Cost” or “Guards”.",
            )

    def _members(self, line: _Line, bullet: Bullet, lead: Phrase) -> Iterator[Fact]:
        items = _items(bullet)
        closed: Closure = line.closed or ("complete" if COMPLETE.search(bullet.value) else "")
        group = f"{normal(line.thing.name)}: {normal(lead.base)}" if closed else ""
        for item, passage in items:
            whole = Phrase(f"{lead.base} {_bare(item)}", lead.modal)
            yield replace(line.at(passage).fact(lead.base, item, whole), closed=closed, group=group)

    def _denied(self, line: _Line, bullet: Bullet) -> Iterator[Fact]:
        for item, passage in _items(bullet):
            bare = _bare(item)
            first = bare.split(" ")[0].lower()
            phrase = (
                Phrase.from_third(bare)
                if first in {"is", "are", "has", "can"} or starts_as_third(bare)
                else Phrase.from_base(bare)
            )
            yield line.at(passage).fact("not", item, phrase, polarity=False)

    def _report_stray_bullets(self, section: Section) -> None:
        for bullet in section.bullets:
            if bullet.label.lower() not in NOT_FACTS and bullet.label[:1].isupper():
                self._report(
                    bullet.passage,
                    f'The bullet "{bullet.label}" stands under "{section.title}", which is no thing.',
                    "Move it under the heading of the thing it is about.",
                )

    # Tables

    def _read_table(self, table: Table, section: Section) -> None:
        if len(table.header) < 2 or not table.rows:
            return
        rows = [row for row in table.rows if self._is_readable(row, table)]
        self.tables += 1
        group = f"{self.source.slug}:{self.tables}"
        down = _features_down(table, rows)
        reader = self._read_features_down if down else self._read_things_down
        known = len(self.result.problems)
        found = list(reader(table, rows, group))
        if not found:
            del self.result.problems[known:]  # one line says it all
            self._report(
                Passage(self.source.slug, section.title, "", table.line),
                "Nothing in this table can be read as a fact.",
                "Begin the cells of the first column, or the headers, with a verb in the present "
                "tense: “scans container images”, “is on by default”.",
            )
        mark_open = table.mark == "no key"
        self.result.facts += [replace(f, scored=False) if mark_open else f for f in found]

    def _is_readable(self, row: Row, table: Table) -> bool:
        if any(_is_misdated(cell) for cell in row.cells):
            self._report_date(row.passage)
            return False
        if len(row.passage.text) > LINE_LIMIT or len(row.cells[0]) > NAME_LIMIT:
            self._report_length(row.passage, "row", LINE_LIMIT)
            return False
        return len(row.cells) == len(table.header) and bool(row.cells[0])

    def _read_features_down(self, table: Table, rows: list[Row], group: str) -> Iterator[Fact]:
        kind = table.header[0]
        things = [
            self._table_thing(name, kind)
            if name and not self._is_long(name, table, NAME_LIMIT)
            else None
            for name in table.header[1:]
        ]
        for row in rows:
            try:
                phrase = Phrase.from_third(row.cells[0])
            except NotAVerbPhrase:
                self._report(
                    row.passage,
                    f'The row "{row.cells[0]}" does not begin with a verb.',
                    "Begin each row with a verb in the third person.",
                )
                continue
            for thing, cell in zip(things, row.cells[1:], strict=True):
                if thing and (truth := _truth(cell)) is None:
                    self.result.silences.append((thing.name, row.cells[0]))
                elif thing and truth is not None:
                    line = _Line(row.passage, thing, quote=row.cells[0])
                    fact = line.fact("table", row.cells[0], phrase, polarity=truth)
                    yield replace(fact, group=group, kind=_noun(kind))

    def _read_things_down(self, table: Table, rows: list[Row], group: str) -> Iterator[Fact]:
        for place, header in enumerate(table.header[1:], start=1):
            cells = [(row, row.cells[place]) for row in rows]
            if not header or self._is_long(header, table, LABEL_LIMIT):
                continue
            phrase = _header_phrase(header)
            if not _is_yes_no([cell for _, cell in cells]):
                read = self._read_values(table, header, phrase, cells)
            elif phrase := phrase or _quality(header):
                read = self._read_answers(table, header, phrase, cells)
            else:
                self._report_header(table, header, "“scans images”, “is on by default”")
                continue
            yield from (replace(fact, group=f"{group}:{place}") for fact in read)

    def _read_answers(
        self, table: Table, header: str, phrase: Phrase, cells: list[tuple[Row, str]]
    ) -> Iterator[Fact]:
        """Yield what "yes" and "no" under a verb phrase say of each row's thing."""
        for row, cell in cells:
            thing = self._table_thing(row.cells[0], table.header[0])
            truth = _truth(cell)
            if truth is None:
                self.result.silences.append((thing.name, header))
            else:
                line = _Line(row.passage, thing, quote=row.cells[0])
                fact = line.fact("table", header, phrase, polarity=truth)
                yield replace(fact, kind=_noun(table.header[0]))

    def _read_values(
        self, table: Table, header: str, phrase: Phrase | None, cells: list[tuple[Row, str]]
    ) -> Iterator[Fact]:
        """Yield the value of each row's thing: the header is a verb ("Guards") or a noun ("Cost")."""
        told = [cell for _, cell in cells if _bare(cell).lower() not in SILENT]
        if all(_is_counted(header, cell) for cell in told):
            phrase = None
        if phrase is None and not _is_noun_slot(header):
            self._report_header(table, header, "“Guards”, or a noun such as “Cost”")
            return
        for row, cell in cells:
            if _bare(cell).lower() in SILENT:
                continue
            line = _Line(row.passage, self._table_thing(row.cells[0], table.header[0]), quote=cell)
            if phrase:
                fact = line.fact(
                    header.lower(), cell, Phrase(f"{phrase.base} {_bare(cell)}", phrase.modal)
                )
            else:
                fact = line.fact(header if header.isupper() else header.lower(), cell, None)
            yield replace(fact, kind=_noun(table.header[0]))

    # Numbered steps

    def _read_steps(self, section: Section) -> None:
        for steps in section.steps:
            title = _process_title(steps.lead, section)
            if len(steps.passages) < 3 or not title:
                continue
            thing = Thing(title)
            process = tuple(
                replace(
                    _Line(passage, thing, scored=steps.mark != "no key").fact(
                        f"{STEP}{number}", passage.text, None
                    ),
                    group=f"{self.source.slug}:{title}",
                )
                for number, passage in enumerate(steps.passages, start=1)
            )
            self.result.things.append(thing)
            self.result.processes.append(process)

    # Things

    def _thing(self, name: str, aliases: tuple[str, ...], kind: str) -> Thing:
        bare = re.sub(r"^(an?|the)\s+", "", name, flags=re.IGNORECASE)
        common = bare != name or self._is_common(bare)
        return Thing(
            name=bare,
            aliases=aliases,
            kind=kind,
            plural=self._is_plural(bare) or (common and is_plural(lowered(bare))),
            common=common,
            named=common and (self._starts_with_name(bare) or _is_written_large(bare)),
            mass=bare == name and self._is_mass(bare),
            unique=name.lower().startswith("the "),
        )

    def _table_thing(self, name: str, kind: str) -> Thing:
        mark = (name, kind)
        if mark not in self.in_tables:
            self.in_tables[mark] = self._thing(name, (), _noun(kind))
        thing = self.in_tables[mark]
        if thing.name not in self.named:
            self._keep(thing)
        return thing

    def _keep(self, thing: Thing) -> None:
        self.named.add(thing.name)
        self.result.things.append(thing)

    def _is_common(self, name: str) -> bool:
        """Tell "Security group" from "Parameter Store" by how the head of the name is written.

        A head of one word is common when the lesson also writes it in lower case.
        """
        small = name[:1].lower() + name[1:]
        if " " in name and name[1:2].islower() and self.usage.says(small):
            return True
        if _is_deed(name):
            return True
        words = HEAD_END.split(name)[0].split(" ")
        if len(words) == 1:
            is_lower = words[0].islower() or words[0].lower() in self.usage.small_words
            return is_lower or self.usage.is_noun_of_its_own(words[0])
        is_lower = words[-1].isalpha() and words[-1].islower()
        return is_lower or self.usage.is_noun_of_its_own(" ".join(words))

    def _starts_with_name(self, name: str) -> bool:
        """Tell "Lambda function" from "Security group": within sentences the first word keeps its capital."""
        first = name.split(" ")[0]
        if not first[:1].isupper() or first.lower() in self.usage.small_words:
            return False
        return self.usage.is_inside_sentences(first)

    def _is_mass(self, name: str) -> bool:
        """Tell a noun without article by its ending or by how the lesson writes it in running text."""
        written = lowered(name)
        if is_mass(name):
            return True
        return not self.usage.is_counted(written) and self.usage.is_bare(written)

    def _is_plural(self, name: str) -> bool:
        """Tell a plural by its form or, for capitalised names, by how the lesson speaks of it."""
        return is_plural(name) or (name.endswith("s") and self.usage.takes_plural_verb(name))

    def _settle_lone_names(self) -> None:
        """Let a name of one word, of which the lesson shows no small letter, follow its siblings.

        "Lysosome" beside "a ribosome" and "a nucleus" is "a lysosome"; "Telnet" beside "SSH" stays.
        """
        counted = Counter(t.kind for t in self.result.things if t.common and not t.mass)
        named = Counter(t.kind for t in self.result.things if not t.common)
        settled = {
            thing.name: replace(thing, common=True)
            for thing in self.result.things
            if _is_lone_name(thing) and thing.kind and counted[thing.kind] > named[thing.kind]
        }
        self.result.things = [settled.get(thing.name, thing) for thing in self.result.things]
        self.result.facts = [
            replace(
                fact,
                statement=sentence(
                    settled[fact.subject], fact.slot, fact.value, fact.phrase, fact.polarity
                ),
            )
            if fact.subject in settled
            else fact
            for fact in self.result.facts
        ]

    # Claims and problems

    def _with_claims(self, fact: Fact) -> Fact:
        claims = [claim for claim in self.source.claims if _carries(claim, fact)]
        if not claims:
            return fact
        return replace(
            fact,
            references=tuple(sorted({claim.reference for claim in claims})),
            importance=min(claim.weight for claim in claims),
            scored=fact.scored and all(claim.scored for claim in claims),
        )

    def _report_header(self, table: Table, header: str, examples: str) -> None:
        self._report(
            Passage(self.source.slug, self.source.title, header, table.line),
            f'The column "{header}" cannot be read.',
            f"Head it with a verb in the third person: {examples}.",
        )

    def _is_long(self, header: str, table: Table, limit: int) -> bool:
        if is_long := len(header) > limit:
            place = Passage(self.source.slug, self.source.title, header, table.line)
            self._report_length(place, "column", limit)
        return is_long

    def _report_length(self, passage: Passage, what: str, limit: int) -> None:
        start = passage.text[:40]
        self._report(
            passage,
            f'The {what} that begins with "{start}" is longer than {limit} characters.',
            "Split it: a fact is one short sentence.",
        )

    def _report_date(self, passage: Passage) -> None:
        self._report(
            passage,
            f'The date in "{passage.text}" cannot be read.',
            "Write year and month in figures: (as of 2026-11).",
        )

    def _report(self, passage: Passage, text: str, cure: str) -> None:
        self.result.problems.append(Problem(passage.lesson, passage.line, text, cure))


@dataclass(frozen=True, slots=True)
class _Line:
    """Where a fact comes from, and what it is about."""

    passage: Passage
    thing: Thing
    quote: str = ""
    scored: bool = True
    closed: Closure = ""

    def at(self, passage: Passage) -> _Line:
        return replace(self, passage=passage)

    def fact(self, slot: str, value: str, phrase: Phrase | None, *, polarity: bool = True) -> Fact:
        dated, written = AS_OF.search(value), squash(value)
        value = COMPLETE.sub(" ", AS_OF.sub("", value)).strip().rstrip(".").strip()
        return Fact(
            subject=self.thing.name,
            slot=slot,
            value=value,
            phrase=phrase,
            statement=sentence(self.thing, slot, value, phrase, polarity),
            passage=self.passage,
            quote=self._verbatim(self.quote, value, written),
            polarity=polarity,
            scored=self.scored,
            kind=self.thing.kind,
            importance="A" if slot == "purpose" else "B",
            as_of=date(int(dated[1]), int(dated[2]), 1) if dated else None,
        )

    def _verbatim(self, *wordings: str) -> str:
        """Return the first wording that stands in the passage as it is, else the whole passage."""
        text = self.passage.text
        return next((words for words in wordings if words and words in text), text)


def _at_most_b(step: Fact) -> Fact:
    """Return a step with importance B at most: it can be asked by its place alone."""
    return replace(step, importance=max(step.importance, "B"))


def _is_written_large(name: str) -> bool:
    """Tell "Magna Carta" from "Magnetic field" and "Network ACL": the head has its capital within sentences."""
    _, *rest = HEAD_END.split(name)[0].split(" ")
    return bool(rest) and rest[-1][:1].isupper() and rest[-1][1:].islower()


def _is_deed(name: str) -> bool:
    """Tell "Trying to break in" from "Beijing opera": a verb in its gerund, and what is done."""
    first, _, rest = name.partition(" ")
    verbs = lemmas(first.lower()).get("VERB", ())
    return bool(rest) and any(gerund_of(verb) == first.lower() for verb in verbs)


def _process_title(lead: str, section: Section) -> str:
    """Return what numbered steps tell: "how …" of the line that leads to them, else their heading.

    A heading that names no thing ("Worked example") is no title.
    """
    last = re.split(r"(?<=[.!?])\s+", lead)[-1]
    if HOW.match(last) and last.endswith(":"):
        return lowered(last.rstrip(": "))
    if HOW.match(section.title):
        return lowered(section.title)
    return "" if PLAIN_HEADINGS.search(section.title) else section.title


def _is_noun_slot(label: str) -> bool:
    """Tell a noun ("Cost", "Number of legs") from what reads as no noun ("Fought in", "Made")."""
    last = HEAD_END.split(label)[0].split(" ")[-1].lower()
    kinds = lemmas(last)
    return last not in PREPOSITIONS and not ("VERB" in kinds and len(kinds) == 1)


def _is_counted(label: str, value: str) -> bool:
    """Tell "Ports: 80" from "Guards: a gate": a word that may be noun or verb, with a bare number."""
    return bool(BARE_NUMBER.match(_bare(value))) and "NOUN" in lemmas(label.lower())


def _header_phrase(header: str) -> Phrase | None:
    """Return a header that is a verb phrase: "Guards", "is on by default", "Found in"; else None."""
    return _label_phrase(header, plural=False)


def _is_lone_name(thing: Thing) -> bool:
    return not thing.common and thing.name.isalpha() and thing.name[1:].islower()


def _as_said(label: str, value: str, thing: Thing) -> str:
    """Return what stands after "is": "a service that …" with its article, "free of charge" without."""
    words = _bare(value)
    first = words.split(" ")[0].lower()
    kinds = lemmas(first)
    following = words.split(" ")[1:2]
    is_alone = not following or not following[0].isalpha() or following[0] in QUALITY_TAILS
    is_adjective = "ADJ" in kinds or first.endswith(ADJECTIVE_ENDS)
    is_participle_like = is_participle(first.rsplit("-", 1)[-1])
    is_quality = lowered(label) == "is" and (is_participle_like or (is_adjective and is_alone))
    bare = thing.plural or is_quality or first in MASS_NOUNS or is_plural(lowered(words))
    return words if bare or re.match(r"(an?|the|one of)\b", words, re.I) else with_article(words)


def _quality(header: str) -> Phrase | None:
    """Return what "yes" says under a header that is a quality ("Encrypted": "is encrypted"), else None."""
    text = lowered(header)
    kinds = lemmas(text.lower())
    is_quality = is_participle(text.lower()) or ("ADJ" in kinds and "NOUN" not in kinds)
    return Phrase(f"be {text}") if is_quality else None


def _label_phrase(label: str, plural: bool) -> Phrase | None:
    """Return the verb phrase that a label begins, else None.

    A single word that may be noun or verb ("Bases", "Guards") is a verb unless the list of label
    nouns has it. A participle with a preposition is passive: "Found in" is "is found in".
    """
    text = label if label[:2].isupper() else label[:1].lower() + label[1:]
    if is_passive(text):
        return Phrase(f"be {text}")
    if text.lower() in LABEL_NOUNS:
        return None
    try:
        if starts_as_third(text) or (plural and base_of(text.split(" ")[0])):
            return Phrase.from_third(text)
    except NotAVerbPhrase:
        return None
    return None


def _is_yes_no(cells: list[str]) -> bool:
    """Tell a column of "yes" and "no", with some perhaps left open."""
    told = [cell for cell in cells if cell.lower() not in SILENT]
    return bool(told) and all(_truth(cell) is not None for cell in told)


def _features_down(table: Table, rows: list[Row]) -> bool:
    """Tell which way a table runs: features down when its cells are yes/no and its rows verb phrases."""
    cells = [cell for row in rows for cell in row.cells[1:]]
    judged = [cell for cell in cells if _truth(cell) is not None or cell.lower() in SILENT]
    if len(judged) < len(cells):
        return False
    verbs = sum(starts_as_third(row.cells[0]) or _is_plain_verb(row.cells[0]) for row in rows)
    headers = sum(starts_as_third(header) for header in table.header[1:])
    return verbs * 2 > len(rows) and headers * 2 < len(table.header)


def _is_plain_verb(text: str) -> bool:
    first = text.split(" ")[0]
    return first.islower() and bool(base_of(first))


def _truth(cell: str) -> bool | None:
    """Return what a cell says: True, False, or None where the table is silent."""
    first = cell.strip().rstrip(".").lower()
    if first in YES:
        return True
    return False if first in NO or first in NONE else None


def _items(bullet: Bullet) -> list[tuple[str, Passage]]:
    """Return the members of a list bullet: nested items, else what ";" separates."""
    if bullet.members:
        said = [(member.text.rstrip(".;"), member) for member in bullet.members]
    else:
        value = COMPLETE.sub(" ", bullet.value)
        said = [(squash(part), bullet.passage) for part in value.split(";")]
    return [(item, passage) for item, passage in said if _bare(item)]


def _is_misdated(value: str) -> bool:
    """Tell a date mark that is no month, such as "(as of 2026-13)"."""
    return len(DATE_MARK.findall(value)) > len(AS_OF.findall(value))


def _bare(value: str) -> str:
    return squash(COMPLETE.sub(" ", AS_OF.sub("", value))).rstrip(".").strip()


def _kind(is_a: str) -> str:
    """Return the noun of an "is a" value: what stands before "that", "for" or "of"."""
    bare = re.sub(r"^(an?|the|one of the)\s+", "", _bare(is_a), flags=re.IGNORECASE)
    return TYPE_ENDS.split(bare)[0].strip()


def _noun(kind: str) -> str:
    """Return a table corner as the noun of a question: lower case but for names and acronyms."""
    return lowered(kind)


def _carries(claim: Claim, fact: Fact) -> bool:
    """Tell whether the words that carry a claim are the words this fact stands on."""
    text, quote = fact.passage.text, normal(fact.quote)
    for words in claim.quotes:
        wanted = normal(words)
        if squash(words) not in text or not wanted:
            continue
        if wanted in quote or quote in wanted:
            return True
        shared = content_words(words) & content_words(fact.quote)
        if len(shared) * 2 > len(content_words(fact.quote)):
            return True
    return False
