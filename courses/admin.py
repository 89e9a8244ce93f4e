"""The instructors' workbench for what is taught."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from courses.forms import LessonForm
from courses.models import Blueprint, Course, Denial, Domain, Lesson, Module, Objective
from courses.signals import announce_change

WRITING = "lesson-writing"  # the part of the form that a preview stands beside
NOTE_LEVELS = {"info": messages.INFO, "warning": messages.WARNING}


def course_of(instance: Course | Module | Lesson | Denial) -> Course:
    if isinstance(instance, Lesson):
        return instance.module.course
    return instance if isinstance(instance, Course) else instance.course


class ModuleInline(admin.TabularInline):
    model = Module
    fields = ("position", "slug", "title", "summary")
    extra = 0
    show_change_link = True


class ObjectiveInline(admin.TabularInline):
    model = Objective
    fields = ("position", "level", "text")
    extra = 0


class DomainInline(admin.TabularInline):
    model = Domain
    fields = ("number", "title", "weight", "covered")
    extra = 0


class FollowedAdmin(admin.ModelAdmin):
    """Tells higher apps of a save, in the same transaction, and shows what they answer."""

    @transaction.atomic
    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        saved = form.instance
        lesson = saved if isinstance(saved, Lesson) else None
        for note in announce_change(type(self), course_of(saved), lesson):
            messages.add_message(request, NOTE_LEVELS[note.level], note.text)


@admin.register(Course)
class CourseAdmin(FollowedAdmin):
    list_display = ("title", "slug", "published", "position")
    list_filter = ("published",)
    search_fields = ("title", "slug")
    prepopulated_fields = {"slug": ("title",)}
    inlines = (ModuleInline,)


@admin.register(Module)
class ModuleAdmin(FollowedAdmin):
    list_display = ("title", "course", "position")
    list_filter = ("course",)
    list_select_related = ("course",)
    search_fields = ("title", "slug")


@admin.register(Lesson)
class LessonAdmin(FollowedAdmin):
    form = LessonForm
    list_display = ("title", "module", "position", "published", "revision", "questions")
    list_filter = ("module__course", "module", "published")
    list_select_related = ("module__course",)
    search_fields = ("title", "slug", "body")
    autocomplete_fields = ("prerequisites",)
    prepopulated_fields = {"slug": ("title",)}
    readonly_fields = ("revision", "questions")
    inlines = (ObjectiveInline,)
    save_on_top = True
    fieldsets = (
        (None, {"fields": ("title", "summary", "published")}),
        (None, {"fields": ("body", "seen_revision"), "classes": (WRITING,)}),
        ("Place", {"fields": ("module", "position", "slug", "prerequisites")}),
        ("Exam", {"fields": ("minutes", "bank_share", "exam_tasks", "carries")}),
        ("Now", {"fields": ("revision", "questions")}),
    )

    @admin.display(description="Questions")
    def questions(self, lesson: Lesson) -> SafeString | str:
        """Return a link to the questions that were made from the lesson."""
        if lesson._state.adding:
            return "Save first: the questions are made from the text."
        address = reverse("admin:quizzes_question_changelist")
        return format_html(
            '<a href="{}?lesson__id__exact={}&amp;status__exact=live">show</a>', address, lesson.pk
        )

    def save_model(self, request: HttpRequest, obj: Lesson, form: Any, change: bool) -> None:
        if change and form.has_changed():
            obj.revision += 1
        super().save_model(request, obj, form, change)


@admin.register(Denial)
class DenialAdmin(FollowedAdmin):
    list_display = ("statement", "subjects", "course")
    list_filter = ("course",)
    list_select_related = ("course",)
    search_fields = ("statement", "subjects")


@admin.register(Blueprint)
class BlueprintAdmin(admin.ModelAdmin):
    list_display = ("code", "course", "items", "minutes", "pass_mark", "checked_on")
    list_select_related = ("course",)
    inlines = (DomainInline,)
