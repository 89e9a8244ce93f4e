"""The gate: the single-item checks of the quality rubric. Nothing reaches a learner that fails one.

Each check is a function from an item to a complaint, or None. Its number is the rubric's row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, pairwise
from typing import get_args

from quizzes.generation.amounts import amount_of, amounts_of, are_disjoint
from quizzes.generation.base import FactBase
from quizzes.generation.data import load
from quizzes.generation.facts import IDENTITY, Fact
from quizzes.generation.items import BLANK, CHOICE_KINDS, Item, Kind, Option
from quizzes.generation.proofs import Truth, evaluate, predicate_text
from quizzes.generation.words import content_words, likeness, normal, squash, tokens

PROOFS = frozenset({"P1", "P2", "P3", "P4", "P5", "P6"})
LENGTH_RATIO = 1.25
DUPLICATE = 0.92
TYPED_WORDS = 4  # of an answer that is typed
ECHO = 0.8  # likeness from which two wrong options waste a place
VERBATIM_LIMIT = 7  # tokens of a lesson that a stem may repeat in one run
STEM_WORDS, SCENARIO_WORDS, OPTION_WORDS, SETTING_WORDS = (5, 45), 60, 18, 12

BRACKETS = (("(", ")"), ("[", "]"), ("“", "”"))

ALL_KINDS: frozenset[Kind] = frozenset(get_args(Kind))
ASKING_KINDS: frozenset[Kind] = frozenset({"single", "multiple", "short_answer", "numeric"})

Check = Callable[[Item, FactBase], str | None]
CHECKS: dict[int, tuple[Check, frozenset[Kind]]] = {}
# Complaints by row and by the object that was looked at; with the object, so that its id stays its own.
Judged = dict[tuple[int, int], tuple[str | None, object]]

# Rows that look at the stem and at what is asked alone.
STEM_ROWS = frozenset({4, 21, 22, 23, 24, 25, 28, 30})
# Rows that look at the options and at what is asked alone.
OPTION_ROWS = frozenset({1, 2, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 31, 32, 33, 34, 36})


@dataclass(frozen=True, slots=True)
class Failure:
    """A check that an item fails: the rubric's row and what is wrong."""

    row: int
    text: str


def gate(item: Item, base: FactBase, judged: Judged | None = None) -> Iterator[Failure]:
    """Yield every failure of an item, by row.

    Args:
        judged: of other items of one draft, used and added to. A row that looks at the stem alone, or
            at the options alone, is judged once for each stem and each set of options.
    """
    judged = {} if judged is None else judged
    for row, check in checks_of(item.kind):
        if row in STEM_ROWS:
            part: object = item.stem
        elif row in OPTION_ROWS:
            part = item.options
        else:
            part = item
        place = (row, id(part))
        if place not in judged:
            judged[place] = check(item, base), part
        if complaint := judged[place][0]:
            yield Failure(row, complaint)


@cache
def checks_of(kind: Kind) -> tuple[tuple[int, Check], ...]:
    """Return the checks that judge a kind of question, by row."""
    return tuple((row, check) for row, (check, kinds) in CHECKS.items() if kind in kinds)


def passes(item: Item, base: FactBase) -> bool:
    return next(gate(item, base), None) is None


def row(number: int, kinds: frozenset[Kind] = ALL_KINDS) -> Callable[[Check], Check]:
    """Register a check under its row of the rubric, for the kinds of question that it judges."""

    def register(check: Check) -> Check:
        CHECKS[number] = check, kinds
        return check

    return register


@cache
def cue(name: str) -> re.Pattern[str]:
    return re.compile(load("cues")[name], re.IGNORECASE)


# A. Validity of the key


@row(1)
def key_is_entailed(item: Item, base: FactBase) -> str | None:
    """Every key cites facts of the base, and only scored facts decide which option is right."""
    for option in item.right:
        proved = _is_proved(option, item.seeks)
        if not proved or not all(fact.key in base.keys for fact in option.facts):
            return f"“{option.text}” is not entailed by the facts."
        if item.seeks is Truth.FALSE and not _holds(base, option, item.asked[0], Truth.FALSE):
            return f"“{option.text}” is not known to be left open."
    proofs = (fact for option in item.options for fact in option.facts)
    if not all(fact.scored for fact in (*item.asked, *proofs)):
        return "A fact marked (no key) would decide the question."
    return None


@row(2, CHOICE_KINDS)
def distractors_are_false(item: Item, base: FactBase) -> str | None:
    """Every wrong option has a proof of class P1 to P6; a thing fails at least one thing asked.

    Where what does not hold is sought, it is the other way round: a wrong option holds.
    """
    opposite = Truth.TRUE if item.seeks is Truth.FALSE else Truth.FALSE
    for option in item.wrong:
        if not _is_proved(option, opposite):
            return f"“{option.text}” is not proved {opposite.value}."
        if opposite is Truth.TRUE and not _holds(base, option, option.facts[0], Truth.TRUE):
            return f"“{option.text}” may be left open as well."
        if item.direction.endswith(("name", "names")) and option.form == "name":
            verdicts = [evaluate(base, option.subject, fact).truth for fact in item.asked]
            if Truth.FALSE not in verdicts:
                return f"“{option.text}” may be right as well."
    return None


def _is_proved(option: Option, truth: Truth) -> bool:
    return option.proof == "TRUE" if truth is Truth.TRUE else option.proof in PROOFS


def _holds(base: FactBase, option: Option, said: Fact, truth: Truth) -> bool:
    """Tell whether what `said` says is known to be `truth` of the option's subject."""
    return evaluate(base, option.subject, said).truth is truth


@row(4)
def nothing_stale(item: Item, base: FactBase) -> str | None:
    """Prices, trials and limits decide a question only with a date."""
    for fact in item.asked:
        if is_undated(fact):
            return f"“{fact.value}” ages and has no date."
    return None


def is_undated(fact: Fact) -> bool:
    """Tell a price, a trial or a limit without the month in which it held.

    As a label such a word is enough; in a value it takes a number beside it ("limit access" stands).
    """
    ages = fact.phrase is None and cue("ageing").search(fact.slot)
    return fact.as_of is None and bool(ages or cue("volatile").search(predicate_text(fact)))


@row(5)
def every_option_is_evidenced(item: Item, base: FactBase) -> str | None:
    """Each option has an explanation and a citation whose words stand in the lesson."""
    for option in item.options:
        citations = option.citations
        if not option.explanation or not citations:
            return f"“{option.text}” is not explained."
        for citation in citations:
            if citation.lesson not in base.positions or citation.quote not in citation.passage:
                return f"The citation “{citation.quote}” does not resolve."
    return None


@row(6)
def things_are_taught(item: Item, base: FactBase) -> str | None:
    """Every thing that an option names is mentioned by the lesson or an earlier one."""
    for option in item.options:
        if option.form == "name" and not _mentioned(option.subject, item, base):
            return f"“{option.text}” is not taught yet."
    return None


def _mentioned(name: str, item: Item, base: FactBase) -> bool:
    limit = base.positions[item.lesson]
    return any(base.position(fact) <= limit for fact in base.by_subject.get(name, ()))


# B. Cues that reward test-wiseness


@row(7, CHOICE_KINDS)
def key_is_not_longest(item: Item, base: FactBase) -> str | None:
    longest_wrong = max(len(option.text) for option in item.wrong)
    for option in item.right:
        if len(option.text.split()) >= 4 and len(option.text) > LENGTH_RATIO * longest_wrong:
            return f"“{option.text}” stands out by its length."
    return None


@row(8, CHOICE_KINDS)
def no_clang(item: Item, base: FactBase) -> str | None:
    """No word is shared by the stem and the key alone."""
    wrong = set().union(*(_words(o, item, base) for o in item.wrong))
    stem = content_words(item.stem.text, base.stop_words)
    for option in item.right:
        if shared := (_words(option, item, base) & stem) - wrong:
            return f"“{sorted(shared)[0]}” stands in the stem and in the key alone."
    return None


def _words(option: Option, item: Item, base: FactBase) -> frozenset[str]:
    """Return the content words of an option; a name counts with its aliases and expansions."""
    text = option.text
    if option.form == "name" and option.subject in base.things:
        text = f"{text} {base.things[option.subject].all_names}"
    return content_words(text, base.stop_words)


@row(9, CHOICE_KINDS)
def name_does_not_explain_itself(item: Item, base: FactBase) -> str | None:
    """The name of the thing asked about does not contain the words that are asked."""
    names = content_words(item.hints, base.stop_words)
    asked = content_words(item.predicate, base.stop_words)
    in_all = frozenset.intersection(*(_words(option, item, base) for option in item.options))
    in_stem_anyway = asked_of_all(item, base)
    if shared := (names & asked) - in_all - in_stem_anyway:
        return f"The name gives “{sorted(shared)[0]}” away."
    return None


def asked_of_all(item: Item, base: FactBase) -> frozenset[str]:
    """Return words of the name that stand in every option, which tell nothing apart."""
    if item.kind == "true_false":
        return content_words(item.stem.text, base.stop_words)
    return frozenset()


@row(10, CHOICE_KINDS)
def one_grammatical_form(item: Item, base: FactBase) -> str | None:
    if len({option.form for option in item.options}) > 1:
        return "The options differ in form."
    if re.search(r"\b(a|an)\W*$", item.stem.text):
        return "The stem ends with an article."
    return None


@row(11, CHOICE_KINDS)
def options_are_parallel(item: Item, base: FactBase) -> str | None:
    counts = [len(option.text.split()) for option in item.options]
    if item.options[0].form != "name" and max(counts) >= 4 and max(counts) > 2 * min(counts):
        return "The options differ too much in length."
    if len({option.text[-1] in ".!" for option in item.options}) > 1:
        return "Only some options end with a full stop."
    if len({option.text[:1].isupper() or option.text[:1].isdigit() for option in item.options}) > 1:
        return "Only some options begin with a capital."
    return None


@row(12, CHOICE_KINDS)
def key_does_not_converge(item: Item, base: FactBase) -> str | None:
    """The key does not share more words with the others than any of them does."""
    if item.kind != "single":
        return None
    words = [content_words(option.text, base.stop_words) for option in item.options]
    sharing = [
        sum(len(mine & other) for j, other in enumerate(words) if j != i) / (len(words) - 1)
        for i, mine in enumerate(words)
    ]
    place = next(i for i, option in enumerate(item.options) if option.correct)
    if all(sharing[place] > other + 0.5 for i, other in enumerate(sharing) if i != place):
        return "The key shares most with the other options."
    return None


@row(13, CHOICE_KINDS)
def absolutes_in_all_or_none(item: Item, base: FactBase) -> str | None:
    marked = [bool(cue("absolute").search(option.text)) for option in item.options]
    if any(marked) and not all(marked) and item.kind != "true_false":
        return "Only some options hold an absolute word."
    return None


@row(14)
def no_vague_frequency(item: Item, base: FactBase) -> str | None:
    for option in item.options:
        if found := cue("vague").search(option.text):
            return f"“{found[0]}” is vague."
    return None


@row(15, CHOICE_KINDS)
def no_opposite_pair(item: Item, base: FactBase) -> str | None:
    """Exactly two options that are each other's opposite tell that one of them is right."""
    if item.kind == "true_false":
        return None
    pairs = [
        (one, other)
        for one, other in combinations(item.options, 2)
        if _opposite(one.text, other.text)
    ]
    if len(pairs) == 1 and any(option.correct for option in pairs[0]):
        return "The key and one other option are opposites."
    return None


@lru_cache(maxsize=100_000)
def _opposite(one: str, other: str) -> bool:
    left, right = set(tokens(one)), set(tokens(other))
    if left ^ right in ({"not"}, {"cannot", "can"}, {"no"}):
        return True
    return any(
        (a in left and b in right and left - {a} == right - {b})
        or (b in left and a in right and left - {b} == right - {a})
        for a, b in load("cues")["antonyms"]
    )


@row(16, CHOICE_KINDS)
def options_do_not_overlap(item: Item, base: FactBase) -> str | None:
    if item.kind == "true_false":
        return None
    for one, other in combinations(item.options, 2):
        if are_disjoint(one.text, other.text):
            continue
        left, right = (content_words(option.text) for option in (one, other))
        if one.form == "name":
            if base.things.get(one.subject) and one.subject == other.subject:
                return f"“{one.text}” and “{other.text}” are one thing."
        elif left and right and (left <= right or right <= left):
            return f"“{one.text}” and “{other.text}” overlap."
    return None


@row(17, CHOICE_KINDS)
def numbers_ascend(item: Item, base: FactBase) -> str | None:
    """Options that are numbers stand in ascending order, of one unit."""
    texts = [option.text for option in item.options]
    amounts = amounts_of(texts)
    if amounts != sorted(amounts):
        return "Numbers must ascend."
    if not amounts and all(text[:1].isdigit() and amount_of(text) for text in texts):
        return "Numbers must share their unit."
    return None


# C. The stem


@row(21)
def not_lifted(item: Item, base: FactBase) -> str | None:
    """The stem repeats no long run of the lesson's prose. A table row or a step is quoted on purpose."""
    for fact in item.asked:
        if fact.slot == "table" or fact.is_step:
            continue
        if _longest_shared_run(item.stem.text, fact.passage.text) > VERBATIM_LIMIT + 3:
            return "The stem is lifted from the lesson."
    return None


@lru_cache(maxsize=5_000)
def _longest_shared_run(stem: str, passage: str) -> int:
    """Return how many words in a row two texts share."""
    one, other = tokens(stem), tokens(passage)
    longest = 0
    lengths = [0] * (len(other) + 1)
    for word in one:
        fresh = [0] * (len(other) + 1)
        for j, candidate in enumerate(other):
            if word == candidate:
                fresh[j + 1] = lengths[j] + 1
                longest = max(longest, fresh[j + 1])
        lengths = fresh
    return longest


@row(22)
def stem_is_focused(item: Item, base: FactBase) -> str | None:
    """The stem asks one thing and names what it asks for."""
    text = item.stem.text
    if text.count("?") > 1 or not re.search(
        r"\?( \(Select TWO\.\))?$|\(Select TWO\.\)$|[.”]$", text
    ):
        return "The stem must end with one question."
    if item.kind in ASKING_KINDS and "?" not in text and "Select TWO" not in text:
        return "The stem asks nothing."
    if item.kind != "true_false" and item.stem.asks_for.lower() not in text.lower():
        return "The stem does not name what it asks for."
    return None


@row(23)
def stem_is_positive(item: Item, base: FactBase) -> str | None:
    if item.kind != "true_false" and (found := cue("negative").search(item.stem.text)):
        return f"“{found[0]}” makes the stem negative."
    return None


@row(24)
def every_clause_does_work(item: Item, base: FactBase) -> str | None:
    """The setting is short, and each demand of a scenario rules out an option that no other does."""
    if len(item.stem.setting.split()) > SETTING_WORDS:
        return "The setting says more than the question needs."
    if not item.clauses:
        is_scenario = item.direction.endswith("needs>name")
        return "The scenario has no clause table." if is_scenario else None
    if [clause.fact.key for clause in item.clauses] != [fact.key for fact in item.asked]:
        return "The clause table is not that of the stem."
    fails = [_failing(clause.fact, item, base) for clause in item.clauses]
    ruled_out = [
        mine & set(clause.rules_out) for clause, mine in zip(item.clauses, fails, strict=True)
    ]
    for place, clause in enumerate(item.clauses):
        others = set().union(*(fails[:place] + fails[place + 1 :]))
        if not ruled_out[place] - others:
            return f"Without “{clause.fact.value}” the answer would be the same."
    for option in item.wrong:
        if option.subject not in set().union(*ruled_out):
            return f"No clause rules out “{option.text}”."
    return None


def _failing(demand: Fact, item: Item, base: FactBase) -> set[str]:
    """Return the things among the wrong options of which the demand is proved false."""
    return {o.subject for o in item.wrong if _holds(base, o, demand, Truth.FALSE)}


@row(25)
def one_question(item: Item, base: FactBase) -> str | None:
    if len(
        re.findall(r"\b(and|or) (what|which|who|when|where|why|how)\b", item.stem.text, re.I)
    ) > (1 if item.kind == "true_false" else 0):
        return "The stem asks two things."
    return None


@row(26)
def lengths_fit(item: Item, base: FactBase) -> str | None:
    words = len(item.stem.text.split())
    high = SCENARIO_WORDS if item.stem.setting else STEM_WORDS[1]
    if not STEM_WORDS[0] <= words <= high:
        return f"The stem has {words} words."
    for option in item.options:
        if len(option.text.split()) > OPTION_WORDS:
            return f"“{option.text}” is too long for an option."
    return None


@row(27)
def no_noise(item: Item, base: FactBase) -> str | None:
    for text in (item.stem.text.replace(BLANK, "gap"), *(o.text for o in item.options)):
        if text != squash(text) or cue("markdown").search(text) or cue("chat").search(text):
            return f"“{text}” holds marks or noise."
        if any(text.count(left) != text.count(right) for left, right in BRACKETS):
            return f"“{text}” has an open bracket or quote."
        if doubled := next((a for a, b in pairwise(tokens(text)) if a == b and a.isalpha()), None):
            return f"“{doubled}” stands twice."
    return None


@row(28)
def nothing_dangles(item: Item, base: FactBase) -> str | None:
    """No pronoun without its noun: of the stem, and of an asked value put into it."""
    for fact in item.asked:
        if word := dangling_word(fact):
            return f"“{word}” has nothing to refer to."
    return None


def dangling_word(fact: Fact) -> str:
    """Return the pronoun in a value whose noun stands elsewhere, or ""."""
    found = cue("dangling").search(fact.value)
    if found is None:
        return ""
    has_noun = found[0].lower() in {"these", "those", "this"} and _has_noun_after(fact, found[0])
    return "" if has_noun else found[0]


def _has_noun_after(fact: Fact, word: str) -> bool:
    after = re.search(rf"\b{word}\s+([a-z-]+)", fact.value, re.IGNORECASE)
    return bool(after and content_words(after[1]))


@row(29)
def acronyms_are_introduced(item: Item, base: FactBase) -> str | None:
    """Every acronym of the stem and the options stands in this lesson or an earlier one."""
    limit = base.positions[item.lesson]
    for text in (item.stem.text, *(option.text for option in item.options)):
        for acronym in re.findall(r"\b[A-Z][A-Z0-9]{1,}\b", text):
            if acronym != "TWO" and base.introduced.get(acronym, limit + 1) > limit:
                return f"“{acronym}” has not been introduced."
    return None


@row(30, ALL_KINDS - {"ordering"})
def criterion_is_stated(item: Item, base: FactBase) -> str | None:
    asked = " ".join(fact.value for fact in item.asked)
    found = cue("criterion").search(item.stem.text)
    if found and found[0].lower() not in asked.lower():
        return f"“{found[0]}” names no criterion."
    return None


# D. Options and special formats


@row(31, CHOICE_KINDS)
def no_all_or_none(item: Item, base: FactBase) -> str | None:
    for option in item.options:
        if cue("all_or_none").search(option.text):
            return f"“{option.text}” refers to the other options."
    return None


@row(32, CHOICE_KINDS)
def no_combinations(item: Item, base: FactBase) -> str | None:
    """No option is put together from others ("A and B")."""
    if item.kind == "true_false":
        return None
    texts = [normal(option.text) for option in item.options]
    for text in texts:
        inside = [other for other in texts if other != text and other and other in text]
        if len(inside) > 1:
            return f"“{text}” combines other options."
    return None


@row(33, CHOICE_KINDS)
def options_differ(item: Item, base: FactBase) -> str | None:
    if item.kind == "true_false":
        return None
    for one, other in combinations(item.options, 2):
        limit = DUPLICATE if one.correct or other.correct else ECHO
        if are_disjoint(one.text, other.text):
            continue
        if one.form != "name" and likeness(one.text, other.text) >= limit:
            return f"“{one.text}” and “{other.text}” say the same."
    return None


@row(34, CHOICE_KINDS)
def options_are_of_one_type(item: Item, base: FactBase) -> str | None:
    """Named things are of one kind, by the table they share or by their own."""
    if item.options[0].form != "name" or not item.asked[0].kind:
        return None
    for option in item.options:
        kinds = {fact.kind for fact in base.by_subject.get(option.subject, ())}
        if item.asked[0].kind not in kinds:
            return f"“{option.text}” is not of the kind “{item.asked[0].kind}”."
    return None


@row(35, CHOICE_KINDS)
def count_matches(item: Item, base: FactBase) -> str | None:
    said_two = "Select TWO" in item.stem.text
    if said_two != (item.kind == "multiple"):
        return "The stem and the number of keys disagree."
    if item.kind == "multiple" and (len(item.options) != 5 or len(item.right) != 2):
        return "“Select TWO” needs five options and two keys."
    return None


@row(36, frozenset({"true_false"}))
def true_false_is_sound(item: Item, base: FactBase) -> str | None:
    """Two verdicts by two reasons, and no "not" in the claim."""
    said = [option.verdict for option in item.options]
    if sorted(map(str, said)) != ["False", "False", "True", "True"]:
        return "A true/false item needs each verdict twice."
    if re.search(r"\b(not|cannot|never|no)\b", item.predicate):
        return "The claim is a negation."
    return None


@row(37, frozenset({"matching"}))
def matching_is_sound(item: Item, base: FactBase) -> str | None:
    """Every premise fits its own response and is proved not to fit any other."""
    extras = [option for option in item.options if not option.premise]
    is_sorting = len({option.text for option in item.right}) < len(item.right)
    if not is_sorting and not 1 <= len(extras) <= 2:
        return "Matching needs one or two responses more than premises."
    for option in item.right:
        for other in item.options:
            said = other.facts[0] if other.premise else other.aside[0]
            if other.text == option.text:
                continue
            if evaluate(base, option.subject, said).truth is not Truth.FALSE:
                return f"“{option.premise}” may fit “{other.text}” as well."
        line = option.premise if option.form == "name" else option.text
        names = content_words(base.things[option.subject].all_names, base.stop_words)
        if shared := names & content_words(line, base.stop_words):
            return f"“{sorted(shared)[0]}” pairs “{option.premise}” with its response."
    return None


@row(38, frozenset({"ordering"}))
def ordering_is_sound(item: Item, base: FactBase) -> str | None:
    """The steps are all of one process, and none tells its place by a word."""
    for option in item.options:
        if found := cue("sequence").search(option.text):
            return f"“{found[0]}” tells the place of a step."
    return None


@row(39, frozenset({"cloze", "short_answer"}))
def typed_answer_is_unique(item: Item, base: FactBase) -> str | None:
    """One short answer, not given away by the stem, and no other value is known to fit or not denied."""
    key = item.options[0]
    if len(key.text.split()) > TYPED_WORDS:
        return f"“{key.text}” is too long to type."
    stem = item.stem.text
    if item.kind == "cloze" and (stem.count(BLANK) != 1 or not stem.endswith(f"{BLANK}.")):
        return "A gap must stand once, at the end."
    if re.search(rf"\b(a|an)\s+{BLANK}", stem, re.IGNORECASE):
        return "The article before the gap tells of the answer."
    told = content_words(stem) - content_words(item.asked[0].kind) - base.stop_words
    if shared := content_words(f"{key.text} {item.hints}") & told:
        return f"“{sorted(shared)[0]}” of the answer stands in the stem."
    if key.form == "name":
        return _another_fits(item, base)
    return None


def _another_fits(item: Item, base: FactBase) -> str | None:
    """Complain of the first thing of the kind asked for that is not proved not to fit."""
    asked = item.asked[0]
    # A definition that fits one thing alone is false of all but those of which it is said.
    defined = [fact.subject for fact in base.by_predicate[asked.predicate]]
    for name in defined if asked.slot == IDENTITY else base.by_kind[asked.kind]:
        if name != asked.subject and evaluate(base, name, asked).truth is not Truth.FALSE:
            return f"“{name}” may fit as well."
    return None


@row(40, frozenset({"numeric"}))
def number_is_sound(item: Item, base: FactBase) -> str | None:
    """The unit stands in the stem; the number does not."""
    key = item.options[0]
    if key.unit and not content_words(key.unit) <= content_words(item.stem.text):
        return f"The stem does not name the unit “{key.unit}”."
    if re.search(rf"\b{re.escape(key.text)}\b", item.stem.text):
        return "The stem holds the number."
    return None
