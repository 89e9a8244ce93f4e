"""`manage.py lint_lessons [--course SLUG | FILE…]`: what keeps lessons from being asked well."""

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.loading import BadFixture, fixture_files, read_rows
from quizzes.bank.linting import counted, gain_of, survey_course
from quizzes.generation.bank import build_bank
from quizzes.generation.lint import Finding, lint
from quizzes.generation.preview import base_of
from quizzes.generation.survey import Survey, survey
from quizzes.generation.trials import TRIALS, Promise, best_lines
from quizzes.management.arguments import add_course, chosen_courses


class Command(BaseCommand):
    help = (
        "Say what keeps lessons from being asked well, each with the line, the cure and the "
        "questions it would unlock; then which lines to write next. Exits 1 on an error."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_course(parser)
        parser.add_argument(
            "files", nargs="*", type=Path, help="fixtures, folders of them, or Markdown lessons"
        )
        parser.add_argument("--json", action="store_true", help="print everything as JSON")
        parser.add_argument("--strict", action="store_true", help="exit 1 on advice as well")
        parser.add_argument(
            "--next", type=int, default=10, metavar="N", help="lines to write next to show (10)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        reports = [_report(name, course) for name, course in self._surveys(options)]
        if options["json"]:
            self.stdout.write(json.dumps(reports, ensure_ascii=False, indent=2))
        for report in () if options["json"] else reports:
            for line in _told(report, options["next"]):
                self.stdout.write(line)
        count = Counter(f["severity"] for report in reports for f in report["findings"])
        if count["error"] or (options["strict"] and count["advice"]):
            raise CommandError(f"{count['error']} errors, {count['advice']} pieces of advice.")

    def _surveys(self, options: dict[str, Any]) -> Iterator[tuple[str, Survey]]:
        if not options["files"]:
            yield from ((course.slug, survey_course(course)) for course in chosen_courses(options))
            return
        if options["course"]:
            raise CommandError("Name files or a course, not both.")
        try:
            base = base_of(fixture_files(options["files"]), read=_rows)
        except (BadFixture, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        except KeyError as error:
            raise CommandError(f"A lesson of these files lacks its {error}.") from error
        yield ", ".join(map(str, options["files"])), survey(base, build_bank(base))


def _rows(path: Path) -> list[dict[str, Any]]:
    return [{"model": row.label, "fields": row.fields} for row in read_rows(path)]


def _report(name: str, course: Survey) -> dict[str, Any]:
    return {
        "course": name,
        "lessons": len(course.base.lessons),
        "questions": len(course.bank.items),
        "findings": [asdict(finding) for finding in lint(course, trials=TRIALS)],
        "coverage": {
            importance: {"facts": share.facts, "met": share.met, "bar": share.bar}
            for importance, share in course.coverage.shares.items()
        },
        "next": [_line(promise) for promise in best_lines(course)],
    }


def _line(promise: Promise) -> dict[str, Any]:
    remedy = promise.remedy
    return {
        "lesson": remedy.lesson,
        "line": remedy.line,
        "where": remedy.where,
        "text": remedy.text,
        "condition": remedy.condition,
        "can be pasted": remedy.exact,
        "unlocks": promise.unlocks,
        "counted": promise.counted,
        "facts": [row.fact.statement for row in promise.rows],
    }


def _told(report: dict[str, Any], shown: int) -> Iterator[str]:
    yield f"{report['course']}: {report['lessons']} lessons, {report['questions']} questions."
    for finding in (Finding(**one) for one in report["findings"]):
        yield ""
        yield f"{finding.severity}: {finding.lesson}, line {finding.line} [{finding.rule}]"
        if finding.words:
            yield f"    {finding.words}"
        yield f"  {finding.what}"
        yield f"  {finding.cure}{gain_of(finding)}"
    if not report["findings"]:
        yield "Nothing to mend."
    yield ""
    for importance, share in report["coverage"].items():
        yield (
            f"Facts of importance {importance} asked in ways enough: {share['met']} of "
            f"{share['facts']} (bar {share['bar']:.0%})."
        )
    yield from _told_next(report["next"], shown)


def _told_next(lines: list[dict[str, Any]], shown: int) -> Iterator[str]:
    if lines and shown:
        yield ""
        yield "One line more, and what it unlocks:"
    for line in lines[:shown]:
        condition = f", {line['condition']}" if line["condition"] else ""
        gain = counted(line["unlocks"], exactly=line["counted"])
        yield f"  {gain}, {line['where']}{condition}:"
        yield f"    {line['text'].strip()}"
    if len(lines) > shown:
        yield f"  … and {len(lines) - shown} lines more (--next {len(lines)})."
