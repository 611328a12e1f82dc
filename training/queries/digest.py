"""What a week's digest rests on: whose clocks run out, and who was told already."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import DateField, ExpressionWrapper, F, Q

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from mentorship.notifications.enums import PENDING
from mentorship.notifications.models import Message
from programmes.models import Programme, TeamMember
from training.enums import CurrencyStatus
from training.models import Standing
from training.queries.register import taking_part
from training.reminding.emails import REMINDER_DIGEST

WHO_MANAGE_TRAINING = tuple(
    role for role in Role if Permission.MANAGE_TRAINING in ROLE_PERMISSIONS[role]
)


def running_out(
    today: date,
    *,
    ahead: timedelta,
    lately: timedelta,
    programmes: Collection[Programme] | None = None,
) -> list[Standing]:
    """Return the standings that run out soon, are in grace or lapsed lately; one query.

    Of people who take part now and are not away, the first to run out first.
    """
    lapsed_lately = Q(status=CurrencyStatus.LAPSED, last_day__gte=today - lately)
    current = Q(
        status__in=(CurrencyStatus.IN_DATE, CurrencyStatus.DUE), expires_on__lte=today + ahead
    )
    last_day = ExpressionWrapper(
        F("expires_on") + F("policy__grace_days"), output_field=DateField()
    )
    found = (
        Standing.objects.annotate(last_day=last_day)
        .filter(current | Q(status=CurrencyStatus.IN_GRACE) | lapsed_lately, is_paused=False)
        .exclude(rule="")
    )
    if programmes is not None:
        found = found.filter(policy__programme__in=programmes)
    return list(
        taking_part(found)
        .select_related("person", "policy__programme__organisation")
        .order_by("policy__programme", "expires_on", "person__name", "pk")
    )


def coordinators_by_programme(programmes: Collection[UUID]) -> defaultdict[UUID, list[Person]]:
    """Return who looks after each programme's training and can sign in; one query."""
    members = (
        TeamMember.objects.current()
        .filter(
            programme__in=programmes,
            role__in=WHO_MANAGE_TRAINING,
            person__in=Person.objects.who_can_sign_in(),
        )
        .select_related("person")
        .order_by("person__name", "person", "pk")
    )
    found: defaultdict[UUID, list[Person]] = defaultdict(list)
    for member in members:
        if member.person not in found[member.programme_id]:
            found[member.programme_id].append(member.person)
    return found


def already_told(now: datetime) -> set[tuple[UUID | None, str, str]]:
    """Return whom, of which programme and in which week a digest has left to; one query."""
    digests = Message.objects.filter(
        kind=REMINDER_DIGEST.name, created_at__gt=now - timedelta(days=15)
    ).exclude(state__in=PENDING)
    return set(digests.values_list("recipient_id", "about", "occurrence"))
