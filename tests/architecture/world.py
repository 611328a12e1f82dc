"""One row of every kind, so that every address has something to show."""

from collections import ChainMap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from evaluation.actions.reports import build_by_hand
from evaluation.enums import WaveState
from evaluation.letters import LetterLink
from evaluation.models import Report, Wave
from matching.actions.meeting_feeds import make_feed as make_meeting_feed
from matching.afterwards.links import WordLink
from matching.booking.emails import post_meeting_planned
from matching.models import Match, Meeting
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Role
from mentorship.notifications.enums import Category
from mentorship.notifications.links import UnsubscribeLink
from mentorship.notifications.models import Message
from programmes.actions.calendar_feeds import make_feed
from programmes.charters.links import ReviewLink, SignOffLink
from programmes.enums import ParticipantRole, RecommendationState
from programmes.intake.links import EndorsementLink
from programmes.models import (
    Charter,
    CharterReview,
    ClosedDay,
    Criterion,
    Expectation,
    Import,
    Indicator,
    Merge,
    Milestone,
    Programme,
    Recommendation,
    SavedView,
    Sponsorship,
    TeamMember,
)
from tests.architecture.choosing_rows import ChoosingRows, make_choosing
from tests.architecture.fresh_rows import FreshRows, make_fresh
from tests.architecture.matching_rows import MatchingRows, make_matching
from tests.architecture.relationship_rows import RelationshipRows, make_relationships
from tests.architecture.report_rows import ReportRows, make_reports
from tests.architecture.survey_rows import SurveyRows, make_surveys
from tests.architecture.trust_rows import TrustRows, make_trust
from tests.factories.accounts import MembershipFactory, OrganisationRoleFactory
from tests.factories.charters import CharterFactory, request_to_sign, review_of
from tests.factories.choosing import EndorsementFactory
from tests.factories.evaluation import InstrumentFactory, ItemFactory, WaveFactory
from tests.factories.imports import ImportFactory
from tests.factories.matching import MatchFactory, MeetingFactory
from tests.factories.programmes import (
    CohortFactory,
    ParticipantFactory,
    ProgrammeFactory,
    SponsorshipFactory,
)
from tests.factories.setup import CriterionFactory, RecommendationFactory
from tests.factories.strategy import IndicatorFactory
from tests.factories.timetable import ClosedDayFactory, MilestoneFactory
from tests.factories.training import EnrolmentFactory, SessionFactory
from tests.people import World, make_world, person_called, team_member
from training.models import Enrolment, Session


@dataclass(frozen=True)
class WalkedWorld:
    """The world of most tests, with one row of everything in it."""

    world: World
    other_mentee: Person
    # Who does what in another programme of the same organisation, by role.
    siblings: dict[str, Person]
    fellows: dict[str, Person]
    other_administrator: Person
    team_member: TeamMember
    coordinator_member: TeamMember
    session: Session
    enrolment: Enrolment
    match: Match
    meeting: Meeting
    open_wave: Wave
    closed_wave: Wave
    report: Report
    expectation: Expectation
    criterion: Criterion
    recommendation: Recommendation
    saved_view: SavedView
    merge: Merge
    message: Message
    indicator: Indicator
    charter: Charter
    review: CharterReview
    sponsorship: Sponsorship
    milestone: Milestone
    closed_day: ClosedDay
    # What opens an address without signing in, by the address's name.
    tokens: dict[str, str]
    table: Import
    choosing: ChoosingRows
    fresh: FreshRows
    matching: MatchingRows
    relationships: RelationshipRows
    surveys: SurveyRows
    reports: ReportRows
    trust: TrustRows

    def kwargs_of(self, name: str) -> dict[str, Any]:
        """Return what the address of that name needs to point at this world's rows."""
        namespace, _colon, view = name.partition(":")
        given: dict[str, Callable[[], Any]] = {
            "slug": lambda: self.world.programme.slug,
            "pk": lambda: self.row_of(namespace, view).pk,
            "session_id": lambda: self.session.pk,
            "enrolment_id": lambda: self.enrolment.pk,
            "token": lambda: self._token(view),
            "name": lambda: "0001-nothing.eml",
            "number": lambda: 0,
            "face": lambda: "portal",
            **self.choosing.given(),
            **self.fresh.given(),
            **self.matching.given(),
            **self.relationships.given(),
            **self.surveys.given(),
            **self.reports.given,
            # The platform's own words for kinds of things are none of an app's.
            **(self.trust.given if namespace in {"mentorship", "api"} else {}),
            **self._papers(view),
        }
        return {key: given[key]() for key in parameters()[view]}

    def _token(self, view: str) -> str:
        """Return what opens an address without signing in."""
        own = (self.tokens, self.surveys.tokens(), self.reports.tokens, self.trust.tokens)
        return ChainMap(*own)[view]

    def _papers(self, view: str) -> dict[str, Callable[[], Any]]:
        """Return the code of the paper that an address is about, where it is one of a match."""
        if not view.startswith("participation"):
            return {}
        return {"code": lambda: self.relationships.certificate.code}

    def row_of(self, namespace: str, view: str) -> Any:
        """Return the row that an address with a `pk` is about, by the first words of its name."""
        rows = {
            "profile": self.world.mentee.memberships.get(),
            "view": self.saved_view,
            "merge": self.merge,
            "cohort": self.world.cohort,
            "timetable": self.world.cohort,
            "phase": self.milestone.phase,
            "milestone": self.milestone,
            "closed": self.closed_day,
            "participant": self.world.mentee_place,
            "invitation": self.world.mentee_place,
            "member": self.team_member,
            "caseload": self.coordinator_member,
            "match": self.match,
            "my": self.match,
            "meeting": self.match if view == "meeting-plan" else self.meeting,
            "wave": self.closed_wave,
            "report": self.report,
            "expectation": self.expectation,
            "criterion": self.criterion,
            "recommendation": self.recommendation,
            "message": self.message,
            "goal": self.indicator.objective.goal,
            "objective": self.indicator.objective,
            "indicator": self.indicator,
            "charter": self.charter,
            "review": self.review,
            "sponsor": self.sponsorship,
            "import": self.table,
            "mentor-profile": self.criterion.expectation.profile,
            **self.choosing.rows(),
            **(self.fresh.rows() if namespace == "training" else {}),
            **(self.matching.rows() if namespace == "matching" else {}),
            **(self.relationships.rows() if namespace == "matching" else {}),
            **(self.surveys.rows() if namespace == "evaluation" else {}),
            **(self.reports.rows if namespace == "evaluation" else {}),
            **(self.trust.rows if namespace in {"mentorship", "api"} else {}),
        }
        known = (key for key in rows if f"{view}-".startswith(f"{key}-"))
        return rows[max(known, key=len)]


@cache
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


def make_siblings(world: World) -> dict[str, Person]:
    """Make another programme of the organisation, with somebody in each role."""
    sibling = ProgrammeFactory.create(organisation=world.organisation, name="Starters")
    cohort = CohortFactory.create(programme=sibling)
    people = {
        "coordinator": team_member(sibling, "Sina Coordinates", Role.LEAD_COORDINATOR),
        "reviewer": team_member(sibling, "Sunil Reviews", Role.REVIEWER),
        "facilitator": team_member(sibling, "Sefa Facilitates", Role.FACILITATOR),
        "mentor": person_called("Selma Mentors"),
        "mentee": person_called("Stellan Learns"),
    }
    for role in ParticipantRole:
        ParticipantFactory.create(cohort=cohort, person=people[role.value], role=role)
    return people


def make_fellows(world: World) -> dict[str, Person]:
    """Make people of the same programme whom the walked rows are not about."""
    people = {
        "mentor": person_called("Femi Mentors"),
        "mentee": person_called("Freya Learns"),
        "coordinator": team_member(world.programme, "Fiona Assists", Role.COORDINATOR),
    }
    for role in ParticipantRole:
        ParticipantFactory.create(cohort=world.cohort, person=people[role.value], role=role)
    return people


def make_other_administrator(world: World) -> Person:
    """Make who administers the other organisation."""
    person = person_called("Odile Sets")
    membership = MembershipFactory.create(person=person, organisation=world.other_organisation)
    OrganisationRoleFactory.create(membership=membership)
    return person


def sponsored() -> Programme:
    """Make a programme with a sponsor, for a request that nothing else of the walk answers."""
    programme: Programme = SponsorshipFactory.create(person=person_called("Sigrid Signs")).programme
    return programme


def make_other_mentee(world: World) -> Person:
    """Make somebody who takes part in the other organisation's programme."""
    person = person_called("Oskar Lind")
    ParticipantFactory.create(
        cohort__programme=world.other_programme, person=person, role=ParticipantRole.MENTEE
    )
    return person


def make_meeting(world: World) -> Meeting:
    """Make a meeting of the mentor and the mentee, and the mail about it."""
    match = MatchFactory.create(
        cohort=world.cohort, mentors=[world.mentor_place], mentees=[world.mentee_place]
    )
    meeting: Meeting = MeetingFactory.create(match=match)
    post_meeting_planned(meeting, by=world.mentor)
    return meeting


def make_waves(world: World) -> tuple[Wave, Wave]:
    """Make a survey that is open and one that is closed."""
    instrument = InstrumentFactory.create(
        organisation=world.organisation, audience=ParticipantRole.MENTEE
    )
    ItemFactory.create(instrument=instrument)
    return (
        WaveFactory.create(instrument=instrument, cohort=world.cohort),
        WaveFactory.create(instrument=instrument, cohort=world.cohort, state=WaveState.CLOSED),
    )


def make_tokens(
    world: World, report: Report, review: CharterReview, meeting: Meeting
) -> dict[str, str]:
    """Make what opens an address without signing in, by the address's name."""
    letter = LetterLink(report.pk, world.sponsor.pk).token
    return {
        "unsubscribe": UnsubscribeLink.of(world.mentee, Category.TRAINING).token,
        "letter": letter,
        "letter-pdf": letter,
        "charter-sign": SignOffLink.of(request_to_sign(sponsored())).token,
        "charter-answer": ReviewLink.of(review).token,
        "endorsement-answer": EndorsementLink.of(
            EndorsementFactory.create(application__cohort__programme=world.other_programme)
        ).token,
        "meeting-word-by-link": WordLink.of(meeting, world.mentee).token,
        "team-calendar": make_feed(world.programme, person=world.coordinator, by=world.coordinator),
        "my-calendar-file": make_meeting_feed(world.mentee, by=world.mentee),
    }


def make_recommendation(world: World) -> Recommendation:
    """Make a recommendation that the programme took over from a sibling."""
    made: Recommendation = RecommendationFactory.create(
        state=RecommendationState.ACCEPTED,
        taken_into=world.programme,
        programme__organisation=world.organisation,
    )
    return made


def make_merge(world: World, gone: Person) -> Merge:
    """Make the trace of two records that became one."""
    return Merge.objects.create(
        organisation=world.organisation, kept=world.mentor, gone=gone, by=world.coordinator
    )


def make_walked_world() -> WalkedWorld:
    """Make the world, and one row of everything."""
    world = make_world()
    meeting = make_meeting(world)
    session = SessionFactory.create(programme=world.programme)
    open_wave, closed_wave = make_waves(world)
    report = build_by_hand(world.programme, world.cohort, by=world.coordinator)
    criterion = CriterionFactory.create(expectation__profile__programme=world.programme)
    review = review_of(world.programme)
    other_mentee = make_other_mentee(world)
    return WalkedWorld(
        world=world,
        other_mentee=other_mentee,
        other_administrator=make_other_administrator(world),
        siblings=make_siblings(world),
        fellows=make_fellows(world),
        team_member=TeamMember.objects.get(person=world.facilitator),
        coordinator_member=TeamMember.objects.get(person=world.coordinator),
        session=session,
        enrolment=EnrolmentFactory.create(session=session, person=world.mentor),
        match=meeting.match,
        meeting=meeting,
        open_wave=open_wave,
        closed_wave=closed_wave,
        report=report,
        expectation=criterion.expectation,
        criterion=criterion,
        recommendation=make_recommendation(world),
        saved_view=SavedView.objects.create(
            programme=world.programme, person=world.coordinator, name="Mentors"
        ),
        merge=make_merge(world, other_mentee),
        message=Message.objects.get(recipient=world.mentee),
        indicator=IndicatorFactory.create(objective__programme=world.programme),
        charter=CharterFactory.create(programme=world.programme),
        review=review,
        sponsorship=world.programme.sponsorships.get(),
        milestone=MilestoneFactory.create(cohort=world.cohort),
        closed_day=ClosedDayFactory.create(organisation=world.organisation),
        tokens=make_tokens(world, report, review, meeting),
        table=ImportFactory.create(programme=world.programme),
        choosing=make_choosing(world),
        fresh=make_fresh(world),
        matching=make_matching(world),
        relationships=make_relationships(world, meeting.match),
        surveys=make_surveys(world, open_wave),
        reports=make_reports(world, report),
        trust=make_trust(world),
    )
