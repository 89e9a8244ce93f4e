from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.models import Course


@login_not_required
@require_safe
def course_list(request: HttpRequest) -> HttpResponse:
    shown = Q(modules__lessons__published=True)
    courses = Course.objects.filter(published=True).annotate(
        lesson_count=Count("modules__lessons", filter=shown),
        minutes=Sum("modules__lessons__minutes", filter=shown, default=0),
    )
    return render(request, "courses/course_list.html", {"courses": courses})
