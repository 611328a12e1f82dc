"""Three clicks: whom, what everybody reads, send."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from matching.actions.rematches import ask_rematch
from matching.enums import MatchState
from matching.models import Match
from mentorship.notifications.models import Message
from tests.factories.matching import pair, trained
from tests.factories.programmes import ParticipantFactory


@pytest.fixture
def match(world):
    trained(world.mentor_place)
    trained(world.mentee_place)
    trained(ParticipantFactory.create(cohort=world.cohort, person__name="Nadia Ruiz"))
    return pair(world)


def url(world, match):
    return reverse("matching:match-rematch", args=(world.programme.slug, match.pk))


def text(response):
    return response.content.decode()


def of(world, name):
    return world.cohort.participants.get(person__name=name).pk


def test_the_best_are_shown_with_the_wish(world, client_of, match):
    ask_rematch(match.members.get(side="mentee"), by=world.mentee, words="Too far apart.")
    shown = text(client_of(world.coordinator).get(url(world, match)))
    assert "Whom could Jonas Weber meet instead?" in shown
    assert "Nadia Ruiz" in shown
    assert "Too far apart." in shown
    assert client_of(world.reviewer).get(url(world, match)).status_code == HTTPStatus.FORBIDDEN
    assert client_of(world.stranger).get(url(world, match)).status_code == HTTPStatus.NOT_FOUND


def test_mails_are_read_before_they_leave_and_again_once_words_were_typed(world, client_of, match):
    coordinator = client_of(world.coordinator)
    there = f"{url(world, match)}?mentor={of(world, 'Nadia Ruiz')}"
    shown = coordinator.get(there)
    assert "Nadia Ruiz could be your mentor" in text(shown)
    assert "Your match with Amara ends here" in text(shown)
    said = {"seal": shown.context["seal"], "own_words": "We talked.", "send": "yes"}
    again = coordinator.post(there, said)
    assert "This is not quite what you saw" in text(again)
    assert "We talked." in text(again)
    assert not Message.objects.exists()
    done = coordinator.post(there, said | {"seal": again.context["seal"]})
    new = Match.objects.get(state=MatchState.PROPOSED)
    assert done.headers["Location"].endswith(f"/{new.pk}/")
    assert Message.objects.count() == 3


def test_the_slower_reads_who_was_quicker(world, client_of, match):
    coordinator = client_of(world.coordinator)
    there = f"{url(world, match)}?mentor={of(world, 'Nadia Ruiz')}"
    said = {"own_words": "", "send": "yes"}
    seal = coordinator.get(there).context["seal"]
    other = coordinator.get(there).context["seal"]
    coordinator.post(there, said | {"seal": seal})
    shown = text(coordinator.post(there, said | {"seal": other}, follow=True))
    assert "ended the match of Amara Okafor and Jonas Weber early" in shown
    assert Match.objects.filter(state=MatchState.PROPOSED).count() == 1


def test_nobody_with_room_is_said_so(world, client_of):
    match = pair(world)
    shown = text(client_of(world.coordinator).get(url(world, match)))
    assert "Nobody who fits has room just now" in shown
