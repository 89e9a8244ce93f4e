from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("setup/<str:token>/", views.first_instructor, name="first_instructor"),
    path("accounts/preferences/", views.preferences, name="preferences"),
    path("accounts/data/", views.own_data, name="own_data"),
    path("accounts/data/export/", views.own_data_export, name="own_data_export"),
    path("accounts/erase/", views.account_erase, name="account_erase"),
]
