from django.urls import path

from courses import views

app_name = "courses"
urlpatterns = [path("", views.course_list, name="course_list")]
