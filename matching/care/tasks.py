"""Entry points for workers: safe to run twice."""

import structlog
from celery import shared_task
from django.utils import timezone

from matching.actions.care import work_out_health
from matching.actions.health_readings import fill_in_aftermaths, keep_readings
from matching.models import Match
from programmes.models import Cohort

log = structlog.get_logger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def look_after_relationships() -> None:
    """Work out how every match of an open cohort fares, and keep the week's reading of it."""
    today = timezone.localdate()
    matches = Match.objects.filter(cohort__in=Cohort.objects.open())
    log.info(
        "relationships_looked_after",
        matches=work_out_health(matches, on=today),
        readings=keep_readings(on=today),
        aftermaths=fill_in_aftermaths(on=today),
    )
