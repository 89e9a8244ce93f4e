"""`manage.py audit_bank [--json]`: count the bank, show its gaps, and check every question again."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quizzes.bank.audit import audit
from quizzes.management.arguments import add_course, chosen_courses


class Command(BaseCommand):
    help = (
        "Count the bank, show facts that no question asks and why, and check every question again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_course(parser)
        parser.add_argument("--json", action="store_true", help="print everything as JSON")
        parser.add_argument("--seed", type=int, default=0, help="the seed the bank was built with")

    def handle(self, *args: Any, **options: Any) -> None:
        audits = [audit(course, seed=options["seed"]) for course in chosen_courses(options)]
        if options["json"]:
            whole = {
                "questions": sum(found["questions"] for found in audits),
                "failures": [failure for found in audits for failure in found["failures"]],
                "courses": audits,
            }
            self.stdout.write(json.dumps(whole, ensure_ascii=False, indent=2))
        else:
            for found in audits:
                self._summarise(found)
        faults = [fault for found in audits for fault in _faults(found)]
        if faults:
            raise CommandError("\n".join(faults))

    def _summarise(self, found: dict[str, Any]) -> None:
        self.stdout.write(f"{found['course']}: {found['questions']} questions")
        for name, counts in found["counts"].items():
            told = ", ".join(f"{word} {count}" for word, count in counts.items())
            self.stdout.write(f"  by {name}: {told}")
        for importance, row in found["coverage"]["importance"].items():
            self.stdout.write(
                f"  importance {importance}: {row['asked']} of {row['facts']} facts asked, "
                f"{row['met']} in ways enough ({row['share']:.0%}, bar {row['bar']:.0%})"
            )
        guessing = found["guessing"]
        self.stdout.write(f"  guessing {guessing['questions']} questions: {guessing['rule']}")
        for solver in found["solvers"]:
            self.stdout.write(
                f"  guessing by {solver['solver']}: {solver['share']:.3f} "
                f"(chance {solver['chance']:.3f}, p {solver['p_value']:.3f})"
            )
        for statistic in found["balance"]:
            self.stdout.write(f"  row {statistic['row']}, {statistic['name']}: {statistic['told']}")
            for offender in statistic["offenders"]:
                self.stdout.write(f"    {offender}")
        for gap in found["coverage"]["gaps"]:
            self._tell_gap(gap)
        for problem in found["problems"]:
            where = f"{problem['lesson']}:{problem['line']}"
            self.stdout.write(f"  {where}: {problem['text']} {problem['cure']}")
        for failure in found["failures"]:
            self.stdout.write(f"  FAILS row {failure['row']}: {failure['stem']} {failure['text']}")

    def _tell_gap(self, gap: dict[str, Any]) -> None:
        wanted = gap["asked"] + gap["missing"]
        self.stdout.write(
            f"  asked in {gap['asked']} of {wanted} ways ({', '.join(gap['reasons'])}): "
            f"{gap['sentence']} [{gap['lesson']}:{gap['line']}]"
        )
        self.stdout.write(f"    {gap['write']}")


def _faults(found: dict[str, Any]) -> Iterator[str]:
    """Yield a line for everything that fails, with the course it is in."""
    course = found["course"]
    if found["failures"]:
        rows = sorted({failure["row"] for failure in found["failures"]})
        told = ", ".join(str(row) for row in rows)
        yield f"{course}: {len(found['failures'])} failures of single questions (rows {told})."
    for solver in found["solvers"]:
        if solver["fails"]:
            yield (
                f"{course}: guessing by “{solver['solver']}” finds {solver['share']:.3f}, "
                f"chance {solver['chance']:.3f}."
            )
    for statistic in found["balance"]:
        if statistic["fails"]:
            yield f"{course}: row {statistic['row']}, {statistic['name']}: {statistic['told']}."
