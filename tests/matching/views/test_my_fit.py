"""The page that asks whether the two fit."""

from django.urls import reverse

from matching.afterwards.enums import FitAnswer
from matching.enums import MatchState
from matching.models import FitCheck
from tests.factories.matching import pair
from tests.factories.relationships import FitCheckFactory


def at(match):
    return reverse("matching:my-fit", args=(match.pk,))


def text(response):
    return response.content.decode()


def asked(world, **fields):
    match = pair(world, **fields)
    for member in match.members.all():
        FitCheckFactory.create(member=member)
    return match


def test_before_the_first_meeting_it_says_what_comes(world, client_of):
    match = pair(world)
    client = client_of(world.mentee)
    assert "You are asked after your first meeting" in text(client.get(at(match)))
    client.post(at(match), {"answer": "good"})
    assert not FitCheck.objects.exists()


def test_one_tap_answers_and_a_second_changes_it(world, client_of):
    match, client = asked(world), client_of(world.mentee)
    shown = text(client.get(at(match)))
    assert "Nobody in your match learns your answer." in shown
    for answer, words in (
        (FitAnswer.GOOD, "Good to hear"),
        (FitAnswer.DECIDING, "once more in four weeks"),
        (FitAnswer.NOT_GOOD, "What now?"),
    ):
        assert words in text(client.post(at(match), {"answer": answer}, follow=True))
    assert "nobody’s fault" in text(client.get(at(match)))
    client.post(at(match), {"answer": "splendid"})
    assert FitCheck.objects.get(member__participant=world.mentee_place).answer == "not_good"
    other = FitCheck.objects.get(member__participant=world.mentor_place)
    assert other.answer == ""


def test_the_third_time_is_the_last(world, client_of):
    match = asked(world)
    member = match.members.get(participant=world.mentee_place)
    FitCheckFactory.create(member=member, turn=3)
    shown = text(client_of(world.mentee).post(at(match), {"answer": "deciding"}, follow=True))
    assert "You are not asked again" in shown


def test_an_ended_match_asks_no_more(world, client_of):
    match, client = asked(world, state=MatchState.CLOSED), client_of(world.mentee)
    assert "nobody is asked any more" in text(client.get(at(match)))
    shown = text(client.post(at(match), {"answer": "good"}, follow=True))
    assert "the match has ended" in shown
    assert not FitCheck.objects.exclude(answer="").exists()
