"""Three gates a mentee's application passes: eligible, endorsed, confirmed; for many at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.enums import ParticipantRole
from programmes.intake.eligibility import Eligibility, Facts, facts_of, judged
from programmes.intake.enums import EndorsementState
from programmes.models import (
    Application,
    EligibilityRule,
    Endorsement,
    Programme,
    ProgrammePolicy,
)


class GateState(StrEnum):
    """How one gate stands."""

    YES = "yes"
    WAITING = "waiting"
    NO = "no"
    NOT_ASKED = "not_asked"


TONES = {
    GateState.YES: "good",
    GateState.WAITING: "warn",
    GateState.NO: "bad",
    GateState.NOT_ASKED: "idle",
}
ENDORSED = (EndorsementState.ENDORSED, EndorsementState.CONDITIONAL)


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate: how it stands in words, whom it waits for, and since when."""

    state: GateState
    words: str
    waits_for: str = ""
    since: datetime | None = None

    @property
    def tone(self) -> str:
        """Return how it is drawn."""
        return TONES[self.state]

    @property
    def label(self) -> str:
        """Return how it stands in a word."""
        return {
            GateState.YES: _("Yes"),
            GateState.WAITING: _("Not yet"),
            GateState.NO: _("No"),
            GateState.NOT_ASKED: _("Not asked"),
        }[self.state]


@dataclass(frozen=True, slots=True)
class IntakeStanding:
    """The three gates of an application."""

    eligible: Gate
    endorsed: Gate
    confirmed: Gate

    @property
    def is_through(self) -> bool:
        """Tell whether nothing is waited for and nothing stands against it."""
        gates = (self.eligible, self.endorsed, self.confirmed)
        return all(gate.state in {GateState.YES, GateState.NOT_ASKED} for gate in gates)


def intake_standing(application: Application) -> IntakeStanding:
    """Return the gates of one application."""
    return intake_standings([application])[application.pk]


def intake_standings(applications: Iterable[Application]) -> dict[UUID, IntakeStanding]:
    """Return the gates of applications by id.

    The number of queries grows with the programmes and roles among them, never with the rows.
    """
    rows = list(applications)
    last: dict[UUID, Endorsement] = {}
    asked = Endorsement.objects.filter(application__in=rows).select_related("endorser")
    for endorsement in asked.order_by("asked_at", "pk"):
        last[endorsement.application_id] = endorsement
    programmes = {row.cohort.programme_id: row.cohort.programme for row in rows}
    policies = {
        policy.programme_id: policy
        for policy in ProgrammePolicy.objects.filter(programme__in=programmes)
    }
    judgements = _judgements(rows, programmes)
    now = timezone.now()
    return {
        row.pk: IntakeStanding(
            _eligible(judgements[row.pk]),
            _endorsed(row, last.get(row.pk), policies.get(row.cohort.programme_id), now),
            _confirmed(row, policies.get(row.cohort.programme_id)),
        )
        for row in rows
    }


def eligibility_gates(applications: Iterable[Application]) -> dict[UUID, Gate]:
    """Return the first of the gates alone, by id; one query where a programme has no rules."""
    rows = list(applications)
    judgements = _judgements(rows, {row.cohort.programme_id: row.cohort.programme for row in rows})
    return {row.pk: _eligible(judgements[row.pk]) for row in rows}


def _judgements(
    rows: list[Application], programmes: Mapping[UUID, Programme]
) -> dict[UUID, Eligibility]:
    """Hold each application's rules against its person."""
    rules: dict[tuple[UUID, str], list[EligibilityRule]] = {}
    for rule in EligibilityRule.objects.filter(programme__in=programmes):
        rules.setdefault((rule.programme_id, rule.role), []).append(rule)
    facts: dict[tuple[UUID, str], dict[UUID, Facts]] = {
        key: facts_of(
            programmes[key[0]],
            key[1],
            [row.person_id for row in rows if _key(row) == key],
        )
        for key in rules
        if any(_key(row) == key for row in rows)
    }
    return {
        row.pk: judged(rules.get(_key(row), []), facts.get(_key(row), {}).get(row.person_id, {}))
        for row in rows
    }


def _key(row: Application) -> tuple[UUID, str]:
    """Return to whose rules an application is held."""
    return (row.cohort.programme_id, row.role)


def _eligible(found: Eligibility) -> Gate:
    """Say whether the rules are met."""
    if not found.findings:
        return Gate(GateState.NOT_ASKED, _("There is no condition"))
    if found.is_eligible:
        return Gate(GateState.YES, _("Eligible"))
    state = GateState.NO if found.is_eligible is False else GateState.WAITING
    return Gate(state, " ".join(found.missed))


def _endorsed(
    row: Application, asked: Endorsement | None, policy: ProgrammePolicy | None, now: datetime
) -> Gate:
    """Say what the line manager answered, or whom it waits for."""
    if asked is None or asked.state in {EndorsementState.WITHDRAWN, EndorsementState.PASSED_ON}:
        if policy is None or not policy.asks_endorsement or row.role != ParticipantRole.MENTEE:
            return Gate(GateState.NOT_ASKED, _("No endorsement is asked for"))
        since = row.submitted_at
        return Gate(GateState.WAITING, _("No line manager is asked yet"), since=since)
    name = asked.endorser.name
    if asked.state in ENDORSED:
        words = _("Endorsed by %(name)s") if not asked.words else _("%(name)s has conditions")
        return Gate(GateState.YES, words % {"name": name}, since=asked.answered_at)
    if asked.state == EndorsementState.NOT_NOW:
        words = _("%(name)s says not now") % {"name": name}
        return Gate(GateState.NO, words, since=asked.answered_at)
    facts = {"name": name, "day": date_format(timezone.localtime(asked.asked_at), "j F")}
    if asked.is_over(now):
        words = _("%(name)s has not answered; the link has run out") % facts
    else:
        words = _("%(name)s was asked on %(day)s") % facts
    return Gate(GateState.WAITING, words, waits_for=name, since=asked.asked_at)


def _confirmed(row: Application, policy: ProgrammePolicy | None) -> Gate:
    """Say whether the mentee agreed to the hours, and to those that are asked now."""
    if row.role != ParticipantRole.MENTEE:
        return Gate(GateState.NOT_ASKED, _("Asked of mentees alone"))
    hours = policy.hours_a_month if policy else ProgrammePolicy().hours_a_month
    if row.confirmed_hours is None:
        return Gate(
            GateState.WAITING,
            _("Has not confirmed the hours yet"),
            waits_for=row.person.name,
            since=row.submitted_at,
        )
    facts = {"then": hours_in_words(row.confirmed_hours), "now": hours_in_words(hours)}
    if row.confirmed_hours != hours:
        words = _("Confirmed %(then)s h a month, now %(now)s h") % facts
        return Gate(GateState.WAITING, words, waits_for=row.person.name, since=row.confirmed_at)
    words = _("Confirmed %(then)s h a month") % facts
    return Gate(GateState.YES, words, since=row.confirmed_at)


def hours_in_words(hours: Decimal) -> str:
    """Return hours as people write them: 3, not 3.0."""
    return format(hours.normalize(), "f")
