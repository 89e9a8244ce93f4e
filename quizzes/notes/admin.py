"""The instructors' list of what was proposed and asked from notes, and the notes themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from config.admin import DecidedAdmin, ReadOnlyAdmin
from courses.loading import BadFixture, LoadReport
from courses.models import Course
from quizzes.notes.decisions import (
    BatchRefused,
    NotAnAnswer,
    answer_askings,
    approve_batch,
    decide_proposals,
    edit_proposal,
)
from quizzes.notes.drafts import draft_of
from quizzes.notes.forms import AskingForm, ProposalForm, StatusForm
from quizzes.notes.gains import measure_askings
from quizzes.notes.models import WORDS, Asking, NotesFile, Proposal
from quizzes.notes.telling import BANDS, LIKELY, load_lines
from quizzes.notes.trial import SURE, trial_of

Status = Proposal.Status
DONE = {Status.PROPOSED: "Reopened", Status.APPROVED: "Approved", Status.REJECTED: "Rejected"}


class ConfidenceFilter(admin.SimpleListFilter):
    title = "confidence"
    parameter_name = "confidence"
    bands = dict(
        zip(
            ("sure", "likely", "doubtful"),
            (
                Q(confidence__gte=SURE),
                Q(confidence__gte=LIKELY, confidence__lt=SURE),
                Q(confidence__lt=LIKELY),
            ),
            strict=True,
        )
    )

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(zip(self.bands, BANDS, strict=True))

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        band = self.bands.get(self.value() or "")
        return queryset if band is None else queryset.filter(band)


class DrawnFilter(admin.SimpleListFilter):
    """The drawn proposals that have to be looked at alone before others are approved together."""

    title = "what to decide first"
    parameter_name = "drawn"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("left", "Drawn, to be looked at alone")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() != "left":
            return queryset
        courses = Course.objects.exclude(notes_files=None)
        return queryset.filter(pk__in=[p.pk for course in courses for p in trial_of(course).left])


class NotesAdmin(DecidedAdmin):
    list_per_page = 50

    def carry_out(
        self, request: HttpRequest, service: Callable[..., list[LoadReport]], **wish: Any
    ) -> bool:
        """Call a service for who is logged in, tell what it did to the lessons or why it refused."""
        try:
            loads = service(by=request.user, now=timezone.now(), **wish)
        except (BatchRefused, NotAnAnswer, BadFixture) as error:
            messages.error(request, str(error))
            return False
        for line in (line for load in loads for line in load_lines(load)):
            messages.warning(request, line)
        return True

    @admin.display(description="Where", ordering="line")
    def place(self, row: Proposal | Asking) -> str:
        return f"{row.file.path}:{row.line}"


class ProposalAdmin(NotesAdmin):
    form = ProposalForm
    list_display = ("statement", "status", "source", "sure", "lesson")
    list_editable = ("status",)
    list_filter = (
        "file__course",
        "status",
        ConfidenceFilter,
        DrawnFilter,
        "lesson",
        "rule",
    )
    list_select_related = ("file", "lesson")
    search_fields = ("statement", "quote", "key")
    actions = ("approve", "reject", "reopen")
    readonly_fields = (
        *("statement", "place", "quote", "rule", "confidence", "lesson", "read_shown"),
        *("notice", "status", "decided_by", "decided_at", "key"),
    )
    fieldsets = (
        (
            None,
            {
                "fields": ("statement", *WORDS),
                "description": "Saving approves the fact with these words.",
            },
        ),
        ("In the notes", {"fields": ("place", "quote", "read_shown", "rule", "confidence")}),
        (
            "Decision",
            {"fields": ("lesson", "status", "notice", "decided_by", "decided_at", "key")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Leave out what the notes no longer say, unless a person wrote it anew."""
        rows = super().get_queryset(request)
        return rows.filter(Q(gone=False) | Q(status=Status.EDITED))

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[StatusForm]:
        return StatusForm

    @admin.display(description="In the notes", ordering="order")
    def source(self, proposal: Proposal) -> SafeString:
        return format_html("{}<br>{}", self.place(proposal), proposal.quote)

    @admin.display(description="How sure", ordering="confidence")
    def sure(self, proposal: Proposal) -> SafeString:
        return format_html("{}<br>{}", f"{proposal.confidence:.2f}", proposal.rule)

    @admin.display(description="Read as")
    def read_shown(self, proposal: Proposal) -> str:
        return " · ".join(proposal.read.get(name, "") for name in WORDS)

    def save_model(self, request: HttpRequest, obj: Proposal, form: Any, change: bool) -> None:
        """Carry out what the list (a status) or the page (words) decided."""
        if isinstance(form, StatusForm):
            self.carry_out(request, decide_proposals, proposals=[obj], status=Status(obj.status))
        else:
            words = {name: form.cleaned_data[name] for name in WORDS}
            self.carry_out(request, edit_proposal, proposal=obj, words=words)

    @admin.action(description="Approve (several: only if sure, after the drawn ones)")
    def approve(self, request: HttpRequest, proposals: QuerySet[Proposal]) -> None:
        if len(proposals) == 1:
            self._decide(request, proposals, Status.APPROVED)
        elif self.carry_out(request, approve_batch, proposals=proposals):
            messages.success(request, f"{DONE[Status.APPROVED]}: {len(proposals)}.")

    @admin.action(description="Reject")
    def reject(self, request: HttpRequest, proposals: QuerySet[Proposal]) -> None:
        self._decide(request, proposals, Status.REJECTED)

    @admin.action(description="Reopen: take the decision back")
    def reopen(self, request: HttpRequest, proposals: QuerySet[Proposal]) -> None:
        self._decide(request, proposals, Status.PROPOSED)

    def _decide(self, request: HttpRequest, proposals: QuerySet[Proposal], status: Status) -> None:
        if self.carry_out(request, decide_proposals, proposals=proposals, status=status):
            messages.success(request, f"{DONE[status]}: {len(proposals)}.")


class AnsweredFilter(admin.SimpleListFilter):
    title = "answered"
    parameter_name = "answered"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "No"), ("yes", "Yes")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "no":
            return queryset.filter(answer="")
        return queryset.exclude(answer="") if self.value() == "yes" else queryset


class AskingAdmin(NotesAdmin):
    form = AskingForm
    list_display = ("text", "place", "unlocks", "answers_shown", "answer")
    list_filter = ("file__course", AnsweredFilter, "kind")
    list_select_related = ("file",)
    search_fields = ("text", "key")
    actions = ("say_yes", "say_no", "take_back", "count_again")
    fields = (
        *("text", "answers_shown", "answer", "place", "quotes", "unlocks", "measured"),
        *("decided_by", "decided_at", "key"),
    )
    readonly_fields = tuple(name for name in fields if name != "answer")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(gone=False)

    @admin.display(description="Answers")
    def answers_shown(self, asking: Asking) -> str:
        return " / ".join(asking.answers)

    @admin.display(description="The lines it is about")
    def quotes(self, asking: Asking) -> SafeString:
        rows = asking.file.proposals.filter(key__in=asking.about)
        lines = dict.fromkeys((row.line, row.quote) for row in rows)  # one may say several things
        return format_html_join("", "{}: {}<br>", lines)

    def save_model(self, request: HttpRequest, obj: Asking, form: Any, change: bool) -> None:
        answer = form.cleaned_data["answer"]
        self.carry_out(request, answer_askings, askings=[obj], answer=answer)

    @admin.action(description="Answer: yes")
    def say_yes(self, request: HttpRequest, askings: QuerySet[Asking]) -> None:
        self._answer(request, askings, "yes")

    @admin.action(description="Answer: no")
    def say_no(self, request: HttpRequest, askings: QuerySet[Asking]) -> None:
        self._answer(request, askings, "no")

    @admin.action(description="Take the answer back")
    def take_back(self, request: HttpRequest, askings: QuerySet[Asking]) -> None:
        self._answer(request, askings, "")

    @admin.action(description="Count again what answers unlock, in the courses of these")
    def count_again(self, request: HttpRequest, askings: QuerySet[Asking]) -> None:
        courses = Course.objects.filter(notes_files__askings__in=askings).distinct()
        for course in courses:
            measure_askings(course, now=timezone.now())

    def _answer(self, request: HttpRequest, askings: QuerySet[Asking], answer: str) -> None:
        self.carry_out(request, answer_askings, askings=askings, answer=answer)


class NotesFileAdmin(ReadOnlyAdmin):
    list_display = ("path", "course", "imported_at")
    list_filter = ("course",)
    list_select_related = ("course",)
    fields = ("path", "course", "imported_at", "conflicts_shown", "repairs", "text")
    readonly_fields = fields

    @admin.display(description="Conflicts of the last change")
    def conflicts_shown(self, file: NotesFile) -> SafeString | str:
        return format_html_join("", "{}<br>", ((text,) for text in file.conflicts)) or "none"

    @admin.display(description="What was repaired before reading")
    def repairs(self, file: NotesFile) -> SafeString | str:
        diff = draft_of(file).diff()
        return format_html("<pre>{}</pre>", diff) if diff else "nothing"

    @admin.display(description="As it came")
    def text(self, file: NotesFile) -> SafeString:
        return format_html("<pre>{}</pre>", file.raw)
