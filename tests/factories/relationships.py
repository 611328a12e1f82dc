"""What belongs to a match under way: agreement, goals, notes, messages, care, concerns, endings."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from matching.afterwards.enums import Mood, NoteReader
from matching.agreeing.enums import AgreementState
from matching.care.enums import CareKind
from matching.concerns.enums import Channel, ConcernCategory
from matching.goals.enums import GoalTheme, NoteKind
from matching.messaging.enums import ReportReason
from matching.models import FitCheck
from tests.factories.dates import days_ago
from tests.factories.matching import HeldMeetingFactory, MatchFactory


class AgreementFactory(DjangoModelFactory):
    """A first version that waits for signatures."""

    class Meta:
        model = "matching.Agreement"

    match = factory.SubFactory(MatchFactory)
    version = 1
    purpose = "To grow into leading a team."
    confidentiality = "What we say stays between us, unless somebody may come to harm."
    every_weeks = 2
    contact = "By message; within two days."
    ends_on = factory.LazyFunction(days_ago(-180))
    written_by = factory.LazyAttribute(lambda new: new.match.mentees[0])


class AgreementInForceFactory(AgreementFactory):
    """A version that everybody signed."""

    class Meta:
        skip_postgeneration_save = True

    state = AgreementState.IN_FORCE
    in_force_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def signatures(self, create: bool, extracted: object) -> None:  # noqa: FBT001  (factory_boy calls it so)
        for member in self.match.members.all():
            self.signatures.create(member=member)


class GoalFactory(DjangoModelFactory):
    """A mentee's goal."""

    class Meta:
        model = "matching.Goal"

    match = factory.SubFactory(MatchFactory)
    person = factory.LazyAttribute(lambda new: new.match.mentees[0])
    title = "Lead my first team meeting"
    theme = GoalTheme.LEADING
    start_rating = 3


class GoalStepFactory(DjangoModelFactory):
    """One step towards a goal."""

    class Meta:
        model = "matching.GoalStep"

    goal = factory.SubFactory(GoalFactory)
    title = "Watch how Amara does it"
    owner = factory.LazyAttribute(lambda new: new.goal.person)


class GoalNoteFactory(DjangoModelFactory):
    """A mentee says that a goal is half reached."""

    class Meta:
        model = "matching.GoalNote"

    goal = factory.SubFactory(GoalFactory)
    kind = NoteKind.PROGRESS
    by = factory.LazyAttribute(lambda new: new.goal.person)
    reached = 50


class MeetingNoteFactory(DjangoModelFactory):
    """A note that its writer keeps to themselves."""

    class Meta:
        model = "matching.MeetingNote"

    meeting = factory.SubFactory(HeldMeetingFactory)
    by = factory.LazyAttribute(lambda new: new.meeting.match.mentees[0])
    reader = NoteReader.SELF
    words = "Ask about the reading list."


class MeetingMoodFactory(DjangoModelFactory):
    """A good meeting."""

    class Meta:
        model = "matching.MeetingMood"

    meeting = factory.SubFactory(HeldMeetingFactory)
    person = factory.LazyAttribute(lambda new: new.meeting.match.mentees[0])
    mood = Mood.GOOD


class FitCheckFactory(DjangoModelFactory):
    """A mentee is asked whether the two fit."""

    class Meta:
        model = "matching.FitCheck"

    member = factory.LazyFunction(lambda: MatchFactory.create().members.get(side="mentee"))


def fit_check_of(match: Any, person: Any) -> FitCheck:
    """Return the latest question about the fit to somebody in a match."""
    own = FitCheck.objects.filter(member__match=match, member__participant__person=person)
    return own.latest("turn")


class PairMessageFactory(DjangoModelFactory):
    """A mentee writes to the mentor."""

    class Meta:
        model = "matching.PairMessage"

    match = factory.SubFactory(MatchFactory)
    by = factory.LazyAttribute(lambda new: new.match.mentees[0])
    text = "Shall we meet at the café?"


class MessageReportFactory(DjangoModelFactory):
    """A mentor reports a message."""

    class Meta:
        model = "matching.MessageReport"

    match = factory.SubFactory(MatchFactory)
    by = factory.LazyAttribute(lambda new: new.match.mentors[0])
    reason = ReportReason.OTHER


class CareStepFactory(DjangoModelFactory):
    """A coordinator called a pair; say by whom."""

    class Meta:
        model = "matching.CareStep"

    match = factory.SubFactory(MatchFactory)
    kind = CareKind.CALLED


class ConcernFactory(DjangoModelFactory):
    """A mentee tells the programme's named person; say who handles it."""

    class Meta:
        model = "matching.Concern"

    match = factory.SubFactory(MatchFactory)
    programme = factory.LazyAttribute(lambda new: new.match.cohort.programme)
    raised_by = factory.LazyAttribute(lambda new: new.match.mentees[0])
    channel = Channel.COORDINATORS
    category = ConcernCategory.CONTACT
    words = "They have not answered for a month."
    answer_by = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=48))


class RematchWishFactory(DjangoModelFactory):
    """A mentee would like somebody else."""

    class Meta:
        model = "matching.RematchWish"

    member = factory.LazyFunction(lambda: MatchFactory.create().members.get(side="mentee"))


class ParticipationCertificateFactory(DjangoModelFactory):
    """A mentee's paper."""

    class Meta:
        model = "matching.ParticipationCertificate"

    code = factory.Sequence(lambda n: f"MENT-{n:08d}")
    member = factory.LazyFunction(
        lambda: MatchFactory.create(state="closed").members.get(side="mentee")
    )
    name = factory.LazyAttribute(lambda new: new.member.person.name)
    programme_name = factory.LazyAttribute(lambda new: new.member.match.cohort.programme.name)
    started_on = factory.LazyFunction(days_ago(180))
    ended_on = factory.LazyFunction(days_ago(1))
    meetings = 9
