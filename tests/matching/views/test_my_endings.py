"""The portal’s pages of rests and endings, and the papers that come of them."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from matching.actions.closing import Words, finish_closing
from matching.actions.matches import close_match
from matching.enums import MatchState
from matching.models import ClosingWord, ParticipationCertificate, RematchWish
from mentorship.notifications.models import Message
from programmes.models import Pause
from tests.factories.matching import HeldMeetingFactory, MatchFactory, pair
from tests.factories.relationships import AgreementInForceFactory, GoalFactory


@pytest.fixture
def match(world):
    match = pair(world)
    ends_on = timezone.localdate() + timedelta(days=9)
    AgreementInForceFactory.create(match=match, ends_on=ends_on)
    return match


def url(name, match):
    return reverse(f"matching:{name}", args=(match.pk,))


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("name", ["my-rest", "my-rematch", "my-closing"])
def test_the_pages_are_for_the_people_of_the_match_alone(world, client_of, match, name):
    assert client_of(world.mentee).get(url(name, match)).status_code == HTTPStatus.OK
    for other in (world.stranger, world.coordinator, world.other_coordinator):
        assert client_of(other).get(url(name, match)).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("state", [MatchState.PROPOSED, MatchState.ACCEPTED])
def test_nobody_looks_back_on_what_has_not_begun(world, client_of, state):
    match = pair(world, state)
    answer = client_of(world.mentee).get(url("my-closing", match))
    assert (answer.status_code, answer.url) == (HTTPStatus.FOUND, url("my-match", match))


def test_being_away_is_read_before_it_is_told(world, client_of, match):
    client = client_of(world.mentee)
    day = timezone.localdate() + timedelta(days=3)
    said = {"starts_on": day.isoformat(), "ends_on": "", "reason": "MARKED"}
    shown = text(client.post(url("my-rest", match), said | {"preview": "yes"}))
    assert "Jonas is away from" in shown
    assert not Pause.objects.exists()
    client.post(url("my-rest", match), said | {"send": "yes"})
    pause = Pause.objects.get()
    again = text(client.post(url("my-rest", match), said | {"send": "yes"}))
    assert "You have noted a time away that overlaps" in again
    client.post(url("my-rest", match), {"back": str(pause.pk)})
    assert not Pause.objects.exists()


@pytest.mark.parametrize("back", ["", "nonsense", "4f0c7c2e-0000-4000-8000-000000000000"])
def test_coming_back_from_nothing_changes_nothing(world, client_of, match, back):
    shown = client_of(world.mentee).post(url("my-rest", match), {"back": back}, follow=True)
    assert "over already" in text(shown)


@pytest.mark.parametrize(("first", "last"), [(-1, 3), (3, 1), (900, 901), (1, 900)])
def test_days_nobody_can_mean_are_refused_and_kept(world, client_of, match, first, last):
    days = [timezone.localdate() + timedelta(days=n) for n in (first, last)]
    said = {"starts_on": days[0].isoformat(), "ends_on": days[1].isoformat(), "send": "yes"}
    shown = text(client_of(world.mentee).post(url("my-rest", match), said))
    assert f'value="{days[0].isoformat()}"' in shown
    assert not Pause.objects.exists()


def test_somebody_else_is_asked_for_and_taken_back(world, client_of, match):
    client = client_of(world.mentee)
    client.post(url("my-rematch", match), {"words": ""})
    assert "You have asked for somebody else" in text(client.get(url("my-rematch", match)))
    assert "somebody else" not in text(client_of(world.mentor).get(url("my-match", match)))
    client.post(url("my-rematch", match), {"back": "yes"})
    client.post(url("my-rematch", match), {"back": "yes"})
    assert RematchWish.objects.get().state == "taken_back"


def test_looking_back_is_kept_finished_and_private(world, client_of, match):
    goal = GoalFactory.create(match=match)
    mentee, mentor = client_of(world.mentee), client_of(world.mentor)
    said = {"gained": "MARKED GAIN", "thanks": "MARKED THANKS", f"goal-{goal.pk}": "6"}
    mentee.post(url("my-closing", match), said | {"keep": "yes"})
    assert "MARKED" not in text(mentor.get(url("my-closing", match)))
    assert "MARKED GAIN" in text(mentee.get(url("my-closing", match)))
    mentee.post(url("my-closing", match), said | {"finish": "yes"})
    goal.refresh_from_db()
    assert goal.end_rating == 6
    shown = text(mentor.get(url("my-closing", match)))
    assert "MARKED THANKS" in shown
    assert "MARKED GAIN" not in shown
    page = reverse("matching:match", args=(world.programme.slug, match.pk))
    assert "MARKED" not in text(client_of(world.coordinator).get(page))


def test_bad_input_loses_nothing(world, client_of, match):
    said = {"gained": "x" * 2001, "thanks": "Kept words", "finish": "yes"}
    shown = text(client_of(world.mentee).post(url("my-closing", match), said))
    assert "Kept words" in shown
    assert not ClosingWord.objects.exists()


def test_too_early_the_page_says_from_when(world, client_of):
    match = MatchFactory.create(
        cohort=world.cohort, mentors=[world.mentor_place], mentees=[world.mentee_place]
    )
    AgreementInForceFactory.create(match=match, ends_on=timezone.localdate() + timedelta(days=90))
    assert "You can look back from" in text(client_of(world.mentee).get(url("my-closing", match)))


def test_a_certificate_is_its_persons_and_states_the_same_to_everybody(world, client_of, match):
    HeldMeetingFactory.create(match=match)
    close_match(match, by=world.coordinator)
    paper = ParticipationCertificate.objects.get(name="Jonas Weber")
    file = reverse("matching:participation-file", args=(paper.code,))
    response = client_of(world.mentee).get(file)
    assert response.content.startswith(b"%PDF")
    for other in (world.mentor, world.coordinator, world.stranger):
        assert client_of(other).get(file).status_code == HTTPStatus.NOT_FOUND
    page = Client().get(reverse("matching:participation-verify", args=(paper.code.lower(),)))
    assert "This certificate is genuine" in text(page)
    assert "Jonas Weber" in text(page)
    assert "Amara" not in text(page)
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    unknown = Client().get(reverse("matching:participation-verify", args=("NONE",)))
    assert unknown.status_code == HTTPStatus.NOT_FOUND


def test_after_an_early_end_a_certificate_is_made_on_request(world, client_of):
    match = pair(world, MatchState.ENDED_EARLY)
    client = client_of(world.mentee)
    ask = url("my-closing-certificate", match)
    assert "once a match has ended that met" in text(client.post(ask, follow=True))
    HeldMeetingFactory.create(match=match)
    assert "Make my certificate" in text(client.get(url("my-closing", match)))
    client.post(ask)
    assert ParticipationCertificate.objects.get().name == "Jonas Weber"


def test_pairs_at_their_end_are_closed_together_once(world, client_of):
    ended = [MatchFactory.create(cohort=world.cohort) for _turn in range(2)]
    for each in ended:
        AgreementInForceFactory.create(match=each, ends_on=timezone.localdate() - timedelta(days=1))
    going_on = pair(world)
    ahead = timezone.localdate() + timedelta(days=90)
    AgreementInForceFactory.create(match=going_on, ends_on=ahead)
    client = client_of(world.coordinator)
    page = reverse("matching:match-close-many", args=(world.programme.slug,))
    shown = client.get(page)
    assert "2 pairs of" in text(shown)
    said = {"cohort": str(world.cohort.pk), "seal": shown.context["seal"]}
    assert "Nothing was closed" in text(client.post(page, said | {"seal": "other"}))
    client.post(page, said)
    client.post(page, said)
    going_on.refresh_from_db()
    assert going_on.state == MatchState.ACTIVE
    assert Message.objects.filter(kind="matching.match_closed").count() == 4
    assert client_of(world.reviewer).get(page).status_code == HTTPStatus.FORBIDDEN


def test_the_list_of_ended_pairs_asks_as_much_for_1_and_30(
    world, client_of, django_assert_max_num_queries
):
    client = client_of(world.coordinator)
    page = reverse("matching:match-close-many", args=(world.programme.slug,))
    over = timezone.localdate() - timedelta(days=1)
    AgreementInForceFactory.create(match=MatchFactory.create(cohort=world.cohort), ends_on=over)
    client.get(page)
    with django_assert_max_num_queries(100) as one:
        client.get(page)
    for _turn in range(29):
        AgreementInForceFactory.create(match=MatchFactory.create(cohort=world.cohort), ends_on=over)
    with django_assert_max_num_queries(len(one)):
        client.get(page)


def test_the_words_of_others_wait_until_they_have_finished(world, client_of, match):
    member = match.members.get(side="mentor")
    finish_closing(member, by=world.mentor, words=Words(thanks="FOR YOU", keeps_in_touch=True))
    shown = text(client_of(world.mentee).get(url("my-closing", match)))
    assert "FOR YOU" in shown
    assert "Amara would like to keep in touch." in shown
