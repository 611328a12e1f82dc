"""The 48 mentees and 30 mentors of the matching journeys, and who of them serves for what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from matching.actions.rounds import close_round
from matching.drafts.queries import with_room
from matching.models import Draft, DraftPair, Round, WishList
from matching.rounds.assembling import assemble
from mentorship.accounts.models import Person
from mentorship.demo.cast import hire
from mentorship.demo.matching_round import build_matching_round
from programmes.models import Participant, Profile, Programme
from tests.factories.accounts import OrganisationFactory

DEPARTMENT = "Mentor and mentee must have different departments"


@dataclass(frozen=True)
class Story:
    """A programme across departments with two coordinators, and the round its people wished in."""

    programme: Programme
    maya: Person
    ben: Person
    earlier: Round

    def begun(self) -> Round:
        """Return the round that is open, with the wishes that people handed in."""
        chosen = Round.objects.open().get(cohort=self.earlier.cohort_id)
        WishList.objects.filter(round=self.earlier).update(round=chosen)
        return chosen


def build_story(*, is_open: bool) -> Story:
    """Store everybody; the demo's own round is closed unless it is to be gone on with."""
    today = timezone.localdate()
    organisation = OrganisationFactory.create(name="Guildhall")
    people = hire(organisation, today - timedelta(days=900))
    earlier = build_matching_round(organisation, people, today)
    if not is_open:
        close_round(earlier, by=people.coordinator)
    return Story(earlier.cohort.programme, people.coordinator, people.second_coordinator, earlier)


def pairs_in(draft: Draft) -> list[DraftPair]:
    """Return the pairs of a draft by the mentees' names."""
    rows = draft.pairs.select_related("mentee__person", "mentor__person")
    return sorted(rows, key=lambda pair: (pair.mentee.person.name, str(pair.pk)))


def swap_within_a_department(draft: Draft) -> tuple[DraftPair, DraftPair]:
    """Return two pairs whose swap breaks the rule about departments for one, and no other rule."""
    office = {
        profile.membership.person_id: profile
        for profile in Profile.objects.select_related("membership")
    }
    for one in pairs_in(draft):
        for other in pairs_in(draft):
            mine, theirs = office[one.mentee.person_id], office[other.mentor.person_id]
            rest = office[other.mentee.person_id], office[one.mentor.person_id]
            is_broken = mine.department == theirs.department
            if (
                is_broken
                and rest[0].department != rest[1].department
                and one.mentor != other.mentor
            ):
                everybody = (mine, theirs, *rest)
                speaks = all("English" in each.languages for each in everybody)
                if speaks and not any(each.line_manager_email for each in everybody):
                    return one, other
    raise AssertionError("no two pairs can break the rule")


def wished_and_allowed(draft: Draft, *, has_room: bool) -> tuple[Participant, Participant]:
    """Return a mentee and a mentor on their list whom every rule lets them meet, and who do not.

    Never a mentor who is the only one for somebody: that place is not to be had.
    """
    assembly = assemble(draft.round)
    allowed = assembly.scores.rows(0, len(assembly.mentees)) >= 0
    is_only = allowed[allowed.sum(axis=1) == 1].any(axis=0)
    roomy = set(with_room(draft).values_list("mentor", flat=True))
    now = {pair.mentee_id: pair for pair in pairs_in(draft)}
    wishes: Any = assembly.mentee_wishes or []
    for position, tiers in enumerate(wishes):
        mentee = assembly.mentees[position]
        pair = now.get(mentee.pk)
        scores = assembly.scores.rows(position, position + 1)[0]
        for place in (place for tier in tiers for place in tier):
            mentor = assembly.mentors[place]
            is_other = pair and pair.mentor_id != mentor.pk and not pair.is_by_hand
            is_to_be_had = scores[place] >= 0 and not is_only[place]
            if is_other and is_to_be_had and (mentor.pk in roomy) == has_room:
                return mentee, mentor
    raise AssertionError("nobody has such a wish")


def free_mentors(draft: Draft, pairs: Sequence[DraftPair]) -> list[Participant]:
    """Return two mentors with room whom every rule lets these mentees meet."""
    assembly = assemble(draft.round)
    roomy = set(with_room(draft).values_list("mentor", flat=True))
    places = [
        next(at for at, each in enumerate(assembly.mentees) if each.pk == pair.mentee_id)
        for pair in pairs
    ]
    fitting = [
        mentor
        for at, mentor in enumerate(assembly.mentors)
        if mentor.pk in roomy
        and all(assembly.scores.rows(place, place + 1)[0][at] >= 0 for place in places)
    ]
    return fitting[:2]
