from typing import Any, ClassVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    def instructors(self) -> models.QuerySet["User"]:
        return self.filter(is_staff=True)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Save a user who logs in with `email`; without a password they cannot log in yet."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Save an instructor with all rights."""
        return self.create_user(
            email, password, **fields | {"is_staff": True, "is_superuser": True}
        )


class User(AbstractUser):
    """A person. The e-mail address is the log-in name; no user name is asked for."""

    class Theme(models.TextChoices):
        AUTO = "auto", "As my device"
        LIGHT = "light", "Light"
        DARK = "dark", "Dark"

    username = None  # type: ignore[assignment]  # the parent declares a field, this drops it
    email = models.EmailField("e-mail address", unique=True)
    display_name = models.CharField(
        max_length=80, blank=True, help_text="How the pages greet you. May stay empty."
    )
    theme = models.CharField(max_length=5, choices=Theme, default=Theme.AUTO)

    objects = UserManager()  # type: ignore[assignment,misc]  # a manager without user names

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_unique",
                violation_error_message="Somebody has this e-mail address already.",
            ),
        )

    def __str__(self) -> str:
        return self.display_name or self.email

    @property
    def is_instructor(self) -> bool:
        return self.is_staff
