"""Entering hours in the ledger beside attendance, and reversing them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
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
from training.models import Competency, CurrencyPolicy, LedgerEntry
from training.queries.caps import room_for_prior_learning

# An entry has hours; a review counts by having been, whatever its length.
REVIEW_HOURS = Decimal("0.5")


# The same hours from the same person within this time are one press of the button too many.
SAME_WITHIN = timedelta(minutes=2)


class OwnReviewError(Exception):
    """Nobody reviews themselves."""


@transaction.atomic
def enter_prior_learning(  # noqa: PLR0913  (each is one fact of the entry)
    person: Person,
    *,
    programme: Programme,
    role: ParticipantRole | str,
    hours: Decimal,
    earned_on: date,
    evidence: str,
    by: Person | None,
    kind: EntryKind | str = EntryKind.INITIAL,
    competency: Competency | None = None,
) -> list[LedgerEntry]:
    """Enter hours that a person learnt elsewhere, with the evidence for them; recorded.

    Hours above what the programme's policy counts at most are entered as not assured, with the
    reason. Their standing follows. Return what was entered, what counts first. Raises ValueError
    without evidence or for a day still to come.
    """
    if not evidence.strip():
        raise ValueError("Prior learning needs evidence.")
    if earned_on > timezone.localdate(timezone=programme.organisation.time_zone):
        raise ValueError("Prior learning cannot lie in the future.")
    # Two at once would both find room under the cap.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    policy = ensure_policies(programme)[ParticipantRole(role)]
    room = room_for_prior_learning(person, policy, EntryKind(kind))
    fits = hours if room is None else min(hours, room.hours)
    above = "" if room is None else room.reason
    entries = [
        LedgerEntry.objects.create(
            organisation=programme.organisation,
            programme=programme,
            person=person,
            role=role,
            kind=kind,
            source=EntrySource.PRIOR_LEARNING,
            hours=part,
            earned_on=earned_on,
            competency=competency,
            is_assured=not why_not,
            rejected_reason=why_not,
            note=evidence,
            entered_by=by,
        )
        for part, why_not in ((fits, ""), (hours - fits, above))
        if part
    ]
    record("hours.credited", entries[0], by=by, changes={"hours": fits, "kind": kind})
    settle_hours(entries, by=by)
    return entries


@transaction.atomic
def credit_prior_learning(person: Person, **learnt: Any) -> LedgerEntry:
    """Enter hours that a person learnt elsewhere, and return the entry of what counts of them.

    Takes and raises what `enter_prior_learning` does; where nothing counts, returns that entry.
    Pressed twice, they are entered once.
    """
    # Two presses at once: the other one waits here.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    given = dict(learnt)
    facts = {"note": given.pop("evidence"), "entered_by": given.pop("by")}
    asked, since = given.pop("hours"), timezone.now() - SAME_WITHIN
    same = LedgerEntry.objects.standing().filter(
        person=person, source=EntrySource.PRIOR_LEARNING, entered_at__gt=since, **given, **facts
    )
    twins = list(same.order_by("-is_assured"))
    if twins and sum(entry.hours for entry in twins) == asked:
        return twins[0]
    return enter_prior_learning(person, **learnt)[0]


@transaction.atomic
def record_review(place: Participant, *, on: date, by: Person, note: str) -> LedgerEntry:
    """Enter that a participant's mentoring was gone through with them on a day; recorded.

    Their standing follows. Raises ValueError without a note or for a day still to come, and
    OwnReviewError.
    """
    programme = place.cohort.programme
    if not note.strip():
        raise ValueError("A review says what was gone through.")
    if on > timezone.localdate(timezone=programme.organisation.time_zone):
        raise ValueError("A review cannot lie in the future.")
    if by.pk == place.person_id:
        raise OwnReviewError
    entry = LedgerEntry.objects.create(
        organisation=programme.organisation,
        programme=programme,
        person_id=place.person_id,
        role=place.role,
        kind=EntryKind.REVIEW,
        source=EntrySource.ATTENDANCE,
        hours=REVIEW_HOURS,
        earned_on=on,
        note=note.strip(),
        entered_by=by,
    )
    record("review.recorded", entry, by=by, changes={"on": on})
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
        counterpart_id=entry.counterpart_id,
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
    hold_places(set().union(*people.values()))
    for (organisation_id, role), theirs in sorted(people.items(), key=str):
        programmes = Programme.objects.filter(
            organisation_id=organisation_id,
            cohorts__participants__person__in=theirs,
            cohorts__participants__role=role,
        )
        for programme in programmes.order_by("pk").distinct():
            policy = ensure_policies(programme)[ParticipantRole(role)]
            settle_people(policy, theirs, by=by)


def hold_places(people: Collection[UUID] | QuerySet[Any, Any]) -> None:
    """Keep the places of people who may be moved on as they are until the transaction ends.

    Whoever moves a place holds it before the policy, so places are held first everywhere: two who
    held them in different orders would wait for each other.
    """
    rows = Participant.objects.filter(person__in=people, state=ParticipantState.ACCEPTED)
    list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk"))


def settle_people(
    policy: CurrencyPolicy, people: Collection[UUID] | None, *, by: Person | None
) -> None:
    """Bring standings under a policy up to date, by default all, and move on who is now trained."""
    statuses = refresh_standings(policy, people)
    accepted = Participant.objects.filter(
        cohort__in=policy.programme.cohorts.open(),
        role=policy.role,
        state=ParticipantState.ACCEPTED,
    )
    if people is not None:
        accepted = accepted.filter(person__in=people)
    for participant in accepted.select_related("cohort__programme").order_by("pk"):
        if statuses.get(participant.person_id, Status.IN_TRAINING) is not Status.IN_TRAINING:
            move_participant(participant, ParticipantState.TRAINED, by=by)
