"""The instructors' view of the bank and of what was answered. Wordings and answers are read-only."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from quizzes.answers import kind_of
from quizzes.models import Attempt, AttemptItem, Fact, Question, Response, Version


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that the application writes and people only look at."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyInline(admin.TabularInline):
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def options_as_html(version: Version) -> SafeString:
    """Return the options with what is right marked in words, their explanations and proofs."""
    kind = kind_of(version)
    rows = (
        (kind.listed(option), option["explanation"], option["proof"]["class"])
        for option in version.options
    )
    return format_html(
        "<ul>{}</ul>",
        format_html_join("", "<li><strong>{}</strong><br>{} <small>[{}]</small></li>", rows),
    )


class VersionInline(ReadOnlyInline):
    model = Version
    fk_name = "question"
    fields = ("number", "stem", "options_shown", "generator_version", "created_at")
    readonly_fields = fields

    @admin.display(description="Options")
    def options_shown(self, version: Version) -> SafeString:
        return options_as_html(version)


@admin.register(Question)
class QuestionAdmin(ReadOnlyAdmin):
    list_display = ("stem", "lesson", "kind", "level", "model", "status")
    list_filter = ("lesson__module__course", "lesson", "kind", "level", "model", "status")
    list_select_related = ("lesson", "current")
    search_fields = ("key", "current__stem")
    fields = ("key", "lesson", "kind", "level", "model", "status", "origin")
    inlines = (VersionInline,)
    actions = ("reject", "accept")

    @admin.display(description="Question", ordering="current__stem")
    def stem(self, question: Question) -> str:
        return question.current.stem if question.current else question.key

    @admin.action(description="Reject: never ask these again", permissions=["reject"])
    def reject(self, request: HttpRequest, questions: QuerySet[Question]) -> None:
        changed = questions.update(status=Question.Status.REJECTED)
        messages.success(request, f"{changed} questions rejected. They will not come back.")

    @admin.action(description="Accept again: undo a rejection", permissions=["reject"])
    def accept(self, request: HttpRequest, questions: QuerySet[Question]) -> None:
        rejected = questions.filter(status=Question.Status.REJECTED)
        changed = rejected.update(status=Question.Status.LIVE)
        messages.success(request, f"{changed} questions are asked again.")

    def has_reject_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("quizzes.change_question")


@admin.register(Fact)
class FactAdmin(ReadOnlyAdmin):
    list_display = ("statement", "lesson", "importance", "polarity", "scored", "status")
    list_filter = ("lesson__module__course", "lesson", "importance", "polarity", "status")
    list_select_related = ("lesson",)
    search_fields = ("statement", "key", "subject")


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
