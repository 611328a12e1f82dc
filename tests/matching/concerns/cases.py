"""A match with a concern in each state, and who answers in the programme and past it."""

from dataclasses import dataclass
from typing import Any

from matching.actions.concerns import raise_concern
from matching.concerns.enums import Channel
from matching.models import Concern, ConcernContact, Match
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Role
from tests.factories.matching import MatchFactory
from tests.people import World, person_called, team_member

SECRET = "kept-between-us"


@dataclass(frozen=True)
class Case:
    """Two in a match, a second coordinator, and an ombudsperson with a deputy."""

    match: Match
    second: Person
    contact: Person
    deputy: Person


def a_case(world: World) -> Case:
    match = MatchFactory.create(
        cohort=world.cohort, mentors=[world.mentor_place], mentees=[world.mentee_place]
    )
    second = team_member(world.programme, "Dana Voss", Role.COORDINATOR)
    contact, deputy = person_called("Irene Calloway"), person_called("Oskar Lindgren")
    ConcernContact.objects.create(organisation=world.organisation, person=contact, deputy=deputy)
    return Case(match, second, contact, deputy)


def typed(channel: str = Channel.COORDINATORS, **more: str) -> dict[str, Any]:
    return {
        "category": "boundaries",
        "words": f"It was {SECRET}.",
        "severity": "normal",
        "channel": channel,
        **more,
    }


def raised(world: World, case: Case, channel: str = Channel.COORDINATORS) -> Concern:
    return raise_concern(world.programme, by=world.mentee, match=case.match, **typed(channel))
