"""The first instructor: no password comes with the software, so a link makes one, once."""

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db import transaction
from django.urls import reverse

from accounts.models import User

PURPOSE = "accounts.first_instructor"
LINK_AGE = 7 * 24 * 60 * 60  # seconds


class InstructorExists(Exception):
    """The link was used, or an instructor came about in another way."""


def make_link(base: str) -> str:
    """Return the address, under `base`, of the form that makes the first instructor."""
    token = signing.dumps({}, salt=PURPOSE)
    return base.rstrip("/") + reverse("accounts:first_instructor", args=(token,))


def is_link_open(token: str) -> bool:
    """Return whether `token` is ours, is not too old, and there is no instructor yet."""
    try:
        signing.loads(token, salt=PURPOSE, max_age=LINK_AGE)
    except signing.BadSignature:
        return False
    return not User.objects.instructors().exists()


@transaction.atomic
def create_first_instructor(*, email: str, password: str) -> User:
    """Save an instructor with all rights, whose address counts as confirmed.

    Raises:
        InstructorExists: somebody was quicker; nothing is saved.
    """
    # Two people with one link: the second waits here, then finds the instructor.
    # (On SQLite the transaction itself holds the only write lock.)
    ContentType.objects.select_for_update().get(app_label="accounts", model="user")
    if User.objects.instructors().exists():
        raise InstructorExists
    user = User.objects.create_superuser(email, password)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user
