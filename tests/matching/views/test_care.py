"""What coordinators do for a pair, on pages."""

import re

import pytest
from django.urls import reverse

from matching.afterwards.enums import FitAnswer
from matching.models import CareStep
from mentorship.notifications.models import Message
from tests.factories.dates import days_ago
from tests.factories.health import work_out_all
from tests.factories.matching import MatchFactory, MeetingFactory, ago, pair
from tests.factories.programmes import CohortFactory, PauseFactory, TeamMemberFactory
from tests.factories.relationships import (
    AgreementInForceFactory,
    CareStepFactory,
    FitCheckFactory,
    GoalFactory,
)

pytestmark = pytest.mark.django_db

PAGES = ("care-nudge", "care-note", "care-snooze")


def url(world, match, name="care-nudge"):
    return reverse(f"matching:{name}", args=(world.programme.slug, match.pk))


def text(response):
    return response.content.decode()


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


@pytest.fixture
def quiet(world):
    match = pair(world, proposed_at=ago(days=43))
    work_out_all()
    return match


def letter(world, **fields):
    people = [world.mentor.pk, world.mentee.pk]
    return {"people": people, "subject": "A word", "text": "How is it?\nTell me."} | fields


def hidden(page):
    return dict(re.findall(r'name="(seal|seen)" value="([^"]*)"', page))


def test_who_may(world, client_of, quiet):
    other = MatchFactory.create(cohort=CohortFactory.create(programme=world.other_programme))
    expected = {
        world.coordinator: 200,
        world.mentor: 403,
        world.mentee: 403,
        world.reviewer: 403,
        world.facilitator: 403,
        world.other_coordinator: 404,
        world.stranger: 404,
    }
    for person, status in expected.items():
        client = client_of(person)
        for name in PAGES:
            assert client.get(url(world, quiet, name)).status_code == status, (person, name)
    for name in PAGES:
        assert client_of(world.coordinator).post(url(world, other, name)).status_code == 404
    assert not CareStep.objects.exists()


def test_nothing_leaves_before_it_was_read_and_then_once(world, coordinator, quiet):
    draft = text(coordinator.get(url(world, quiet)))
    assert "Has not met yet, 40 days after the start" in draft
    assert "Your first meeting: shall we find a time?" in draft
    shown = text(coordinator.post(url(world, quiet), letter(world)))
    assert "What Amara Okafor reads" in shown
    assert "Hello Jonas," in shown
    assert not Message.objects.exists()
    kept = text(coordinator.post(url(world, quiet), letter(world, change="yes")))
    assert "Tell me." in kept
    for _press in range(2):
        response = coordinator.post(url(world, quiet), letter(world, **hidden(shown)))
        assert response.status_code == 302
    mails = Message.objects.filter(kind="matching.care_nudge")
    assert {mail.recipient for mail in mails} == {world.mentor, world.mentee}
    for mail in mails:
        assert mail.subject == "A word"
        assert f"Hello {mail.recipient.short_name},\n\nHow is it?\nTell me." in mail.text
    page = text(coordinator.get(url(world, quiet, "match")))
    assert "wrote today" in page


def test_what_was_not_shown_is_not_sent(world, coordinator, quiet):
    shown = text(coordinator.post(url(world, quiet), letter(world)))
    fields = letter(world, text="Something else.", **hidden(shown))
    again = text(coordinator.post(url(world, quiet), fields))
    assert "not quite what you saw" in again
    assert not Message.objects.exists()


def test_foreign_people_and_those_away_get_nothing(world, coordinator, quiet):
    PauseFactory.create(participant=world.mentee_place)
    assert "They are away." in text(coordinator.get(url(world, quiet)))
    for people in ([world.mentee.pk], [world.stranger.pk], [], ["x"]):
        shown = text(coordinator.post(url(world, quiet), letter(world, people=people)))
        assert "Error" in shown.split("</title>")[0]
        assert "Tell me." in shown


def test_a_colleague_who_was_quicker_is_named(world, coordinator, client_of, quiet):
    shown = text(coordinator.post(url(world, quiet), letter(world)))
    colleague = TeamMemberFactory.create(
        programme=world.programme, role="coordinator", person__name="Ben Li"
    ).person
    CareStepFactory.create(match=quiet, by=colleague, kind="called")
    again = text(coordinator.post(url(world, quiet), letter(world, **hidden(shown))))
    assert "Ben called today, while you had this page open" in again
    assert not Message.objects.exists()
    sent = coordinator.post(url(world, quiet), letter(world, **hidden(again)))
    assert sent.status_code == 302
    assert Message.objects.count() == 2


def test_a_draft_never_hints_at_what_one_of_them_said(world, coordinator, quiet):
    FitCheckFactory.create(
        member=quiet.members.first(), answer=FitAnswer.NOT_GOOD, answered_at=ago(days=1)
    )
    work_out_all()
    shown = text(coordinator.get(url(world, quiet)))
    assert "The fit was said not to be good" in shown
    draft = re.search(r"<textarea.*?</textarea>", shown, re.DOTALL).group()
    assert "I look in on every pair" in draft
    assert not re.search(r"\bfit\b|said|meeting", draft.split(">", 1)[1])


def test_a_call_is_noted_for_colleagues(world, coordinator, client_of, quiet):
    refused = text(coordinator.post(url(world, quiet, "care-note"), {"kind": "noted"}))
    assert "A note needs some words." in refused
    said = {"kind": "called", "words": "Marked-words of a call"}
    assert coordinator.post(url(world, quiet, "care-note"), said).status_code == 302
    assert "Marked-words" in text(coordinator.get(url(world, quiet, "match")))
    own = reverse("matching:my-match", args=(quiet.pk,))
    assert "Marked-words" not in text(client_of(world.mentor).get(own))


@pytest.mark.parametrize("days", [0, 1, -93])
def test_a_pair_is_put_off_for_a_while_only(world, coordinator, quiet, days):
    said = {"until": days_ago(days)().isoformat(), "words": "On leave"}
    shown = text(coordinator.post(url(world, quiet, "care-snooze"), said))
    assert "On leave" in shown
    assert not CareStep.objects.exists()


def test_what_is_put_off_leaves_the_headline(world, coordinator, quiet):
    said = {"until": days_ago(-9)().isoformat(), "words": "On leave"}
    assert coordinator.post(url(world, quiet, "care-snooze"), said).status_code == 302
    everybody = reverse("matching:match-list", args=(world.programme.slug,))
    shown = text(coordinator.get(everybody))
    assert "Everybody under way is in touch" in shown
    assert "One is put off." in shown
    assert str(quiet.pk) in text(coordinator.get(f"{everybody}?level=put_off"))
    narrowed = text(coordinator.get(f"{everybody}?level=help"))
    assert "Nobody fits this search" in narrowed


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("level=help", True),
        ("level=well", False),
        ("level=x", True),
        ("reason=no_first_meeting", True),
        ("reason=fit", False),
        ("whose=me", False),
    ],
)
def test_the_list_is_narrowed_by_care(world, coordinator, quiet, query, is_found):
    everybody = reverse("matching:match-list", args=(world.programme.slug,))
    assert (str(quiet.pk) in text(coordinator.get(f"{everybody}?{query}"))) is is_found


def test_ones_own_caseload(world, coordinator, quiet):
    lead = world.programme.team.get(person=world.coordinator)
    world.mentee_place.coordinator = lead
    world.mentee_place.save()
    everybody = reverse("matching:match-list", args=(world.programme.slug,))
    assert str(quiet.pk) in text(coordinator.get(f"{everybody}?whose=me"))


def test_the_page_counts_and_never_quotes(world, coordinator, quiet):
    AgreementInForceFactory.create(match=quiet, purpose="Marked-purpose", every_weeks=2)
    GoalFactory.create(match=quiet, title="Marked-goal")
    MeetingFactory.create(match=quiet, agenda="Marked-agenda")
    FitCheckFactory.create(member=quiet.members.first())
    work_out_all()
    shown = text(coordinator.get(url(world, quiet, "match")))
    assert "Meet every 2 weeks, until" in shown
    assert "0 of 1 reached" in shown
    assert "0 of 1 answered" in shown
    assert "Marked-" not in shown
