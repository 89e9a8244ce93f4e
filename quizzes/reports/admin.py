"""The instructors' view of what learners report: the question with its key, and a word in return."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.models import User
from config.admin import DecidedAdmin
from quizzes.answers import kind_of
from quizzes.models import Correction, Question, Report, Version
from quizzes.reports import services as reporting


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


class CorrectionInline(admin.StackedInline):
    """What was done, in words for the learner. A word in return closes the report; none is changed."""

    model = Correction
    extra = 1
    max_num = 10
    fields = ("text",)
    verbose_name = "word in return"
    verbose_name_plural = "What was done about it"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("quizzes.change_report")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("quizzes.view_report")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReportAdmin(DecidedAdmin):
    list_display = ("stem", "reason", "text", "status", "asked", "created_at")
    list_filter = ("status", "reason", "version__question__status", "version__question__lesson")
    list_select_related = ("version__question__lesson",)
    search_fields = ("text", "version__stem", "version__question__key")
    date_hierarchy = "created_at"
    fields = ("reason", "text", "status", "created_at", "question", "options", "asked")
    readonly_fields = fields
    inlines = (CorrectionInline,)
    actions = ("close", "suspend", "ask_again")

    @admin.display(description="Question", ordering="version__stem")
    def stem(self, report: Report) -> str:
        return report.version.stem

    @admin.display(description="Question")
    def question(self, report: Report) -> SafeString:
        address = reverse("admin:quizzes_question_change", args=(report.version.question_id,))
        return format_html('<a href="{}">{}</a>', address, report.version.stem)

    @admin.display(description="Options")
    def options(self, report: Report) -> SafeString:
        return options_as_html(report.version)

    @admin.display(description="The question is", ordering="version__question__status")
    def asked(self, report: Report) -> str:
        return report.version.question.get_status_display()

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: Any, change: bool
    ) -> None:
        for correction in formset.save(commit=False):
            reporting.answer_report(
                report=form.instance,
                by=cast("User", request.user),
                text=correction.text,
                now=timezone.now(),
            )

    @admin.action(description="Close without a word", permissions=["change"])
    def close(self, request: HttpRequest, reports: QuerySet[Report]) -> None:
        messages.success(request, f"{reporting.close_reports(reports)} reports are closed.")

    @admin.action(description="Suspend their questions", permissions=["change"])
    def suspend(self, request: HttpRequest, reports: QuerySet[Report]) -> None:
        changed = reporting.suspend(questions_of(reports))
        messages.success(request, f"{changed} questions are not asked until you say so.")

    @admin.action(description="Ask their questions again", permissions=["change"])
    def ask_again(self, request: HttpRequest, reports: QuerySet[Report]) -> None:
        changed = reporting.resume(questions_of(reports))
        messages.success(request, f"{changed} questions are asked again.")


def questions_of(reports: QuerySet[Report]) -> QuerySet[Question]:
    return Question.objects.filter(versions__reports__in=reports.order_by().values("pk"))
