"""Reminding people who have not said whom they would like: by itself, and by hand."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from matching.models import Round
from matching.wishing.emails import WISHES_REMINDER, post_nudge
from matching.wishing.lists import to_nudge
from matching.wishing.reminders import wish_plans
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.notifications.reminders import Reconciled, reconcile


def remind_of_wishes() -> Reconciled:
    """Keep the reminders of wishes in line with what is true; safe to run twice."""
    return reconcile(WISHES_REMINDER, wish_plans(timezone.now()))


@transaction.atomic
def nudge_wishers(chosen: Round, shown: Collection[UUID], *, by: Person) -> int:
    """Remind by hand those who were shown and have still not handed in; return how many.

    Nobody gets more than one a day. Recorded for each.
    """
    Round.objects.select_for_update(of=("self",), no_key=True).get(pk=chosen.pk)
    places = [place for place in to_nudge(chosen) if place.pk in shown]
    organisation_id = chosen.cohort.programme.organisation_id
    day = timezone.localdate(timezone=chosen.cohort.programme.organisation.time_zone)
    for place in places:
        post_nudge(place, chosen, day=f"{day:%Y-%m-%d}")
        record("wishes.reminded", place, by=by, organisation_id=organisation_id)
    return len(places)
