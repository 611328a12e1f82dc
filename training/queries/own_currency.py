"""All that one person's currency rests on, in every role and programme: reads, and records of them.

Where `training.queries.currency` asks for many people under one policy, this asks for one person
under all of theirs.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from mentorship.accounts.models import Person
from programmes.enums import ParticipantRole
from programmes.models import Participant, Pause
from programmes.models.participant import ParticipantQuerySet
from training import currency
from training.enums import EntryKind
from training.models import CurrencyPolicy, LedgerEntry
from training.policies import default_policy, rules_of
from training.queries.currency import ENTRY_FIELDS, Record, entry_from, today_at
from training.queries.register import open_places

Hours = tuple[UUID, str, UUID, str, Decimal, date, bool, UUID | None, str, UUID | None]
Practice = tuple[UUID, str, date, UUID]


def own_places(person: Person) -> ParticipantQuerySet:
    """Return where somebody takes part now, the latest cohort first."""
    places = open_places().of(person).select_related("person", "cohort__programme__organisation")
    return places.order_by("-cohort__number")


def own_policies(person: Person) -> QuerySet[CurrencyPolicy]:
    """Return what the programmes in which somebody has places ask."""
    own = Participant.objects.of(person).values("cohort__programme")
    return CurrencyPolicy.objects.filter(programme__in=own)


def own_hours(person: Person) -> QuerySet[LedgerEntry, Hours]:
    """Return somebody's hours in any role, without practice."""
    hours = LedgerEntry.objects.filter(person=person).exclude(kind=EntryKind.PRACTICE).order_by()
    return hours.values_list("organisation_id", "role", *ENTRY_FIELDS)


def own_practice(person: Person) -> QuerySet[LedgerEntry, Practice]:
    """Return on which days somebody was at work with which mentees, as far as it stands."""
    practice = LedgerEntry.objects.standing().filter(
        person=person, kind=EntryKind.PRACTICE, is_assured=True, counterpart__isnull=False
    )
    return practice.order_by().values_list("organisation_id", "role", "earned_on", "counterpart_id")


def own_pauses(person: Person) -> QuerySet[Pause]:
    """Return when somebody was away from any of their places."""
    return Pause.objects.filter(participant__person=person).select_related("participant__cohort")


OWN_CURRENCY = (own_places, own_policies, own_hours, own_practice, own_pauses)


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """The rows of `OWN_CURRENCY`, in its order."""

    places: Sequence[Participant]
    policies: Sequence[CurrencyPolicy]
    hours: Sequence[Hours]
    practice: Sequence[Practice]
    pauses: Sequence[Pause]

    def currencies(self) -> Iterator[tuple[Participant, currency.Currency]]:
        """Yield how current the person is today, once for each role and programme."""
        stored = {(each.programme_id, each.role): each for each in self.policies}
        done: set[tuple[UUID, str]] = set()
        for place in self.places:
            programme = place.cohort.programme
            key = (programme.pk, place.role)
            if key in done:
                continue
            done.add(key)
            policy = stored.get(key) or default_policy(programme, ParticipantRole(place.role))
            record = self._under(policy, programme.organisation_id)
            yield place, record.currency_on(today_at(programme.organisation), rules_of(policy))

    def _under(self, policy: CurrencyPolicy, organisation_id: UUID) -> Record:
        """Return what counts under one policy."""
        own = (organisation_id, policy.role)
        is_practice_asked = policy.activity_months is not None
        return Record(
            entries=[entry_from(policy.role, row[2:]) for row in self.hours if row[:2] == own],
            activity=[currency.Activity(row[2], row[3]) for row in self.practice if row[:2] == own]
            if is_practice_asked
            else [],
            pauses=list(_pauses_under(policy, self.pauses)),
        )


def _pauses_under(policy: CurrencyPolicy, pauses: Iterable[Pause]) -> Iterator[currency.Pause]:
    """Yield when the person was away from the policy's role in its programme."""
    for pause in pauses:
        place = pause.participant
        if (place.cohort.programme_id, place.role) == (policy.programme_id, policy.role):
            yield currency.Pause(pause.starts_on, pause.ends_on)
