"""Two people to try the course with. Never on a public server."""

import secrets
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User

STUDENT = "student@demo.example"
INSTRUCTOR = "instructor@demo.example"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account and what became of it. `password` is empty where it was left alone."""

    email: str
    password: str
    created: bool


def make_demo(wanted_password: str) -> list[DemoAccount]:
    """Return the demo accounts, made if missing, with `wanted_password` or else a random one each.

    An account that exists keeps its rights, and its password unless one is wanted.
    """
    return [
        ensure_account(STUDENT, "Sam Student", wanted_password, instructor=False),
        ensure_account(INSTRUCTOR, "Ira Instructor", wanted_password, instructor=True),
    ]


@transaction.atomic
def ensure_account(email: str, name: str, wanted: str, *, instructor: bool) -> DemoAccount:
    user = User.objects.filter(email=email).first()
    if user is not None:
        if wanted and not user.check_password(wanted):
            user.set_password(wanted)
            user.save(update_fields=["password"])
        return DemoAccount(email, wanted, created=False)
    password = wanted or secrets.token_urlsafe(12)
    create = User.objects.create_superuser if instructor else User.objects.create_user
    user = create(email, password, display_name=name)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return DemoAccount(email, password, created=True)
