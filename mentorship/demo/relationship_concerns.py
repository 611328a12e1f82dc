"""The demo's concerns: who answers them, one in hand, one settled, one past all coordinators."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from matching.concerns.enums import (
    Channel,
    ConcernCategory,
    ConcernOutcome,
    ConcernState,
    EntryKind,
    Severity,
)
from matching.enums import MatchState
from matching.models import Concern, ConcernContact, ConcernRoute, Match
from mentorship.accounts.models import Membership, Organisation, Person
from mentorship.demo.cast import PASSWORD, Cast, address
from mentorship.demo.programmes import Year

CONTACT = "Irene Calloway"


def build_concerns(organisation: Organisation, cast: Cast, year: Year, today: date) -> None:
    """Store who answers concerns, and three of them."""
    contact = _contact(organisation, cast, today)
    maya, ben = cast.coordinator, cast.second_coordinator
    ConcernRoute.objects.create(programme=year.leadership, handler=maya, deputy=ben)
    running = Match.objects.filter(cohort=year.running.cohort, state=MatchState.ACTIVE)
    matches = list(running.order_by("proposed_at", "pk").with_people())
    quiet, settled, hidden = matches[3], matches[5], matches[9]
    in_hand = _concern(quiet, maya, ConcernCategory.CONTACT, days=1, state=ConcernState.TAKEN)
    in_hand.entries.create(kind=EntryKind.TAKEN, by=maya)
    in_hand.entries.create(
        kind=EntryKind.NOTE, by=maya, words="Ask whether the new post has begun already."
    )
    over = _concern(
        settled, maya, ConcernCategory.TIME, days=40, state=ConcernState.SETTLED, by_mentor=True
    )
    over.entries.create(
        kind=EntryKind.REPLY, by=maya, words="Thank you. Could you meet monthly for a while?"
    )
    over.entries.create(
        kind=EntryKind.SETTLED, by=maya, words="You meet once a month from now on. Well done, both."
    )
    _concern(
        hidden,
        contact,
        ConcernCategory.BOUNDARIES,
        days=0,
        channel=Channel.CONTACT,
        severity=Severity.NORMAL,
    )


def _contact(organisation: Organisation, cast: Cast, today: date) -> Person:
    """Name an ombudsperson, whose deputy is no coordinator either."""
    person = Person.objects.create(
        name=CONTACT,
        email=address(CONTACT),
        time_zone=ZoneInfo("Europe/London"),
        password=make_password(PASSWORD),
    )
    Membership.objects.create(
        organisation=organisation, person=person, joined_on=today - timedelta(days=700)
    )
    ConcernContact.objects.create(
        organisation=organisation,
        person=person,
        deputy=cast.administrator,
        introduction="Irene is Guildhall’s ombudsperson. She works for no programme.",
        emergency_words="If somebody is in danger now, call 112 (in the United Kingdom 999).",
    )
    return person


def _concern(
    match: Match,
    handler: Person,
    category: str,
    *,
    days: int,
    state: str = ConcernState.RAISED,
    channel: str = Channel.COORDINATORS,
    severity: str = Severity.NORMAL,
    by_mentor: bool = False,
) -> Concern:
    """Store one that was raised so many days ago."""
    words = {
        ConcernCategory.CONTACT: "I wrote three times since our last meeting and hear nothing.",
        ConcernCategory.TIME: "Every two weeks is too much beside my new post.",
        ConcernCategory.BOUNDARIES: "Something I said in confidence came back to me from my team.",
    }
    raised_at = timezone.now() - timedelta(days=days, hours=3)
    is_settled = state == ConcernState.SETTLED
    return Concern.objects.create(
        programme=match.cohort.programme,
        match=match,
        raised_by=(match.mentors if by_mentor else match.mentees)[0],
        channel=channel,
        category=category,
        severity=severity,
        words=words[ConcernCategory(category)],
        raised_at=raised_at,
        state=state,
        handler=handler,
        answer_by=raised_at + timedelta(hours=48),
        taken_at=raised_at + timedelta(hours=5) if state != ConcernState.RAISED else None,
        outcome=ConcernOutcome.AGREED if is_settled else "",
        settled_at=raised_at + timedelta(days=6) if is_settled else None,
    )
