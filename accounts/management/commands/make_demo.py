from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.demo import DemoAccount, make_demo


class Command(BaseCommand):
    help = "Make a demo student and a demo instructor, and print how to log in."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.HTTPS:
            raise CommandError(
                "Demo accounts are for trying things out on your own machine. NOTEWRIGHT_HTTPS is "
                "on, so this is a public server: none were made."
            )
        for account in make_demo(settings.DEMO_PASSWORD):
            self.stdout.write(f"    {describe(account)}")


def describe(account: DemoAccount) -> str:
    if settings.DEMO_PASSWORD:
        return f"{account.email}  password as in NOTEWRIGHT_DEMO_PASSWORD"
    if account.created:
        return f"{account.email}  password {account.password}  (shown this once)"
    return (
        f"{account.email}  exists, with the password it has. "
        f"New one: ./notewright manage changepassword {account.email}"
    )
