"""Meeting one's match, and saying yes or no."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.enums import DeclineReason, MatchState
from programmes.models import Profile
from tests.factories.matching import MatchFactory, MeetingFactory, ago, pair


def page(match):
    return reverse("matching:my-match", args=(match.pk,))


def act(match, verb):
    return reverse(f"matching:match-{verb}", args=(match.pk,))


def text(response):
    return response.content.decode()


@pytest.fixture
def proposal(world):
    membership = world.mentor.memberships.get(organisation=world.organisation)
    Profile.objects.create(
        membership=membership, job_title="Head of exports", biography="I like <maps>."
    )
    return pair(world, MatchState.PROPOSED, title="First year as a team lead")


def test_the_page_shows_who_the_other_is(world, proposal, client_of):
    shown = text(client_of(world.mentee).get(page(proposal)))
    for words in (
        "Amara Okafor could be your mentor",
        "Head of exports",
        "I like &lt;maps&gt;.",
        "First year as a team lead",
        act(proposal, "accept"),
        act(proposal, "decline"),
    ):
        assert words in shown
    assert world.mentor.email not in shown


def test_nobody_else_opens_it(world, proposal, client_of):
    other = MatchFactory.create(cohort=world.cohort)
    outsiders = [
        world.coordinator,
        world.stranger,
        world.other_coordinator,
        world.administrator,
        other.mentors[0],
        other.mentees[0],
    ]
    for person in outsiders:
        client = client_of(person)
        assert client.get(page(proposal)).status_code == 404, person
        assert client.post(act(proposal, "accept")).status_code == 404
        assert client.get(act(proposal, "decline")).status_code == 404
        assert client.post(act(proposal, "decline"), {"reason": "no_time"}).status_code == 404
    proposal.refresh_from_db()
    assert proposal.state == MatchState.PROPOSED
    assert not proposal.members.filter(accepted_at__isnull=False).exists()


def test_a_yes_from_both_makes_a_match(world, proposal, client_of):
    shown = text(client_of(world.mentee).post(act(proposal, "accept"), follow=True))
    assert "We wait for the others" in shown
    shown = text(client_of(world.mentor).post(act(proposal, "accept"), follow=True))
    assert "You and Jonas are matched" in shown
    assert reverse("matching:meeting-plan", args=(proposal.pk,)) in shown


def test_after_its_time_a_proposal_takes_no_yes_though_nobody_ended_it_yet(
    world, proposal, client_of
):
    proposal.answer_by = timezone.now() - timedelta(minutes=1)
    proposal.save()
    client = client_of(world.mentee)
    shown = text(client.get(page(proposal)))
    assert "This match is no longer open" in shown
    assert act(proposal, "accept") not in shown
    client.post(act(proposal, "accept"))
    assert not proposal.members.filter(accepted_at__isnull=False).exists()


def test_a_link_alone_says_neither_yes_nor_no(world, proposal, client_of):
    client = client_of(world.mentee)
    assert client.get(act(proposal, "accept")).status_code == 405
    assert client.get(act(proposal, "decline")).status_code == 200
    proposal.refresh_from_db()
    assert proposal.state == MatchState.PROPOSED
    assert not proposal.members.filter(accepted_at__isnull=False).exists()


def test_a_no_needs_no_excuse(world, proposal, client_of):
    client = client_of(world.mentor)
    assert "needs no excuse" in text(client.get(act(proposal, "decline")))
    response = client.post(act(proposal, "decline"), {"reason": "unsaid"}, follow=True)
    assert "This match is no longer open" in text(response)
    member = proposal.members.get(participant=world.mentor_place)
    assert member.declined_reason == DeclineReason.UNSAID


def test_bad_input_loses_nothing(world, proposal, client_of):
    said = {"reason": "because", "note": "I am moving away."}
    response = client_of(world.mentor).post(act(proposal, "decline"), said)
    assert "I am moving away." in text(response)
    proposal.refresh_from_db()
    assert proposal.state == MatchState.PROPOSED


def test_after_a_no_the_other_reads_neither_who_nor_why(world, proposal, client_of):
    said = {"reason": "no_time", "note": "I am moving away."}
    client_of(world.mentor).post(act(proposal, "decline"), said)
    mentee = client_of(world.mentee)
    for response in (mentee.get(page(proposal)), mentee.post(act(proposal, "accept"), follow=True)):
        shown = text(response)
        assert "This match is no longer open" in shown
        for words in ("moving away", "too little time", "Head of exports", "declined"):
            assert words not in shown
    assert mentee.get(act(proposal, "decline")).status_code == 302


def test_declining_too_late_changes_nothing(world, client_of):
    match = pair(world)
    shown = text(
        client_of(world.mentor).post(act(match, "decline"), {"reason": "no_time"}, follow=True)
    )
    assert "no longer open" in shown
    match.refresh_from_db()
    assert match.state == MatchState.ACTIVE


def test_the_page_tells_the_next_meeting(world, client_of):
    meeting = MeetingFactory.create(match=pair(world), starts_at=ago(days=-5))
    shown = text(client_of(world.mentee).get(page(meeting.match)))
    assert "You meet Amara on" in shown
    assert f"{meeting.starts_at:%A} {meeting.starts_at.day}" in shown


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (MatchState.PAUSED, "You and Amara are pausing"),
        (MatchState.CLOSED, "You and Amara were matched"),
        (MatchState.ENDED_EARLY, "You and Amara were matched"),
        (MatchState.EXPIRED, "This match is no longer open"),
    ],
)
def test_every_state_has_its_words(world, client_of, state, words):
    assert words in text(client_of(world.mentee).get(page(pair(world, state))))


def test_what_both_named_is_shown_before_all_else(world, proposal, client_of):
    for person, interests in (
        (world.mentor, ["Leading people", "Maps"]),
        (world.mentee, ["leading people"]),
    ):
        membership = person.memberships.get(organisation=world.organisation)
        Profile.objects.update_or_create(membership=membership, defaults={"interests": interests})
    shown = text(client_of(world.mentee).get(page(proposal)))
    both, also = shown.index("Both of you"), shown.index("Also interested in")
    assert both < shown.index("Leading people") < also < shown.index("Maps")


def test_talking_first_says_who_hears_of_it_and_answers_nothing(world, proposal, client_of):
    client = client_of(world.mentee)
    shown = text(client.get(act(proposal, "talk")))
    assert "Amara gets one mail" in shown
    assert not proposal.members.filter(talk_asked_at__isnull=False).exists()
    assert client.post(act(proposal, "talk")).status_code == 302
    shown = text(client.get(page(proposal)))
    assert "You asked to talk first" in shown
    assert act(proposal, "accept") in shown
    shown = text(client_of(world.mentor).get(page(proposal)))
    assert "Jonas would like to talk before saying yes" in shown
    assert client_of(world.stranger).post(act(proposal, "talk")).status_code == 404


def test_talking_first_is_over_once_it_is_answered(world, client_of):
    match = pair(world)
    client = client_of(world.mentee)
    assert client.get(act(match, "talk")).status_code == 302
    assert "no longer open" in text(client.post(act(match, "talk"), follow=True))
    assert not match.members.filter(talk_asked_at__isnull=False).exists()


def test_the_page_of_the_pair_has_one_primary_button(world, client_of):
    shown = text(client_of(world.mentee).get(page(pair(world, MatchState.ACCEPTED))))
    assert shown.count("button-primary") == 1
    assert "Plan a meeting" in shown
    assert "write to each other for 30 days" in shown
