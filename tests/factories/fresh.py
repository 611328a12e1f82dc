"""What keeps mentoring fresh: competencies, communities, pathways, claims and thanks."""

from datetime import timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from programmes.enums import ParticipantRole
from programmes.models import Programme
from tests.factories.accounts import OrganisationFactory, PersonFactory
from tests.factories.dates import days_ago
from tests.factories.programmes import ParticipantFactory, ProgrammeFactory
from tests.factories.training import SessionFactory
from training.agenda.enums import AgendaForm, FigureKind, RaisedCategory, RaisedKind
from training.communities.enums import CommunityKind, Joining, MemberState
from training.enums import CertificateKind, EntryKind
from training.models import ReminderApproval
from training.pathway.enums import InterestSource
from training.reminding.declarations import all_declared
from training.retention.enums import CareReason, LeavingCause, MilestoneOf


class CompetencyFactory(DjangoModelFactory):
    """A competency asked of mentors."""

    class Meta:
        model = "training.Competency"

    organisation = factory.SubFactory(OrganisationFactory)
    key = factory.Sequence("skill-{}".format)
    name = factory.Sequence("Skill {}".format)


class QuizQuestionFactory(DjangoModelFactory):
    """A question with two options, of which the first is right."""

    class Meta:
        model = "training.QuizQuestion"

    course = factory.SubFactory("tests.factories.training.CourseFactory")
    text = factory.Sequence("Question {}".format)
    options = factory.LazyFunction(
        lambda: [{"text": "Right", "is_right": True}, {"text": "Wrong", "is_right": False}]
    )


class MaterialFactory(DjangoModelFactory):
    """A page to read."""

    class Meta:
        model = "training.CourseMaterial"

    course = factory.SubFactory("tests.factories.training.CourseFactory")
    title = factory.Sequence("Material {}".format)
    words = "Ask first."


class CertificateFactory(DjangoModelFactory):
    class Meta:
        model = "training.Certificate"

    code = factory.Sequence("TEST-{:04d}".format)
    kind = CertificateKind.SESSION
    session = factory.SubFactory(SessionFactory)
    programme = factory.LazyAttribute(lambda new: new.session.programme)
    person = factory.SubFactory(PersonFactory)
    role = ParticipantRole.MENTOR
    name = factory.LazyAttribute(lambda new: new.person.name)
    title = factory.LazyAttribute(lambda new: new.session.title)
    hours = Decimal(3)
    earned_on = factory.LazyFunction(days_ago(3))


class ClaimFactory(DjangoModelFactory):
    """A claim of four hours of initial training."""

    class Meta:
        model = "training.PriorLearningClaim"

    programme = factory.SubFactory(ProgrammeFactory)
    person = factory.SubFactory(PersonFactory)
    role = ParticipantRole.MENTOR
    kind = EntryKind.INITIAL
    what = "Coaching certificate"
    evidence = "Certificate no. 12"
    hours = Decimal(4)
    earned_on = factory.LazyFunction(days_ago(100))


class CompetencyFigureFactory(DjangoModelFactory):
    """Twelve mentees rated a competency at 4.5 of 7."""

    class Meta:
        model = "training.CompetencyFigure"

    programme = factory.SubFactory(ProgrammeFactory)
    competency = factory.SubFactory(
        CompetencyFactory, organisation=factory.SelfAttribute("..programme.organisation")
    )
    kind = FigureKind.MENTEE
    wave_key = factory.Sequence("wave-{}".format)
    measured_on = factory.LazyFunction(days_ago(20))
    n = 12
    value = 4.5


class RaisedReasonFactory(DjangoModelFactory):
    class Meta:
        model = "training.RaisedReason"

    programme = factory.SubFactory(ProgrammeFactory)
    kind = RaisedKind.CONCERN
    category = RaisedCategory.COMMUNICATION
    raised_on = factory.LazyFunction(days_ago(20))
    occasion_key = factory.Sequence("concern-{}".format)


class AgendaFactory(DjangoModelFactory):
    class Meta:
        model = "training.RefresherAgenda"

    programme = factory.SubFactory(ProgrammeFactory)
    title = "What this year showed"
    form = AgendaForm.HALF_DAY


class CommunityFactory(DjangoModelFactory):
    """A community of mentors that anybody it is for may join."""

    class Meta:
        model = "training.Community"

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.Sequence("Circle {}".format)
    kind = CommunityKind.MENTORS
    joining = Joining.OPEN


class MemberFactory(DjangoModelFactory):
    class Meta:
        model = "training.CommunityMember"

    community = factory.SubFactory(CommunityFactory)
    person = factory.SubFactory(PersonFactory)
    state = MemberState.MEMBER


class DiscussionFactory(DjangoModelFactory):
    """Words of somebody who belongs to the community."""

    class Meta:
        model = "training.Discussion"

    community = factory.SubFactory(CommunityFactory)
    author = factory.LazyAttribute(lambda new: MemberFactory.create(community=new.community).person)
    title = factory.Sequence("Discussion {}".format)
    words = "How do you begin?"


class ReplyFactory(DjangoModelFactory):
    class Meta:
        model = "training.Reply"

    discussion = factory.SubFactory(DiscussionFactory)
    author = factory.LazyAttribute(lambda new: new.discussion.author)
    words = "With a question."


class ResourceFactory(DjangoModelFactory):
    class Meta:
        model = "training.Resource"

    community = factory.SubFactory(CommunityFactory)
    title = factory.Sequence("Resource {}".format)
    link = "https://example.org/guide"
    added_by = factory.LazyAttribute(
        lambda new: MemberFactory.create(community=new.community).person
    )


class PeerPairFactory(DjangoModelFactory):
    """Two members in the order of their ids, paired for six weeks."""

    class Meta:
        model = "training.PeerPair"
        exclude = ("two",)

    community = factory.SubFactory(CommunityFactory)
    two = factory.LazyAttribute(
        lambda new: sorted(
            (MemberFactory.create(community=new.community).person for _ in range(2)),
            key=lambda person: str(person.pk),
        )
    )
    first = factory.LazyAttribute(lambda new: new.two[0])
    second = factory.LazyAttribute(lambda new: new.two[1])
    until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(weeks=6))


class ThankYouFactory(DjangoModelFactory):
    class Meta:
        model = "training.ThankYou"

    programme = factory.SubFactory(ProgrammeFactory)
    author = factory.SubFactory(PersonFactory)
    mentor = factory.SubFactory(PersonFactory)
    words = "Thank you for every Tuesday."


class RecognitionFactory(DjangoModelFactory):
    class Meta:
        model = "training.Recognition"

    programme = factory.SubFactory(ProgrammeFactory)
    person = factory.SubFactory(PersonFactory)
    of = MilestoneOf.YEARS
    number = 3
    reached_on = factory.LazyFunction(days_ago(5))


class DepartureFactory(DjangoModelFactory):
    class Meta:
        model = "training.Departure"

    participant = factory.SubFactory(ParticipantFactory)
    cause = LeavingCause.TIME


class CareCallFactory(DjangoModelFactory):
    class Meta:
        model = "training.CareCall"

    programme = factory.SubFactory(ProgrammeFactory)
    person = factory.SubFactory(PersonFactory)
    reason = CareReason.HARD_MATCH
    occasion_key = factory.Sequence("match-{}".format)
    called_for_on = factory.LazyFunction(days_ago(2))


class PathwayFactory(DjangoModelFactory):
    """Somebody who said that they would like to be a mentor."""

    class Meta:
        model = "training.Pathway"

    programme = factory.SubFactory(ProgrammeFactory)
    person = factory.SubFactory(PersonFactory)
    source = InterestSource.SELF


class ShadowingFactory(DjangoModelFactory):
    class Meta:
        model = "training.Shadowing"

    pathway = factory.SubFactory(PathwayFactory)
    mentor = factory.SubFactory(PersonFactory)
    mentee = factory.SubFactory(PersonFactory)
    occasion_key = factory.Sequence("match-{}".format)


def let_all_go(programme: Programme) -> None:
    """Let every kind of reminder of a programme go, as if somebody had looked at each before."""
    ReminderApproval.objects.bulk_create(
        ReminderApproval(programme=programme, name=declared.look) for declared in all_declared()
    )
