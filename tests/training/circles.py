"""A circle of mentors for tests: a community of the programme, and people in it."""

from dataclasses import dataclass
from typing import Any

from mentorship.accounts.models import Person
from tests.factories.accounts import PersonFactory
from tests.factories.fresh import CommunityFactory, MemberFactory
from tests.factories.programmes import membership_of
from tests.people import World
from training.models import Community


@dataclass(frozen=True)
class Circle:
    """Amara and two others belong to it; Ben moderates."""

    community: Community
    amara: Person
    ben: Person
    chloe: Person


def make_circle(world: World) -> Circle:
    community = CommunityFactory.create(programme=world.programme, name="Mentors’ circle")
    ben, chloe = (
        PersonFactory.create(name=name, email=f"{name.split()[0].lower()}@example.org")
        for name in ("Ben Ito", "Chloe Vega")
    )
    for person, fields in ((world.mentor, {}), (ben, {"is_moderator": True}), (chloe, {})):
        join(community, person, **fields)
    return Circle(community, world.mentor, ben, chloe)


def join(community: Community, person: Person, **fields: Any) -> None:
    membership_of(community.programme.organisation, person)
    MemberFactory.create(community=community, person=person, **fields)
