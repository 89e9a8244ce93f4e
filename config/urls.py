from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from config.health import healthz, readyz
from progress.views import home

# One door: the admin's own log-in form would pass by the rate limits of the other.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = "Notewright"
admin.site.site_title = "Notewright admin"
admin.site.index_title = "Courses, questions and people"

urlpatterns = [
    path("", home, name="home"),
    path("", include("accounts.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("courses/", include("courses.urls")),
    path("", include("quizzes.urls")),
    path("", include("progress.urls")),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
