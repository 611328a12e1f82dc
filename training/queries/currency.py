"""How current people are, worked out from their ledger, their pauses and a policy."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from mentorship.accounts.models import Organisation, Person
from programmes.enums import ParticipantRole
from programmes.models import Participant, Pause, Programme
from training import currency, wording
from training.enums import EntryKind, EntrySource
from training.models import CurrencyPolicy, LedgerEntry
from training.policies import default_policy, rules_of
from training.queries.passes import passes_in_use
from training.queries.waivers import waivers_of

# A mentee who learns to mentor learns what other mentors learn first.
COUNTS_AS = {(ParticipantRole.MENTOR.value, EntryKind.TRANSITION.value): EntryKind.INITIAL.value}

ENTRY_FIELDS = (
    "pk",
    "kind",
    "hours",
    "earned_on",
    "is_assured",
    "reverses_id",
    "source",
    "session_id",
)
EntryRow = tuple[UUID, str, Decimal, date, bool, UUID | None, str, UUID | None]


class Gate(NamedTuple):
    """Whether somebody may be matched, and why, in a sentence.

    `needs_pass` tells that only the pass opens it, which then belongs to the match.
    """

    allowed: bool
    reason: str
    needs_pass: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """What a person's currency rests on: hours, practice with mentees, and when they were away."""

    entries: Sequence[currency.Entry]
    activity: Sequence[currency.Activity]
    pauses: Sequence[currency.Pause]

    def currency_on(self, day: date, rules: currency.Policy) -> currency.Currency:
        """Return how current the person is on a day, under these rules."""
        return currency.currency_on(
            day,
            policy=rules,
            entries=self.entries,
            activity=self.activity,
            pauses=self.pauses,
        )


def today_at(organisation: Organisation) -> date:
    """Return today's date where the organisation is."""
    return timezone.localdate(timezone=organisation.time_zone)


def policy_for(programme: Programme, role: ParticipantRole | str) -> CurrencyPolicy:
    """Return what the programme asks of the role: as stored, or the default, not yet stored."""
    return policy_among(
        CurrencyPolicy.objects.filter(programme=programme, role=role), programme, role
    )


def policy_among(
    stored: Iterable[CurrencyPolicy], programme: Programme, role: ParticipantRole | str
) -> CurrencyPolicy:
    """Return what the programme asks of the role, of what was stored of it."""
    for policy in stored:
        policy.programme = programme
        return policy
    return default_policy(programme, ParticipantRole(role))


def currency_of(person: Person, policy: CurrencyPolicy, on: date) -> currency.Currency:
    """Return how current a person is on a day; three queries."""
    return currencies_of([person.pk], policy, on)[person.pk]


def currencies_of(
    people: Collection[UUID], policy: CurrencyPolicy, on: date
) -> dict[UUID, currency.Currency]:
    """Return how current each of these people is on a day; three queries, however many people."""
    rules = rules_of(policy)
    records = records_of(people, policy)
    return {person: record.currency_on(on, rules) for person, record in records.items()}


def records_of(
    people: Collection[UUID], policy: CurrencyPolicy, *, is_practice_asked: bool | None = None
) -> dict[UUID, Record]:
    """Return what counts for each of these people under a policy; three queries.

    Practice is read where the policy asks for it, unless it is told otherwise.
    """
    if is_practice_asked is None:
        is_practice_asked = policy.activity_months is not None
    reads = RecordReads(people, policy.programme, policy.role)
    return reads.records(is_practice_asked=is_practice_asked)


def may_be_matched(participant: Participant, *, on: date | None = None) -> Gate:
    """Tell whether a participant's training lets them be matched, and why or why not.

    In date, due and in grace pass; in training and lapsed do not, but for somebody whose training
    is waived, or who lapsed for want of mentees alone: since only a match can restore that, they
    pass once, until it has.
    """
    return gates_of(participant.cohort.programme, participant.role, [participant], on=on)[
        participant.pk
    ]


def gates_of(
    programme: Programme,
    role: ParticipantRole | str,
    participants: Collection[Participant],
    *,
    on: date | None = None,
) -> dict[UUID, Gate]:
    """Tell of each participant in a role whether their training lets them be matched, and why.

    Six queries at most, however many there are; they come with their person, and are all in the
    programme and role.
    """
    policy = policy_for(programme, role)
    day = on or today_at(programme.organisation)
    people = {participant.person_id for participant in participants}
    currencies = currencies_of(people, policy, day)
    shut = {pk for pk in people if not currency.passes_gate(currencies[pk], is_pass_used=True)}
    waivers = waivers_of(programme, role, shut, day) if shut else {}
    lapsed = {pk for pk in shut if pk not in waivers and currency.passes_gate(currencies[pk])}
    used = passes_in_use(programme.organisation_id, lapsed) if lapsed else set()
    gates: dict[UUID, Gate] = {}
    for participant in participants:
        person, name = participant.person_id, participant.person.short_name
        current = currencies[person]
        if person in waivers:
            gate = Gate(True, wording.waived_sentence(waivers[person], name))
        elif person in used:
            gate = Gate(False, wording.pass_used_sentence(current, name))
        elif person in lapsed:
            gate = Gate(True, wording.pass_sentence(current, name), needs_pass=True)
        else:
            reason = wording.gate_sentence(current, rules_of(policy), name)
            gate = Gate(person not in shut, reason)
        gates[participant.pk] = gate
    return gates


class RecordReads:
    """What is read of some people's training in a role and its organisation, and what it says."""

    def __init__(
        self, people: Collection[UUID], programme: Programme, role: ParticipantRole | str
    ) -> None:
        """Say what is to be read; nothing is, before it is looked at."""
        self.people, self.role = people, str(role)
        ledger = LedgerEntry.objects.filter(
            organisation_id=programme.organisation_id, role=role, person_id__in=people
        ).order_by()
        # Without practice, which is far more and asked for in another way.
        self.entries = ledger.exclude(kind=EntryKind.PRACTICE).values_list(
            "person_id", *ENTRY_FIELDS
        )
        # On which days they were at work with which mentees, as far as it stands.
        self.practice = (
            ledger.standing()
            .filter(kind=EntryKind.PRACTICE, is_assured=True, counterpart__isnull=False)
            .values_list("person_id", "earned_on", "counterpart_id")
        )
        # When they were away from the role in the programme.
        self.pauses = Pause.objects.filter(
            participant__cohort__programme=programme,
            participant__role=role,
            participant__person_id__in=people,
        ).values_list("participant__person_id", "starts_on", "ends_on")

    def records(self, *, is_practice_asked: bool) -> dict[UUID, Record]:
        """Return what counts for each of the people, with or without their practice."""
        entries = self._entries()
        activity: defaultdict[UUID, list[currency.Activity]] = defaultdict(list)
        for person, on, mentee in self.practice if is_practice_asked else ():
            activity[person].append(currency.Activity(on, mentee))
        pauses: defaultdict[UUID, list[currency.Pause]] = defaultdict(list)
        for person, starts_on, ends_on in self.pauses:
            pauses[person].append(currency.Pause(starts_on, ends_on))
        return {
            person: Record(entries[person], activity[person], pauses[person])
            for person in self.people
        }

    def _entries(self) -> defaultdict[UUID, list[currency.Entry]]:
        """Return the hours of people in the role, earned anywhere in the organisation."""
        entries: defaultdict[UUID, list[currency.Entry]] = defaultdict(list)
        for person, *row in self.entries:
            entries[person].append(entry_from(self.role, tuple(row)))
        return entries


def entry_from(role: str, row: EntryRow) -> currency.Entry:
    """Return hours, read as `ENTRY_FIELDS`, as what counts for a role."""
    pk, kind, hours, earned_on, is_assured, reverses, source, session = row
    return currency.Entry(
        id=pk,
        kind=COUNTS_AS.get((role, kind), kind),
        hours=hours,
        earned_on=earned_on,
        is_assured=is_assured,
        reverses=reverses,
        is_prior_learning=source == EntrySource.PRIOR_LEARNING,
        occasion=session,
        is_slot=source == EntrySource.GATHERING,
    )
