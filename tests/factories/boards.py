"""A round whose rules have something to choose between: people with profiles, and drafts of it."""

from typing import Any

from matching.actions.drafts import ask_for_draft
from matching.models import Draft, Round
from matching.rounds.enums import RuleStrength, RuleTest
from mentorship.accounts.models import Membership
from programmes.enums import CohortState, ParticipantRole
from programmes.models import Participant, Profile
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import MenteeFactory, ParticipantFactory
from tests.factories.rounds import MatchingPlaceFactory, RoundFactory, RuleFactory

DEPARTMENT, INTERESTS = "profile:department", "profile:interests"


def board_round(cohort: Any, **fields: Any) -> Round:
    """Make a round: departments must differ, interests and places should be shared."""
    if cohort.state != CohortState.MATCHING:
        cohort.state = CohortState.MATCHING
        cohort.save()
    chosen: Round = RoundFactory.create(cohort=cohort, **fields)
    RuleFactory.create(round=chosen, mentee_field=DEPARTMENT, mentor_field=DEPARTMENT)
    RuleFactory.create(
        round=chosen,
        strength=RuleStrength.SHOULD,
        test=RuleTest.IN_COMMON,
        weight=6,
        mentee_field=INTERESTS,
        mentor_field=INTERESTS,
        position=1,
    )
    RuleFactory.create(
        round=chosen,
        strength=RuleStrength.SHOULD,
        test=RuleTest.SAME,
        weight=3,
        mentee_field="profile:location",
        mentor_field="profile:location",
        position=2,
    )
    return chosen


def somebody(
    chosen: Round, name: str, department: str = "Law", *, seats: int | None = None, **profile: Any
) -> Participant:
    """Make a mentee, or a mentor with so many seats, of whom the rules know something."""
    person = PersonFactory.create(name=name)
    factory = MenteeFactory if seats is None else ParticipantFactory
    place: Participant = factory.create(cohort=chosen.cohort, person=person)
    describe(place, department=department, **profile)
    if seats is not None:
        MatchingPlaceFactory.create(participant=place, seats=seats)
    return place


def describe(place: Participant, **profile: Any) -> None:
    """Say something of somebody in their profile."""
    membership = Membership.objects.get(
        organisation=place.cohort.programme.organisation, person=place.person
    )
    Profile.objects.update_or_create(membership=membership, defaults=profile)


def small_board(cohort: Any, **fields: Any) -> tuple[Round, dict[str, Participant]]:
    """Make a round of three mentees and three mentors, of whom Amara has two seats.

    Ines and Amara share both interests; Kwame is in everybody's department but Amara's.
    """
    chosen = board_round(cohort, **fields)
    people = {
        "ines": somebody(chosen, "Ines Carvalho", "Law", interests=["leading"], location="Lisbon"),
        "jonas": somebody(chosen, "Jonas Brandt", "Finance", interests=["pricing"]),
        "kwame": somebody(chosen, "Kwame Boateng", "Sales", interests=["writing"]),
        "amara": somebody(
            chosen, "Amara Obi", "Board", seats=2, interests=["leading"], location="Lisbon"
        ),
        "li": somebody(chosen, "Li Wei Chen", "Sales", seats=1, interests=["pricing"]),
        "nadia": somebody(chosen, "Nadia Petrova", "Sales", seats=1, interests=["writing"]),
    }
    return chosen, people


def solved(chosen: Round, **fields: Any) -> Draft:
    """Run the rules of a round."""
    return ask_for_draft(chosen, by=None, **fields)


def many_people(chosen: Round, mentees: int, mentors: int, seats: int = 2) -> None:
    """Fill a round with people of several departments and interests."""
    words = ["leading", "pricing", "writing", "speaking", "planning"]
    for number in range(max(mentees, mentors)):
        for role, count in (
            (ParticipantRole.MENTEE, mentees),
            (ParticipantRole.MENTOR, mentors),
        ):
            if number < count:
                somebody(
                    chosen,
                    f"{role.label} {number:03}",
                    f"Department {(number + (role == ParticipantRole.MENTOR)) % 7}",
                    seats=seats if role == ParticipantRole.MENTOR else None,
                    interests=[words[number % 5], words[number * 3 % 5]],
                    location=f"Place {number % 4}",
                )
