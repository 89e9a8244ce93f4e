from django.urls import path, register_converter
from django.urls.converters import IntConverter

from quizzes import views
from quizzes.bank import preview_views
from quizzes.marks import views as mark_views
from quizzes.mocks import views as mock_views
from quizzes.practice import mistake_views
from quizzes.practice import views as practice_views
from quizzes.reports import views as report_views
from quizzes.reviews import views as review_views


class RowIdConverter(IntConverter):
    """A whole number that fits into a database column, so that a longer one is simply not found."""

    regex = "[0-9]{1,18}"


register_converter(RowIdConverter, "row_id")

app_name = "quizzes"

urlpatterns = [
    path("courses/<slug:course>/<slug:lesson>/check/", views.check_start, name="check_start"),
    path("practice/", practice_views.practice, name="practice"),
    path("mock/", mock_views.mock_start, name="mock_start"),
    path("mock/print/", mock_views.mock_print, name="mock_print"),
    path("mock/print/<str:code>/", mock_views.mock_paper, name="mock_paper"),
    path("mock/print/<str:code>/key/", mock_views.mock_key, name="mock_key"),
    path("attempts/<row_id:attempt_id>/clock/", mock_views.mock_clock, name="mock_clock"),
    path("review/", review_views.review, name="review"),
    path("attempts/<row_id:attempt_id>/", views.attempt_report, name="attempt_report"),
    path("attempts/<row_id:attempt_id>/finish/", views.attempt_finish, name="attempt_finish"),
    path(
        "attempts/<row_id:attempt_id>/<row_id:position>/",
        views.question_answer,
        name="question_answer",
    ),
    path(
        "attempts/<row_id:attempt_id>/<row_id:position>/flag/",
        mark_views.item_flag,
        name="item_flag",
    ),
    path(
        "attempts/<row_id:attempt_id>/<row_id:position>/bookmark/",
        mark_views.item_bookmark,
        name="item_bookmark",
    ),
    path(
        "attempts/<row_id:attempt_id>/<row_id:position>/report/",
        report_views.report_problem,
        name="report_problem",
    ),
    path("mistakes/", mistake_views.mistake_list, name="mistake_list"),
    path("mistakes/retry/", mistake_views.mistake_retry, name="mistake_retry"),
    path("bookmarks/", mark_views.bookmark_list, name="bookmark_list"),
    path(
        "bookmarks/<row_id:question_id>/remove/",
        mark_views.bookmark_remove,
        name="bookmark_remove",
    ),
    path("notes/<slug:course>/<slug:fact>/", mark_views.note_edit, name="note_edit"),
    path("reports/", report_views.report_list, name="report_list"),
    path("lessons/preview/", preview_views.lesson_preview, name="lesson_preview_new"),
    path("lessons/<row_id:pk>/preview/", preview_views.lesson_preview, name="lesson_preview"),
    path("try/", views.try_question, name="try_question"),
]
