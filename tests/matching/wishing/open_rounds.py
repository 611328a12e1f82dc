"""Rounds in which people of the world may wish or ask, and whose training lets them be matched."""

from datetime import timedelta

from django.utils import timezone

from matching.rounds.enums import MatchingWay, WhoWishes
from programmes.models import Profile
from tests.factories.matching import trained
from tests.factories.programmes import MenteeFactory, ParticipantFactory
from tests.factories.rounds import RoundFactory


def today():
    return timezone.localdate()


def wishing(world, **fields):
    """Open a round that asks both sides for wishes until next week."""
    trained(world.mentor_place)
    trained(world.mentee_place)
    facts = {"who_wishes": WhoWishes.BOTH, "wishes_until": today() + timedelta(days=7)}
    return RoundFactory.create(cohort=world.cohort, **(facts | fields))


def asking(world, **fields):
    """Open a round in which mentees ask mentors themselves."""
    trained(world.mentor_place)
    trained(world.mentee_place)
    return RoundFactory.create(cohort=world.cohort, way=MatchingWay.ASKING, **fields)


def another_mentor(world, name="Ben Li"):
    return trained(ParticipantFactory.create(cohort=world.cohort, person__name=name))


def another_mentee(world, name="Priya Shah"):
    return trained(MenteeFactory.create(cohort=world.cohort, person__name=name))


def profile_of(place, **facts):
    membership = place.person.memberships.get(organisation=place.cohort.programme.organisation)
    return Profile.objects.update_or_create(membership=membership, defaults=facts)[0]
