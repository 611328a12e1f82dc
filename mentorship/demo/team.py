"""The demo's teams over time: caseloads, somebody who left, a planned end, what was done lately."""

from datetime import date, datetime, timedelta

from django.db.models import Model
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Role
from mentorship.audit.models import Event
from mentorship.demo.cast import Cast
from mentorship.demo.programmes import Year
from programmes.enums import ParticipantState
from programmes.models import Participant, Programme, TeamMember
from training.models import Session

# Every so-manieth person has just joined, and is in nobody's caseload yet.
EVERY_NOBODYS = 5
# How many of the second coordinator's deeds of today there are.
DEEDS = 3


def build_team(cast: Cast, year: Year, today: date) -> None:
    """Give both programmes coordinators with caseloads, a history, and a morning's work."""
    second, third = _join(cast, year, today)
    _share_out(year.leadership, cast.coordinator, second)
    _share_out(year.starters, cast.coordinator, second)
    _leave(cast, year, today, third)
    _work_this_morning(year, cast.second_coordinator, today)


def _join(cast: Cast, year: Year, today: date) -> tuple[Person, Person]:
    """Let the second coordinator help in both programmes, and a facilitator coordinate once."""
    second, third = cast.second_coordinator, cast.facilitators[1]
    TeamMember.objects.create(
        programme=year.leadership,
        person=second,
        role=Role.COORDINATOR,
        started_on=today - timedelta(days=310),
    )
    TeamMember.objects.create(
        programme=year.leadership,
        person=third,
        role=Role.COORDINATOR,
        started_on=today - timedelta(days=420),
        ended_on=today + timedelta(days=24),
        ended_reason="Goes on parental leave",
    )
    return second, third


def _share_out(programme: Programme, first: Person, second: Person) -> None:
    """Give most people to the lead, many to the second coordinator, some to nobody yet."""
    lead = TeamMember.objects.get(programme=programme, person=first)
    other = TeamMember.objects.get(programme=programme, person=second)
    people = Participant.objects.filter(cohort__programme=programme).to_look_after()
    for number, pk in enumerate(people.order_by("person__name", "pk").values_list("pk", flat=True)):
        if number % EVERY_NOBODYS:
            member = other if number % EVERY_NOBODYS == 1 else lead
            Participant.objects.filter(pk=pk).update(coordinator=member)


def _leave(cast: Cast, year: Year, today: date, third: Person) -> None:
    """Let somebody have left with a reason, one more about to begin, and one hold few people."""
    TeamMember.objects.create(
        programme=year.leadership,
        person=cast.seniors[20],
        role=Role.COORDINATOR,
        started_on=today - timedelta(days=700),
        ended_on=today - timedelta(days=311),
        ended_reason="Moved to the Lisbon office; thank you for two good years",
    )
    TeamMember.objects.create(
        programme=year.leadership,
        person=cast.seniors[40],
        role=Role.REVIEWER,
        started_on=today + timedelta(days=12),
    )
    leaving = TeamMember.objects.get(programme=year.leadership, person=third, role=Role.COORDINATOR)
    mentees = Participant.objects.filter(cohort=year.running.cohort).mentees().to_look_after()
    few = mentees.order_by("person__name", "pk").values_list("pk", flat=True)[:DEEDS]
    Participant.objects.filter(pk__in=list(few)).update(coordinator=leaving)


def _work_this_morning(year: Year, second: Person, today: date) -> None:
    """Record what the second coordinator dealt with before anybody else came."""
    accepted = Participant.objects.filter(
        cohort=year.recruiting.cohort, state=ParticipantState.ACCEPTED
    ).order_by("person__name", "pk")[:DEEDS]
    leaving = TeamMember.objects.get(
        programme=year.leadership, ended_on__gt=today, role=Role.COORDINATOR
    )
    sessions = Session.objects.filter(programme=year.leadership)
    deeds: list[tuple[str, Model | None]] = [
        *(("participant.accepted", place) for place in accepted),
        ("session.invited", sessions.upcoming().first()),
        ("attendance.recorded", sessions.past().first()),
        ("caseload.assigned", leaving),
        ("cohort.added", year.leadership.cohorts.last()),
    ]
    midnight = timezone.make_aware(datetime.combine(today, datetime.min.time()))
    for number, (kind, row) in enumerate(deeds):
        if row is not None:
            at = max(midnight, timezone.now() - timedelta(minutes=50 + 37 * number))
            record_at(at, kind, row, second, year.leadership)


def record_at(at: datetime, kind: str, row: Model, by: Person, programme: Programme) -> None:
    """Record an event as if it were earlier; stored as it is, since events cannot be changed."""
    event = Event(
        at=at,
        kind=kind,
        about_kind=row._meta.label_lower,
        about_id=str(row.pk),
        actor_id=by.pk,
        organisation_id=programme.organisation_id,
    )
    event.save_base(raw=True, force_insert=True)
