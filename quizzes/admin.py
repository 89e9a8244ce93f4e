"""The instructors' view of the bank and of what was answered. Wordings and answers are read-only."""

from __future__ import annotations

from textwrap import shorten

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from config.admin import ReadOnlyAdmin, ReadOnlyInline, ReadOnlyStack
from quizzes.answers import kind_of
from quizzes.generation.difficulty import spread_of
from quizzes.models import (
    Attempt,
    AttemptItem,
    Fact,
    FactChange,
    Question,
    Report,
    Response,
    Version,
)
from quizzes.notes.admin import AskingAdmin, NotesFileAdmin, ProposalAdmin
from quizzes.notes.models import Asking, NotesFile, Proposal
from quizzes.reports import services as reporting
from quizzes.reports.admin import ReportAdmin, options_as_html

PART = 48  # characters of a premise or a step, enough to tell it from others

admin.site.register(NotesFile, NotesFileAdmin)
admin.site.register(Proposal, ProposalAdmin)
admin.site.register(Asking, AskingAdmin)
admin.site.register(Report, ReportAdmin)


def stem_as_html(version: Version) -> SafeString:
    """Return the stem, and of a question whose stem tells little the parts that tell it apart."""
    parts = " · ".join(shorten(part, PART, placeholder=" …") for part in kind_of(version).parts)
    if not parts:
        return format_html("{}", version.stem)
    return format_html('{}<br><span class="quiet">{}</span>', version.stem, parts)


def difficulty_as_html(question: Question) -> SafeString:
    """Return the predicted difficulty with what it is the sum of."""
    rows = (
        (f"{reason['logits']:+.2f}", reason["feature"]) for reason in question.difficulty_reasons
    )
    return format_html(
        "{} ± {}<ul>{}</ul>",
        f"{question.difficulty_prior:+.2f}",
        f"{spread_of(question.kind):.2f}",
        format_html_join("", "<li>{} {}</li>", rows),
    )


class VersionInline(ReadOnlyStack):
    model = Version
    fk_name = "question"
    fields = ("number", "stem", "options_shown", "generator_version", "created_at")
    readonly_fields = fields

    @admin.display(description="Options")
    def options_shown(self, version: Version) -> SafeString:
        return options_as_html(version)


@admin.register(Question)
class QuestionAdmin(ReadOnlyAdmin):
    list_display = ("stem", "lesson", "kind", "level", "model", "predicted", "status")
    list_filter = ("lesson__module__course", "lesson", "kind", "level", "model", "status")
    list_select_related = ("lesson", "current__question")
    search_fields = ("key", "current__stem")
    fields = ("stem", "lesson", "kind", "level", "model", "status", "origin", "difficulty", "key")
    readonly_fields = ("stem", "difficulty")
    inlines = (VersionInline,)
    actions = ("reject", "accept", "suspend")

    @admin.display(description="Question", ordering="current__stem")
    def stem(self, question: Question) -> SafeString | str:
        return stem_as_html(question.current) if question.current else question.key

    @admin.display(description="Difficulty", ordering="difficulty_prior")
    def predicted(self, question: Question) -> str:
        return f"{question.difficulty_prior:+.2f}"

    @admin.display(description="Predicted difficulty (logits, higher is harder)")
    def difficulty(self, question: Question) -> SafeString:
        return difficulty_as_html(question)

    @admin.action(description="Reject: never ask these again", permissions=["reject"])
    def reject(self, request: HttpRequest, questions: QuerySet[Question]) -> None:
        changed = questions.update(status=Question.Status.REJECTED)
        messages.success(request, f"{changed} questions rejected. They will not come back.")

    @admin.action(description="Ask again what was suspended or rejected", permissions=["reject"])
    def accept(self, request: HttpRequest, questions: QuerySet[Question]) -> None:
        changed = reporting.resume(questions)
        messages.success(request, f"{changed} questions are asked again.")

    @admin.action(description="Suspend: do not ask these for now", permissions=["reject"])
    def suspend(self, request: HttpRequest, questions: QuerySet[Question]) -> None:
        changed = reporting.suspend(questions)
        messages.success(request, f"{changed} questions are not asked until you say so.")

    def has_reject_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("quizzes.change_question")


class FactChangeInline(ReadOnlyInline):
    model = FactChange
    fields = ("statement", "kind", "made_at", "version")
    readonly_fields = fields
    verbose_name_plural = "what it said before"


@admin.register(Fact)
class FactAdmin(ReadOnlyAdmin):
    inlines = (FactChangeInline,)
    list_display = ("statement", "lesson", "importance", "polarity", "scored", "status")
    list_filter = ("lesson__module__course", "lesson", "importance", "polarity", "status")
    list_select_related = ("lesson",)
    search_fields = ("statement", "key", "subject")


@admin.register(FactChange)
class FactChangeAdmin(ReadOnlyAdmin):
    list_display = ("said_before", "says_now", "change", "made_at", "lesson")
    list_filter = ("kind", "fact__lesson__module__course", "fact__lesson")
    list_select_related = ("fact__lesson",)
    search_fields = ("statement", "fact__statement", "fact__key", "subject")
    fields = ("statement", "says_now", "kind", "made_at", "lesson", "number", "version")
    readonly_fields = ("says_now", "lesson")
    date_hierarchy = "made_at"
    ordering = ("-made_at", "-pk")

    @admin.display(description="Said before", ordering="statement")
    def said_before(self, change: FactChange) -> str:
        return change.statement

    @admin.display(description="Change", ordering="kind")
    def change(self, change: FactChange) -> str:
        return change.get_kind_display().partition(":")[0]

    @admin.display(description="Says now", ordering="fact__statement")
    def says_now(self, change: FactChange) -> SafeString:
        fact = change.fact
        address = reverse("admin:quizzes_fact_change", args=(fact.pk,))
        gone = " (no lesson says it any more)" if fact.status == Fact.Status.RETIRED else ""
        return format_html('<a href="{}">{}</a>{}', address, fact.statement, gone)

    @admin.display(ordering="fact__lesson")
    def lesson(self, change: FactChange) -> SafeString:
        row = change.fact.lesson
        address = reverse("admin:courses_lesson_change", args=(row.pk,))
        return format_html('<a href="{}">{}</a>', address, row)


class AttemptItemInline(ReadOnlyInline):
    model = AttemptItem
    fields = ("position", "version", "scored", "flagged")
    readonly_fields = fields


@admin.register(Attempt)
class AttemptAdmin(ReadOnlyAdmin):
    list_display = ("title", "user", "course", "mode", "started_at", "finished_at")
    list_filter = ("course", "mode")
    list_select_related = ("user", "course")
    date_hierarchy = "started_at"
    inlines = (AttemptItemInline,)


@admin.register(Response)
class ResponseAdmin(ReadOnlyAdmin):
    list_display = ("item", "points", "seconds", "created_at")
    list_select_related = ("item__attempt",)
    date_hierarchy = "created_at"
