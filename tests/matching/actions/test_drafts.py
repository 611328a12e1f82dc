"""Drafts: asked for, worked out at once or by a worker, stopped, and what is hopeless."""

import pytest

from matching.actions.drafts import ask_for_draft, solve_draft
from matching.drafts.enums import DraftState, HoldKind, UnplacedReason
from matching.models import Draft, DraftPair, DraftUnplaced
from matching.rounds.enums import DraftMode, RuleStrength
from tests.factories.boards import board_round, small_board, solved, somebody
from tests.factories.rounds import RuleFactory

pytestmark = pytest.mark.django_db


def who_has_whom(draft):
    rows = DraftPair.objects.filter(draft=draft).values_list(
        "mentee__person__name", "mentor__person__name"
    )
    return {mentee.split()[0]: mentor.split()[0] for mentee, mentor in rows}


def test_a_small_round_is_worked_out_at_once(world):
    chosen, people = small_board(world.cohort)
    world.mentor_place.delete()
    world.mentee_place.delete()
    draft = solved(chosen)
    assert draft.problem == ""
    assert draft.state == DraftState.READY
    assert who_has_whom(draft) == {"Ines": "Amara", "Jonas": "Li", "Kwame": "Amara"}
    assert draft.certificate["is_optimal"]
    assert draft.measures["placed"] == 3
    pair = DraftPair.objects.get(draft=draft, mentee=people["ines"])
    assert pair.points == sum(pair.parts) == 10_000
    assert [fact["shared"] for fact in pair.facts] == [["leading"], ["Lisbon"]]
