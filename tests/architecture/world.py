"""One row of every kind, so that every address has something to show."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from evaluation.actions.reports import build_by_hand
from evaluation.enums import WaveState
from evaluation.letters import LetterLink
from evaluation.models import Report, Wave
from matching.emails import post_meeting_planned
from matching.models import Match, Meeting
from mentorship.accounts.models import Person
from mentorship.notifications.enums import Category
from mentorship.notifications.links import UnsubscribeLink
from mentorship.notifications.models import Message
from programmes.enums import ParticipantRole
from programmes.models import Import, TeamMember
from tests.factories.evaluation import InstrumentFactory, ItemFactory, WaveFactory
from tests.factories.imports import ImportFactory
from tests.factories.matching import MatchFactory, MeetingFactory
from tests.factories.programmes import ParticipantFactory
from tests.factories.training import EnrolmentFactory, SessionFactory
from tests.people import World, make_world, person_called
from training.models import Enrolment, Session


@dataclass(frozen=True)
class WalkedWorld:
    """The world of most tests, with one row of everything in it."""

    world: World
    other_mentee: Person
    team_member: TeamMember
    session: Session
    enrolment: Enrolment
    match: Match
    meeting: Meeting
    open_wave: Wave
    closed_wave: Wave
    report: Report
    message: Message
    table: Import
    letter: str
    unsubscribe: str

    def kwargs_of(self, name: str) -> dict[str, Any]:
        """Return what the address of that name needs to point at this world's rows."""
        namespace, _colon, view = name.partition(":")
        given: dict[str, Callable[[], Any]] = {
            "slug": lambda: self.world.programme.slug,
            "pk": lambda: self.row_of(namespace, view).pk,
            "session_id": lambda: self.session.pk,
            "enrolment_id": lambda: self.enrolment.pk,
            "token": lambda: self.unsubscribe if view == "unsubscribe" else self.letter,
            "name": lambda: "0001-nothing.eml",
            "number": lambda: 0,
            "face": lambda: "portal",
        }
        return {key: given[key]() for key in parameters()[view]}

    def row_of(self, namespace: str, view: str) -> Any:
        """Return the row that an address with a `pk` is about, by the first word of its name."""
        rows = {
            "cohort": self.world.cohort,
            "participant": self.world.mentee_place,
            "invitation": self.world.mentee_place,
            "member": self.team_member,
            "match": self.match,
            "my": self.match,
            "meeting": self.match if view == "meeting-plan" else self.meeting,
            "wave": self.closed_wave,
            "answer": self.open_wave,
            "report": self.report,
            "message": self.message,
            "import": self.table,
        }
        return rows[view.partition("-")[0]]


def parameters() -> dict[str, list[str]]:
    """Return what each named address takes."""
    return dict(_parameters(get_resolver(), []))


def _parameters(resolver: URLResolver, above: list[str]) -> Iterator[tuple[str, list[str]]]:
    for entry in resolver.url_patterns:
        taken = [*above, *entry.pattern.converters]
        if isinstance(entry, URLPattern):
            yield str(entry.name), taken
        else:
            yield from _parameters(entry, taken)


def make_walked_world() -> WalkedWorld:
    """Make the world, and one row of everything."""
    world = make_world()
    match = MatchFactory.create(
        cohort=world.cohort, mentors=[world.mentor_place], mentees=[world.mentee_place]
    )
    meeting = MeetingFactory.create(match=match)
    post_meeting_planned(meeting, by=world.mentor)
    session = SessionFactory.create(programme=world.programme)
    instrument = InstrumentFactory.create(
        organisation=world.organisation, audience=ParticipantRole.MENTEE
    )
    ItemFactory.create(instrument=instrument)
    report = build_by_hand(world.programme, world.cohort, by=world.coordinator)
    other_mentee = person_called("Oskar Lind")
    ParticipantFactory.create(
        cohort__programme=world.other_programme,
        person=other_mentee,
        role=ParticipantRole.MENTEE,
    )
    return WalkedWorld(
        world=world,
        other_mentee=other_mentee,
        team_member=TeamMember.objects.get(person=world.facilitator),
        session=session,
        enrolment=EnrolmentFactory.create(session=session, person=world.mentor),
        match=match,
        meeting=meeting,
        open_wave=WaveFactory.create(instrument=instrument, cohort=world.cohort),
        closed_wave=WaveFactory.create(
            instrument=instrument, cohort=world.cohort, state=WaveState.CLOSED
        ),
        report=report,
        message=Message.objects.get(recipient=world.mentee),
        table=ImportFactory.create(programme=world.programme),
        letter=LetterLink(report.pk, world.sponsor.pk).token,
        unsubscribe=UnsubscribeLink.of(world.mentee, Category.TRAINING).token,
    )
