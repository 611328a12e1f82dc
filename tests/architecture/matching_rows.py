"""One row of everything that belongs to a round of matching."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from matching.models import (
    DraftPair,
    MatchingRule,
    MatchRequest,
    MentorGroup,
    RecruitRequest,
    Round,
    Sending,
    WishList,
)
from matching.rounds.settings import settings_of
from tests.factories.rounds import (
    DraftFactory,
    DraftPairFactory,
    MatchRequestFactory,
    MentorGroupFactory,
    RecruitRequestFactory,
    RoundFactory,
    RuleFactory,
    SendingFactory,
    WishListFactory,
)
from tests.people import World


@dataclass(frozen=True)
class MatchingRows:
    """What addresses about rounds, wishes, drafts and sendings point at."""

    round: Round
    rule: MatchingRule
    group: MentorGroup
    pair: DraftPair
    sending: Sending
    recruit: RecruitRequest
    request: MatchRequest
    wishes: WishList

    def given(self) -> dict[str, Callable[[], Any]]:
        """Return what addresses take beside a row's `pk`."""
        return {
            "round_id": lambda: self.round.pk,
            "draft_id": lambda: self.pair.draft_id,
            "pair_id": lambda: self.pair.pk,
            "mentee_id": lambda: self.pair.mentee_id,
            "mentor_id": lambda: self.pair.mentor_id,
            "participant_id": lambda: self.wishes.participant_id,
            "other_id": lambda: self.pair.mentee_id,
            "template": lambda: "civil-service",
        }

    def rows(self) -> dict[str, Any]:
        """Return the row behind each `pk`, by the first words of an address's name."""
        return {
            "round": self.round,
            "rule": self.rule,
            "group": self.group,
            "draft": self.pair.draft,
            "pair": self.pair,
            "sending": self.sending,
            "recruit": self.recruit,
            "request": self.request,
            "wish": self.wishes,
            "my-wishes": self.pair.mentor,
            "my-mentors": self.pair.mentor,
            "my-hours-place": self.pair.mentor,
            "my-request": self.request,
        }


def make_matching(world: World) -> MatchingRows:
    """Make one row of each kind, of people and places that the walk knows."""
    chosen = RoundFactory.create(cohort=world.cohort, who_wishes="both")
    rule = RuleFactory.create(round=chosen)
    draft = DraftFactory.create(round=chosen, settings=settings_of(chosen))
    pair = {"mentee": world.mentee_place, "mentor": world.mentor_place}
    return MatchingRows(
        round=chosen,
        rule=rule,
        group=MentorGroupFactory.create(round=chosen),
        pair=DraftPairFactory.create(draft=draft, **pair),
        sending=SendingFactory.create(draft=draft),
        recruit=RecruitRequestFactory.create(round=chosen),
        request=MatchRequestFactory.create(round=chosen, **pair),
        wishes=WishListFactory.create(round=chosen, participant=world.mentee_place),
    )
