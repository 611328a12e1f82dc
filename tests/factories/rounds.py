"""Rounds of matching: rules, wishes, drafts and sendings."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from matching.drafts.enums import DraftState
from matching.rounds.enums import DraftMode, RuleStrength, RuleTest
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import CohortFactory, MenteeFactory, ParticipantFactory


class RoundFactory(DjangoModelFactory):
    """An open round of a cohort."""

    class Meta:
        model = "matching.Round"

    cohort = factory.SubFactory(CohortFactory)
    number = factory.Sequence(lambda turn: turn + 1)


class RuleFactory(DjangoModelFactory):
    """Mentor and mentee must have different departments."""

    class Meta:
        model = "matching.MatchingRule"

    round = factory.SubFactory(RoundFactory)
    strength = RuleStrength.MUST
    test = RuleTest.DIFFERENT
    mentee_field = "profile:department"
    mentor_field = "profile:department"


class MentorGroupFactory(DjangoModelFactory):
    """A department that releases two at most."""

    class Meta:
        model = "matching.MentorGroup"

    round = factory.SubFactory(RoundFactory)
    name = factory.Sequence(lambda turn: f"Department {turn}")
    ceiling = 2


class MatchingPlaceFactory(DjangoModelFactory):
    """What a mentor says of themselves for matching."""

    class Meta:
        model = "matching.MatchingPlace"

    participant = factory.SubFactory(ParticipantFactory)


class FreeHoursFactory(DjangoModelFactory):
    """Free at two in the night of a Monday."""

    class Meta:
        model = "matching.FreeHours"

    person = factory.SubFactory(PersonFactory)
    half_hours = factory.LazyFunction(lambda: [4, 5])


class WishListFactory(DjangoModelFactory):
    """A mentee's list, handed in."""

    class Meta:
        model = "matching.WishList"

    round = factory.SubFactory(RoundFactory)
    participant = factory.LazyAttribute(lambda new: MenteeFactory.create(cohort=new.round.cohort))
    handed_in_at = factory.LazyFunction(timezone.now)


class WishFactory(DjangoModelFactory):
    """The favourite."""

    class Meta:
        model = "matching.Wish"

    wish_list = factory.SubFactory(WishListFactory)
    about = factory.LazyAttribute(
        lambda new: ParticipantFactory.create(cohort=new.wish_list.round.cohort)
    )
    rank = 1


class MatchRequestFactory(DjangoModelFactory):
    """A mentee has asked a mentor, who has a week to answer."""

    class Meta:
        model = "matching.MatchRequest"

    round = factory.SubFactory(RoundFactory)
    mentee = factory.LazyAttribute(lambda new: MenteeFactory.create(cohort=new.round.cohort))
    mentor = factory.LazyAttribute(lambda new: ParticipantFactory.create(cohort=new.round.cohort))
    answer_by = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class DraftFactory(DjangoModelFactory):
    """A draft that is ready."""

    class Meta:
        model = "matching.Draft"

    round = factory.SubFactory(RoundFactory)
    number = factory.Sequence(lambda turn: turn + 1)
    state = DraftState.READY
    mode = DraftMode.PARTICIPATION
    solved_at = factory.LazyFunction(timezone.now)


class DraftPairFactory(DjangoModelFactory):
    """A pair of a draft that fits well."""

    class Meta:
        model = "matching.DraftPair"

    draft = factory.SubFactory(DraftFactory)
    mentee = factory.LazyAttribute(lambda new: MenteeFactory.create(cohort=new.draft.round.cohort))
    mentor = factory.LazyAttribute(
        lambda new: ParticipantFactory.create(cohort=new.draft.round.cohort)
    )
    points = 8400


class SendingFactory(DjangoModelFactory):
    """A sending that is being checked."""

    class Meta:
        model = "matching.Sending"

    draft = factory.SubFactory(DraftFactory)
    round = factory.LazyAttribute(lambda new: new.draft.round)


class RecruitRequestFactory(DjangoModelFactory):
    """A request for one mentor, not sent yet."""

    class Meta:
        model = "matching.RecruitRequest"

    round = factory.SubFactory(RoundFactory)
    title = "A mentor in finance"
