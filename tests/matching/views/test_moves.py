"""Each move is a page that says who will be told what, and a button."""

import pytest
from django.urls import reverse

from matching.enums import MatchState
from matching.models import Match
from matching.views.moves import MOVES
from mentorship.notifications.models import Message
from programmes.enums import CohortState
from tests.factories.matching import MatchFactory, ago, pair, trained
from tests.factories.programmes import CohortFactory


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


def url(world, match, verb):
    return reverse(f"matching:match-{verb}", args=(world.programme.slug, match.pk))


def text(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("verb", "state", "subject", "to"),
    [
        ("start", MatchState.ACCEPTED, "", MatchState.ACTIVE),
        ("withdraw", MatchState.PROPOSED, "is no longer proposed", MatchState.EXPIRED),
        ("pause", MatchState.ACTIVE, "You and Jonas are pausing", MatchState.PAUSED),
        ("resume", MatchState.PAUSED, "You and Jonas go on", MatchState.ACTIVE),
        ("close", MatchState.PAUSED, "You and Jonas have come to the end", MatchState.CLOSED),
        ("end", MatchState.ACCEPTED, "Your match with Jonas ends here", MatchState.ENDED_EARLY),
    ],
)
def test_a_move_is_read_before_it_is_made(world, coordinator, verb, state, subject, to):
    match = pair(world, state)

    shown = text(coordinator.get(url(world, match, verb)))
    match.refresh_from_db()
    assert match.state == state
    assert not Message.objects.exists()
    assert subject in shown
    assert ("Nobody: no mail leaves." in shown) is (subject == "")

    response = coordinator.post(url(world, match, verb), follow=True)
    match.refresh_from_db()
    assert match.state == to
    assert response.redirect_chain[0][0].endswith(f"/relationships/{match.pk}/")
    assert Message.objects.count() == (2 if subject else 0)


def test_every_move_is_listed_in_a_test():
    tried = {"start", "withdraw", "pause", "resume", "close", "end", "again"}
    assert {move.verb for move in MOVES} == tried


def test_an_outcome_and_a_reason_are_kept(world, coordinator):
    closed, ended = pair(world), MatchFactory.create(cohort=world.cohort)
    coordinator.post(url(world, closed, "close"), {"outcome": "graduated"})
    coordinator.post(url(world, ended, "end"), {"reason": "A new post in another city."})
    closed.refresh_from_db()
    ended.refresh_from_db()
    assert closed.outcome == "graduated"
    assert ended.ended_reason == "A new post in another city."


def test_bad_input_moves_nothing_and_loses_nothing(world, coordinator):
    match = pair(world)
    shown = text(coordinator.post(url(world, match, "end"), {"reason": "x" * 201}))
    assert "x" * 201 in shown
    assert coordinator.post(url(world, match, "close"), {"outcome": "famous"}).status_code == 200
    match.refresh_from_db()
    assert match.state == MatchState.ACTIVE


def test_a_move_that_is_no_longer_possible_says_so(world, coordinator):
    match = pair(world, MatchState.CLOSED)
    for verb in ("start", "pause", "close", "end", "withdraw", "resume", "again"):
        shown = text(coordinator.post(url(world, match, verb), follow=True))
        assert "That is not possible any more" in shown, verb
    match.refresh_from_db()
    assert match.state == MatchState.CLOSED


def test_the_page_offers_only_what_is_possible(world, coordinator):
    offered = {
        MatchState.PROPOSED: {"withdraw"},
        MatchState.ACCEPTED: {"start", "end"},
        MatchState.ACTIVE: {"pause", "close", "end"},
        MatchState.PAUSED: {"resume", "close", "end"},
        MatchState.DECLINED: {"again"},
        MatchState.EXPIRED: {"again"},
        MatchState.ENDED_EARLY: {"again"},
        MatchState.CLOSED: set(),
    }
    for state, verbs in offered.items():
        match = MatchFactory.create(cohort=world.cohort, state=state)
        page = reverse("matching:match", args=(world.programme.slug, match.pk))
        shown = text(coordinator.get(page))
        assert {move.verb for move in MOVES if url(world, match, move.verb) in shown} == verbs


def test_proposing_again_leads_to_the_new_match(world, coordinator):
    trained(world.mentor_place)
    trained(world.mentee_place)
    match = pair(world, MatchState.DECLINED)
    shown = text(coordinator.get(url(world, match, "again")))
    assert "Amara Okafor could be your mentor" in shown
    response = coordinator.post(url(world, match, "again"))
    again = Match.objects.get(state=MatchState.PROPOSED)
    assert response.headers["Location"].endswith(f"/{again.pk}/")


def test_proposing_again_says_what_stands_in_the_way(world, coordinator):
    match = pair(world, MatchState.DECLINED)
    shown = text(coordinator.post(url(world, match, "again"), follow=True))
    assert "Amara" in shown
    assert Match.objects.count() == 1


def test_a_closed_cohort_proposes_nothing_again(world, coordinator):
    cohort = CohortFactory.create(
        programme=world.programme, state=CohortState.CLOSED, closed_at=ago(days=1)
    )
    match = MatchFactory.create(cohort=cohort, state=MatchState.ENDED_EARLY)
    shown = text(coordinator.get(url(world, match, "again"), follow=True))
    assert "That is not possible any more" in shown
