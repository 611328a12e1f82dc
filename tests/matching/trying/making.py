"""A small round with people who differ, and a draft of it."""

from dataclasses import dataclass
from typing import Any

from matching.actions.drafts import ask_for_draft
from matching.models import Draft, MatchingRule, Round
from matching.rounds.enums import RuleStrength, RuleTest
from mentorship.accounts.models import Membership
from programmes.models import Participant, Profile
from tests.factories.programmes import CohortFactory, MenteeFactory, ParticipantFactory
from tests.factories.rounds import (
    MatchingPlaceFactory,
    RoundFactory,
    RuleFactory,
    WishFactory,
    WishListFactory,
)

# Department, interests, and for mentors their seats.
MENTORS = {
    "Amara Okafor": ("Law", ["strategy", "pricing"], 1),
    "Li Wei Chen": ("Finance", ["strategy"], 1),
    "Yuki Tanaka": ("Sales", ["pricing", "coaching"], 1),
}
MENTEES = {
    "Ines Carvalho": ("Sales", ["strategy", "pricing"]),
    "Kwame Boateng": ("Law", ["strategy", "coaching"]),
    "Tom Gallagher": ("Finance", ["pricing", "coaching"]),
}


@dataclass(frozen=True)
class Small:
    """The round, its people by first name, and its rules."""

    round: Round
    people: dict[str, Participant]
    departments: MatchingRule
    interests: MatchingRule

    def __getitem__(self, name: str) -> Participant:
        """Return somebody by their first name."""
        return self.people[name]

    def pair(self, mentee: str, mentor: str) -> tuple[Any, Any]:
        """Return two ids."""
        return self.people[mentee].pk, self.people[mentor].pk

    def draft(self, **how: Any) -> Draft:
        """Return a draft, worked out."""
        return ask_for_draft(self.round, by=None, **how)


def describe(place: Participant, department: str, interests: list[str]) -> None:
    """Fill in somebody's profile."""
    membership = Membership.objects.get(
        organisation=place.cohort.programme.organisation, person=place.person
    )
    words = {"department": department, "interests": interests}
    Profile.objects.update_or_create(membership=membership, defaults=words)


def small_round(programme, *, mentors=None, mentees=None, **fields) -> Small:
    """Make the round: departments must differ, and two interests should be shared."""
    cohort = CohortFactory.create(programme=programme)
    chosen = RoundFactory.create(cohort=cohort, **fields)
    people = {}
    for name, (department, interests, seats) in (mentors or MENTORS).items():
        place = ParticipantFactory.create(cohort=cohort, person__name=name)
        MatchingPlaceFactory.create(participant=place, seats=seats)
        describe(place, department, interests)
        people[name.split(maxsplit=1)[0]] = place
    for name, (department, interests) in (mentees or MENTEES).items():
        place = MenteeFactory.create(cohort=cohort, person__name=name)
        describe(place, department, interests)
        people[name.split(maxsplit=1)[0]] = place
    return Small(
        round=chosen,
        people=people,
        departments=RuleFactory.create(round=chosen),
        interests=RuleFactory.create(
            round=chosen,
            strength=RuleStrength.SHOULD,
            test=RuleTest.IN_COMMON,
            weight=5,
            at_least=2,
            mentee_field="profile:interests",
            mentor_field="profile:interests",
            position=1,
        ),
    )


def wish(small: Small, mentee: str, *mentors: str) -> None:
    """Hand in a mentee's wishes, the favourite first."""
    listed = WishListFactory.create(round=small.round, participant=small[mentee])
    for rank, mentor in enumerate(mentors, start=1):
        WishFactory.create(wish_list=listed, about=small[mentor], rank=rank)
