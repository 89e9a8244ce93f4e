from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("setup/<str:token>/", views.first_instructor, name="first_instructor"),
    path("accounts/preferences/", views.preferences, name="preferences"),
]
