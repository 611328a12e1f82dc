"""Keeping policies, and standings: what the ledger says today, stored so it can be searched."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from programmes.enums import ParticipantRole
from programmes.models import Programme
from training.currency import Currency, Status
from training.models import CurrencyPolicy, Standing
from training.policies import default_policy
from training.queries.currency import currencies_of, today_at
from training.queries.seats import seated_under

# How many people are reckoned with in one transaction: it keeps others from the policy meanwhile.
BATCH = 1000

_FIELDS = (
    "status",
    "rule",
    "turn",
    "period",
    "is_paused",
    "renewed_on",
    "expires_on",
    "next_change_on",
    "computed_on",
)


@transaction.atomic
def ensure_policies(programme: Programme) -> dict[ParticipantRole, CurrencyPolicy]:
    """Return the programme's policies, one for each role, storing the defaults it lacks."""
    CurrencyPolicy.objects.bulk_create(
        [default_policy(programme, role) for role in _roles_without_policy(programme)],
        ignore_conflicts=True,
    )
    stored = CurrencyPolicy.objects.filter(programme=programme).select_related(
        "programme__organisation"
    )
    return {ParticipantRole(policy.role): policy for policy in stored}


def refresh_standings(
    policy: CurrencyPolicy, people: Collection[UUID] | None = None, *, on: date | None = None
) -> dict[UUID, Status]:
    """Store how current people are under a policy today, and return it; by default of everybody.

    Who has no seat in the policy's role, in any cohort of its programme, loses their standing. The
    number of queries is the same for 1 person and for 1,000, and no more than so many ledgers are
    in memory at once.
    """
    day = on or today_at(policy.programme.organisation)
    seated = seated_under(policy, people)
    statuses: dict[UUID, Status] = {}
    for start in range(0, len(seated), BATCH):
        statuses |= _refresh_batch(policy, seated[start : start + BATCH], day)
    standings = Standing.objects.filter(policy=policy)
    if people is not None:
        standings = standings.filter(person__in=people)
    unseated = set(standings.values_list("person_id", flat=True)) - statuses.keys()
    if unseated:
        Standing.objects.filter(policy=policy, person__in=unseated).delete()
    return statuses


def _roles_without_policy(programme: Programme) -> list[ParticipantRole]:
    """Return the roles for which nothing is stored yet."""
    known = set(programme.currency_policies.values_list("role", flat=True))
    return [role for role in ParticipantRole if role not in known]


@transaction.atomic
def _refresh_batch(
    policy: CurrencyPolicy, people: Collection[UUID], day: date
) -> dict[UUID, Status]:
    """Reckon and store under the policy's lock, so that the latest entries have the last word."""
    CurrencyPolicy.objects.select_for_update(no_key=True).get(pk=policy.pk)
    currencies = currencies_of(people, policy, day)
    stored = {
        row.person_id: row for row in Standing.objects.filter(policy=policy, person__in=people)
    }
    wanted = [_standing(policy, person, current, day) for person, current in currencies.items()]
    changed = [row for row in wanted if _differs(row, stored.get(row.person_id))]
    Standing.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=("policy", "person"),
        update_fields=_FIELDS,
    )
    return {person: current.status for person, current in currencies.items()}


def _standing(policy: CurrencyPolicy, person: UUID, current: Currency, day: date) -> Standing:
    """Return a currency as a row: the clock that runs out first is the one that is named."""
    first = min(
        (clock for clock in current.clocks if clock.expires_on),
        key=lambda clock: clock.expires_on or date.max,
        default=None,
    )
    return Standing(
        policy=policy,
        person_id=person,
        status=current.status,
        rule=first.rule if first else "",
        turn=first.turn if first else None,
        period=current.period,
        is_paused=current.is_paused,
        renewed_on=current.renewed_on,
        expires_on=current.expires_on,
        next_change_on=current.next_change_on,
        computed_on=day,
    )


def _differs(row: Standing, stored: Standing | None) -> bool:
    """Tell whether a row says anything that is not stored yet."""
    return stored is None or any(getattr(row, name) != getattr(stored, name) for name in _FIELDS)
