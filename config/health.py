"""What a load balancer asks: is the process alive, and may it be sent people?"""

import shutil
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

LEAST_FREE_DISK = 200 * 1024 * 1024  # bytes


@never_cache
@login_not_required
@require_safe
def healthz(_: HttpRequest) -> HttpResponse:
    """Answer without touching disk or database: restart the process if this fails."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@login_not_required
@require_safe
def readyz(_: HttpRequest) -> JsonResponse:
    """Answer 200 when answers can be saved, else 503: send nobody here while it is red."""
    troubles = find_troubles()
    return JsonResponse(
        {"ready": not troubles, "troubles": troubles}, status=503 if troubles else 200
    )


def find_troubles() -> list[str]:
    try:
        write_probe()
        unapplied = list_unapplied_migrations()
    except DatabaseError:
        return ["The database takes no writes."]
    troubles = []
    if unapplied:
        troubles.append(f"Migrations are waiting: {', '.join(unapplied)}.")
    if shutil.disk_usage(settings.DATA_DIR).free < LEAST_FREE_DISK:
        troubles.append("The disk is nearly full.")
    return troubles


def write_probe() -> None:
    """Commit one row: a session that expired yesterday, so it admits nobody and gets swept."""
    yesterday = timezone.now() - timedelta(days=1)
    Session.objects.update_or_create(
        session_key="readiness-probe", defaults={"session_data": "", "expire_date": yesterday}
    )


def list_unapplied_migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
