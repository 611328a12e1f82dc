"""Tests of what people ask of an organisation, and of its answer."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from mentorship.accounts.actions.privacy_requests import (
    AlreadyLongerError,
    ask_organisation,
    settle_request,
    take_longer,
    withdraw_request,
)
from mentorship.accounts.models import PrivacyRequest
from mentorship.accounts.privacy.enums import RequestKind, RequestState
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from programmes.needs import needs_of
from tests.people import ClientOf, World

pytestmark = pytest.mark.django_db


def asked(world: World, **more: Any) -> PrivacyRequest:
    """Return a request of the mentee."""
    facts: dict[str, Any] = {
        "kind": RequestKind.CORRECTION,
        "words": "My job is another one.",
        **more,
    }
    return ask_organisation(world.organisation, person=world.mentee, by=world.mentee, **facts)


def test_the_month_counts_from_the_day_it_was_asked(world: World) -> None:
    request = asked(world, asked_on=date(2026, 1, 31))
    assert request.due_on == date(2026, 2, 28)


def test_asked_twice_it_is_one_request(world: World) -> None:
    assert asked(world) == asked(world)


def test_of_two_answers_one_wins_and_the_person_is_told_once(world: World) -> None:
    request = asked(world)
    settle_request(request, answer="Done.", is_refused=False, by=world.administrator)
    with pytest.raises(IllegalTransitionError):
        settle_request(request, answer="No.", is_refused=True, by=world.administrator)
    request.refresh_from_db()
    assert (request.state, request.answer) == (RequestState.ANSWERED, "Done.")
    mail = Message.objects.get(kind="accounts.request_told")
    assert "Done." not in mail.text
    assert "Done." not in mail.html


def test_more_time_is_taken_once_and_said(world: World) -> None:
    request = asked(world, asked_on=date(2026, 1, 15))
    take_longer(request, because="It is much.", by=world.administrator)
    request.refresh_from_db()
    assert request.due_on == date(2026, 4, 15)
    with pytest.raises(AlreadyLongerError):
        take_longer(request, because="Still.", by=world.administrator)


def test_what_is_taken_back_cannot_be_answered(world: World) -> None:
    request = asked(world)
    withdraw_request(request, by=world.mentee)
    with pytest.raises(IllegalTransitionError):
        settle_request(request, answer="Late.", is_refused=False, by=world.administrator)


def test_today_shows_it_to_the_administrator_and_to_nobody_else(world: World) -> None:
    request = asked(world, asked_on=timezone.localdate() - timedelta(days=40))
    keys = {need.key: need for need in needs_of(world.programme, world.administrator)}
    assert keys[f"privacy:{request.pk}"].urgency == 0
    others = {need.key for need in needs_of(world.programme, world.coordinator)}
    assert f"privacy:{request.pk}" not in others


def test_the_answer_is_looked_at_before_it_leaves(world: World, client_of: ClientOf) -> None:
    request = asked(world)
    client = client_of(world.administrator)
    url = reverse("organisation-request-settle", args=(request.pk,))
    empty = client.post(url, {"answer": "", "verb": "answer"})
    assert b"error" in empty.content.lower()
    check = client.post(url, {"answer": "We changed it.", "verb": "answer"})
    assert str(world.mentee.email) in check.content.decode()
    request.refresh_from_db()
    assert request.state == RequestState.OPEN
    client.post(url, {"answer": "We changed it.", "verb": "answer", "checked": "yes"})
    request.refresh_from_db()
    assert request.state == RequestState.ANSWERED
    page = client_of(world.mentee).get(reverse("privacy")).content.decode()
    assert "We changed it." in page


def test_other_administrators_and_colleagues_do_not_reach_it(
    world: World, client_of: ClientOf
) -> None:
    request = asked(world)
    url = reverse("organisation-request", args=(request.pk,))
    assert client_of(world.coordinator).get(url).status_code == 403
    assert client_of(world.stranger).get(url).status_code in {403, 404}


def test_an_administrator_writes_down_a_letter(world: World, client_of: ClientOf) -> None:
    client = client_of(world.administrator)
    given = {
        "email": "nobody at all",
        "organisation": str(world.organisation.pk),
        "kind": "copy",
        "words": "",
        "asked_on": timezone.localdate().isoformat(),
    }
    wrong = client.post(reverse("organisation-request-add"), given)
    assert "nobody at all" in wrong.content.decode()
    client.post(reverse("organisation-request-add"), {**given, "email": world.mentor.email})
    request = PrivacyRequest.objects.get()
    assert (request.person, request.asked_by) == (world.mentor, world.administrator)
