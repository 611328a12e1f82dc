"""Entering hours in the ledger beside attendance, and reversing them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.actions.participants import move_participant
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Participant, Programme
from training.actions.certificates import revoke_where_reversed
from training.actions.standings import ensure_policies, refresh_standings
from training.currency import Status
from training.enums import EntryKind, EntrySource
from training.models import CurrencyPolicy, LedgerEntry


@transaction.atomic
def credit_prior_learning(
    person: Person,
    *,
    programme: Programme,
    role: ParticipantRole | str,
    hours: Decimal,
    earned_on: date,
    evidence: str,
    by: Person | None,
    kind: EntryKind = EntryKind.INITIAL,
) -> LedgerEntry:
    """Enter hours that a person learnt elsewhere, with the evidence for them; recorded.

    Their standing follows. Raises ValueError without evidence or for a day still to come.
    """
    if not evidence.strip():
        raise ValueError("Prior learning needs evidence.")
    if earned_on > timezone.localdate(timezone=programme.organisation.time_zone):
        raise ValueError("Prior learning cannot lie in the future.")
    entry = LedgerEntry.objects.create(
        organisation=programme.organisation,
        programme=programme,
        person=person,
        role=role,
        kind=kind,
        source=EntrySource.PRIOR_LEARNING,
        hours=hours,
        earned_on=earned_on,
        note=evidence,
        entered_by=by,
    )
    record("hours.credited", entry, by=by, changes={"hours": hours, "kind": kind})
    settle_hours([entry], by=by)
    return entry


@transaction.atomic
def reverse_entry(entry: LedgerEntry, *, by: Person | None, reason: str) -> LedgerEntry:
    """Undo hours by another entry and return it; an entry is reversed once only. Recorded.

    The person's standing follows. Raises ValueError for an entry that is itself a reversal.
    """
    if entry.reverses_id is not None:
        raise ValueError("A reversal is not reversed: enter the hours anew.")
    draft = reversal_of(entry, by=by, note=reason)
    LedgerEntry.objects.bulk_create([draft], ignore_conflicts=True)
    reversal = LedgerEntry.objects.get(reverses=entry)
    if reversal.pk == draft.pk:
        record("hours.reversed", entry, by=by, changes={"hours": entry.hours})
        settle_hours([reversal], by=by)
    return reversal


def reversal_of(entry: LedgerEntry, *, by: Person | None, note: str) -> LedgerEntry:
    """Return the entry that undoes another, not yet stored."""
    return LedgerEntry(
        organisation_id=entry.organisation_id,
        programme_id=entry.programme_id,
        person_id=entry.person_id,
        role=entry.role,
        kind=entry.kind,
        source=entry.source,
        hours=entry.hours,
        earned_on=entry.earned_on,
        competency_id=entry.competency_id,
        session_id=entry.session_id,
        reverses=entry,
        note=note,
        entered_by=by,
    )


def settle_hours(entries: Iterable[LedgerEntry], *, by: Person | None) -> None:
    """Bring standings up to date after new entries, in every programme in which they count.

    Participants who were accepted and now have their initial training are moved to trained;
    certificates of hours that were reversed are revoked.
    """
    news = list(entries)
    revoke_where_reversed(news, by=by)
    people: defaultdict[tuple[UUID, str], set[UUID]] = defaultdict(set)
    for entry in news:
        people[entry.organisation_id, entry.role].add(entry.person_id)
    for (organisation_id, role), theirs in sorted(people.items(), key=str):
        programmes = Programme.objects.filter(
            organisation_id=organisation_id,
            cohorts__participants__person__in=theirs,
            cohorts__participants__role=role,
        )
        for programme in programmes.order_by("pk").distinct():
            policy = ensure_policies(programme)[ParticipantRole(role)]
            settle_people(policy, theirs, by=by)


def settle_people(
    policy: CurrencyPolicy, people: Collection[UUID] | None, *, by: Person | None
) -> None:
    """Bring standings under a policy up to date, by default all, and move on who is now trained."""
    currencies = refresh_standings(policy, people)
    trained = [
        person for person, current in currencies.items() if current.status is not Status.IN_TRAINING
    ]
    graduates = Participant.objects.filter(
        cohort__in=policy.programme.cohorts.open(),
        role=policy.role,
        state=ParticipantState.ACCEPTED,
        person__in=trained,
    )
    for participant in graduates.select_related("cohort__programme").order_by("pk"):
        move_participant(participant, ParticipantState.TRAINED, by=by)
