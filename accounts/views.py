from io import BytesIO

from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import setup
from accounts.forms import EraseForm, FirstInstructorForm, PreferencesForm
from accounts.http import AuthenticatedRequest, sure_of_person
from accounts.own_data import LastInstructor, erase, own_tables, write_archive
from config.limits import limited


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


@require_safe
def own_data(request: AuthenticatedRequest) -> HttpResponse:
    return render(request, "accounts/own_data.html", {"tables": own_tables()})


@never_cache
@require_POST
@limited("own_data_export", times=10, seconds=60 * 60)
def own_data_export(request: AuthenticatedRequest) -> HttpResponse:
    now = timezone.now()
    archive = BytesIO()
    write_archive(request.user, archive, now=now)
    response = HttpResponse(archive.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="notewright-{now:%Y-%m-%d}.zip"'
    return response


@never_cache
@sure_of_person
@require_http_methods(["GET", "POST"])
def account_erase(request: AuthenticatedRequest) -> HttpResponse:
    form = EraseForm(request.POST or None, email=request.user.email)
    if form.is_valid():
        user = request.user
        try:
            erase(user)
        except LastInstructor:
            form.add_error(
                None,
                "You are the only one here who may do everything. Give somebody else that right in "
                "the admin first, then come back.",
            )
        else:
            logout(request)
            messages.success(request, "Your account is gone. Thank you for having studied here.")
            return redirect("home")
    staying = [table for table in own_tables() if table.stays and table.holds_any(request.user)]
    context = {"form": form, "staying": staying}
    return render(request, "accounts/account_erase.html", context)
