"""One row of everything that keeps mentoring fresh."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mentorship.accounts.models import Person
from programmes.enums import ParticipantRole
from tests.factories.fresh import (
    AgendaFactory,
    CareCallFactory,
    CertificateFactory,
    ClaimFactory,
    CommunityFactory,
    CompetencyFactory,
    DepartureFactory,
    DiscussionFactory,
    MaterialFactory,
    MemberFactory,
    PeerPairFactory,
    QuizQuestionFactory,
    RecognitionFactory,
    ReplyFactory,
    ResourceFactory,
    ShadowingFactory,
    ThankYouFactory,
)
from tests.factories.programmes import ParticipantFactory
from tests.factories.training import (
    CourseFactory,
    EntryFactory,
    SeriesFactory,
    SessionFactory,
)
from tests.people import World
from training.enums import SessionKind
from training.models import (
    CareCall,
    Certificate,
    Community,
    CommunityMember,
    Competency,
    CourseMaterial,
    CurrencyPolicy,
    Departure,
    LedgerEntry,
    PeerPair,
    PriorLearningClaim,
    QuizQuestion,
    Recognition,
    RefresherAgenda,
    Reply,
    Resource,
    Session,
    SessionSeries,
    Shadowing,
    ThankYou,
)
from training.policies import default_policy
from training.reminding.declarations import all_declared


@dataclass(frozen=True)
class FreshRows:
    """What addresses about courses, currency, communities, pathways and thanks point at."""

    world: World
    competency: Competency
    question: QuizQuestion
    material: CourseMaterial
    module: Session
    series: SessionSeries
    certificate: Certificate
    policy: CurrencyPolicy
    claim: PriorLearningClaim
    # Hours of the mentor.
    entry: LedgerEntry
    agenda: RefresherAgenda
    # The mentor belongs to it, and has written in it.
    community: Community
    member: CommunityMember
    reply: Reply
    resource: Resource
    peers: PeerPair
    thanks: ThankYou
    recognition: Recognition
    departure: Departure
    care: CareCall
    shadowing: Shadowing

    def given(self) -> dict[str, Callable[[], Any]]:
        """Return what addresses take beside a row's `pk`."""
        return {
            "entry_id": lambda: self.entry.pk,
            "code": lambda: self.certificate.code,
            "place_id": lambda: self.departure.participant_id,
            "reminder": lambda: next(all_declared()).slug,
        }

    def rows(self) -> dict[str, Any]:
        """Return the row behind each `pk`, by the first words of an address's name."""
        return {
            "competency": self.competency,
            "course": self.question.course,
            "quiz": self.question,
            "material": self.material,
            "module": self.module,
            "series": self.series,
            "certificate": self.certificate,
            "policy": self.policy,
            "claim": self.claim,
            "register": self.world.mentor_place,
            "waiver": self.world.mentor_place,
            "agenda": self.agenda,
            "community": self.community,
            "my-community": self.community,
            "community-member": self.member,
            "discussion": self.reply.discussion,
            "reply": self.reply,
            "resource": self.resource,
            "peer": self.peers,
            "thanks": self.thanks,
            "recognition": self.recognition,
            "departure": self.departure,
            "care": self.care,
            "pathway": self.shadowing.pathway,
            "my-pathway": self.shadowing.pathway,
            "shadowing": self.shadowing,
        }


def peers_of(world: World, community: Community) -> PeerPair:
    """Pair the mentor with another of the programme, both members of its community."""
    colleague: Person = ParticipantFactory.create(
        cohort=world.cohort, role=ParticipantRole.MENTOR
    ).person
    MemberFactory.create(community=community, person=colleague)
    two = sorted((world.mentor, colleague), key=lambda person: str(person.pk))
    peers: PeerPair = PeerPairFactory.create(community=community, first=two[0], second=two[1])
    return peers


def make_fresh(world: World) -> FreshRows:
    """Make one row of each kind, of people and places that the walk knows."""
    community = CommunityFactory.create(programme=world.programme)
    member = MemberFactory.create(community=community, person=world.mentor)
    discussion = DiscussionFactory.create(community=community, author=world.mentor)
    course = CourseFactory.create(organisation=world.organisation)
    policy = default_policy(world.programme, ParticipantRole.MENTOR)
    policy.save()
    return FreshRows(
        world=world,
        competency=CompetencyFactory.create(organisation=world.organisation),
        question=QuizQuestionFactory.create(course=course),
        material=MaterialFactory.create(course=course),
        module=SessionFactory.create(
            programme=world.programme, course=course, kind=SessionKind.MODULE
        ),
        series=SeriesFactory.create(programme=world.programme),
        certificate=CertificateFactory.create(
            session__programme=world.programme, person=world.mentor
        ),
        policy=policy,
        claim=ClaimFactory.create(programme=world.programme, person=world.mentor),
        entry=EntryFactory.create(programme=world.programme, person=world.mentor),
        agenda=AgendaFactory.create(programme=world.programme),
        community=community,
        member=member,
        reply=ReplyFactory.create(discussion=discussion),
        resource=ResourceFactory.create(community=community, added_by=world.mentor),
        peers=peers_of(world, community),
        thanks=ThankYouFactory.create(
            programme=world.programme, author=world.mentee, mentor=world.mentor
        ),
        recognition=RecognitionFactory.create(programme=world.programme, person=world.mentor),
        departure=DepartureFactory.create(participant=world.mentor_place),
        care=CareCallFactory.create(programme=world.programme, person=world.mentor),
        shadowing=ShadowingFactory.create(
            pathway__programme=world.programme,
            pathway__person=world.mentee,
            mentor=world.mentor,
        ),
    )
