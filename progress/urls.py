from django.urls import path

from progress import views
from progress.confusions import views as confusion_views
from progress.plan import views as plan_views
from progress.records import views as record_views
from progress.search import views as search_views

app_name = "progress"
urlpatterns = [
    path("courses/<slug:course>/", views.course_map, name="course_map"),
    path("records/of/<slug:course>/", record_views.record, name="record"),
    path("records/of/<slug:course>/pdf/", record_views.record_pdf, name="record_pdf"),
    path(
        "records/of/<slug:course>/withdraw/",
        record_views.record_withdraw,
        name="record_withdraw",
    ),
    path("plans/<slug:course>/", plan_views.plan, name="plan"),
    path("plans/<slug:course>/settings/", plan_views.plan_settings, name="plan_settings"),
    path("plans/<slug:course>/calendar/", plan_views.plan_feed, name="plan_feed"),
    path("calendar/<uuid:feed_key>.ics", plan_views.plan_calendar, name="plan_calendar"),
    path("courses/<slug:course>/<slug:lesson>/", views.lesson, name="lesson"),
    path("courses/<slug:course>/<slug:lesson>/open/", views.lesson_open, name="lesson_open"),
    path("courses/<slug:course>/<slug:lesson>/finish/", views.lesson_finish, name="lesson_finish"),
    path("confusions/", confusion_views.confusions, name="confusions"),
    path("confusions/<slug:course>/", confusion_views.confusion_pair, name="confusion_pair"),
    path("records/", record_views.record_find, name="record_find"),
    path("records/<str:code>/", record_views.record_verify, name="record_verify"),
    path("search/", search_views.search_page, name="search"),
    path("dashboard/", views.dashboard, name="dashboard"),
    path("dashboard/responses/", views.responses, name="responses"),
]
