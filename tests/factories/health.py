"""How relationships fare, as the hourly pass would find them."""

from django.utils import timezone

from matching.actions.care import work_out_health
from matching.models import Match


def work_out_all() -> int:
    """Work out how every match fares today."""
    return work_out_health(Match.objects.all(), on=timezone.localdate())
