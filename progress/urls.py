from django.urls import path

from progress import views

app_name = "progress"
urlpatterns = [
    path("courses/<slug:course>/", views.course_map, name="course_map"),
    path("courses/<slug:course>/<slug:lesson>/", views.lesson, name="lesson"),
    path("courses/<slug:course>/<slug:lesson>/open/", views.lesson_open, name="lesson_open"),
    path("courses/<slug:course>/<slug:lesson>/finish/", views.lesson_finish, name="lesson_finish"),
    path("dashboard/", views.dashboard, name="dashboard"),
    path("dashboard/responses/", views.responses, name="responses"),
]
