"""Proposals are answered before pairs meet, and a late answer holds nobody else up."""

from matching.enums import MatchState
from matching.preparations import tasks_of_matching
from tests.factories.matching import MatchFactory


def test_a_proposal_that_waits_is_told_and_holds_nothing_up(world):
    def task():
        (only,) = tasks_of_matching(world.programme, world.cohort)
        return only

    assert task().state.value == "blocked"
    waiting = MatchFactory.create(cohort=world.cohort, state=MatchState.PROPOSED)
    assert (task().state.value, task().hint) == ("progress", "1 proposal waits for an answer")
    assert not task().is_missing
    waiting.delete()
    MatchFactory.create(cohort=world.cohort, state=MatchState.ACTIVE)
    assert task().state.value == "done"


def test_no_cohort_has_no_proposals(world):
    (task,) = tasks_of_matching(world.programme, None)
    assert task.state.value == "blocked"
