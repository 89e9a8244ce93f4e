from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import setup
from accounts.forms import FirstInstructorForm, PreferencesForm
from accounts.http import AuthenticatedRequest


@require_http_methods(["GET", "POST"])
def preferences(request: AuthenticatedRequest) -> HttpResponse:
    form = PreferencesForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect("accounts:preferences")
    return render(request, "accounts/preferences.html", {"form": form})


@never_cache
@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def first_instructor(request: HttpRequest, token: str) -> HttpResponse:
    if not setup.is_link_open(token):
        return render(request, "accounts/link_closed.html", status=410)
    form = FirstInstructorForm(request.POST or None)
    if form.is_valid():
        try:
            user = setup.create_first_instructor(
                email=form.cleaned_data["email"], password=form.cleaned_data["password1"]
            )
        except setup.InstructorExists:
            return render(request, "accounts/link_closed.html", status=410)
        login(request, user)
        messages.success(request, "You are the first instructor. This is your workbench.")
        return redirect("admin:index")
    return render(request, "accounts/first_instructor.html", {"form": form})
