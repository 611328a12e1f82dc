"""Keeping standings and reminders of refreshers in line with what is true now."""

from django.utils import timezone

from mentorship.notifications.reminders import Reconciled, reconcile
from programmes.models import Programme
from training.actions.ledger import settle_people
from training.actions.standings import ensure_policies
from training.emails import REFRESHER_DUE
from training.reminders import refresher_plans


def keep_reminding() -> Reconciled:
    """Reckon everybody's currency anew, then create, move or cancel reminders; return how many.

    Safe to run twice, or in two places at once.
    """
    for programme in Programme.objects.select_related("organisation").order_by("pk"):
        for policy in ensure_policies(programme).values():
            settle_people(policy, None, by=None)
    return reconcile(REFRESHER_DUE, refresher_plans(timezone.now()))
