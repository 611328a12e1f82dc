"""The sponsor's links: a page on GET, one act on POST, and a clear page when it is over."""

from datetime import timedelta

import pytest
import time_machine
from django.core.signing import TimestampSigner
from django.test import Client
from django.utils import timezone

from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from programmes.actions.charter_reviews import settle_review
from programmes.actions.charters import sign_charter, withdraw_charter
from programmes.actions.sponsors import end_sponsorship
from programmes.charters.links import ReviewLink, SignOffLink
from programmes.enums import CharterState, ReviewAnswer, SignOffState
from programmes.models import Charter, CharterReview, SignOff
from tests.factories.charters import (
    CharterFactory,
    request_to_sign,
    review_of,
    signed_charter,
)
from tests.people import make_world
from tests.programmes.races import both_at_once


@pytest.fixture
def sign_off(world):
    return request_to_sign(world.programme)


@pytest.fixture
def page(sign_off):
    return f"/charters/{SignOffLink.of(sign_off).token}/"


def everything():
    """Return all that a link could change."""
    return (
        list(Charter.objects.order_by("pk").values()),
        list(SignOff.objects.order_by("pk").values()),
        list(CharterReview.objects.order_by("pk").values()),
        Event.objects.count(),
        Message.objects.count(),
    )


def refused(client, address, status, words):
    """Open and act on a link that may act no more: a clear page, and nothing changed."""
    before = everything()
    opened = client.get(address)
    acted = client.post(address, {"act": "sign", "name": "Helena"})
    back = client.post(address, {"act": "send_back", "words": "No"})
    assert (opened.status_code, acted.status_code, back.status_code) == (status,) * 3
    assert words in opened.text
    assert words in acted.text
    assert everything() == before


def test_reading_changes_nothing_and_shows_the_text_of_the_version(client, page):
    before = everything()
    for method in (client.get, client.head, client.get):
        response = method(page)
        assert response.status_code == 200
    assert everything() == before
    shown = client.get(page).text
    for words in ("Charter of Leaders", "Opens every kick-off", 'value="Helena Sørensen"'):
        assert words in shown
    assert "no-cache" in response.headers["Cache-Control"]


def test_a_sponsor_signs_without_an_account(client, page, sign_off):
    done = client.post(page, {"act": "sign", "name": "H. Sørensen"}, follow=True)

    assert "Thank you: it is signed" in done.text
    assert "H. Sørensen" in done.text
    assert Charter.objects.get().state == CharterState.SIGNED


def test_a_sponsor_sends_it_back_with_a_note(client, page):
    done = client.post(page, {"act": "send_back", "words": "One hour, please"}, follow=True)

    assert "Thank you: it went back" in done.text
    assert "One hour, please" in done.text
    assert SignOff.objects.get().state == SignOffState.SENT_BACK


def test_without_a_name_or_a_note_nothing_happens_and_nothing_typed_is_lost(client, page):
    before = everything()
    unnamed = client.post(page, {"act": "sign", "name": " "})
    unsaid = client.post(page, {"act": "send_back", "words": ""})
    too_long = client.post(page, {"act": "send_back", "words": "x" * 2001})

    assert "it is your signature" in unnamed.text
    assert "what should change" in unsaid.text
    assert "x" * 2001 in too_long.text
    assert everything() == before


def test_a_link_that_was_used_is_a_receipt_and_acts_no_second_time(client, page, sign_off):
    client.post(page, {"act": "sign", "name": "Helena"})
    before = everything()

    read, again = client.get(page), client.post(page, {"act": "sign", "name": "Mallory"})

    assert (read.status_code, again.status_code) == (200, 409)
    assert "nothing can be changed with it any more" in again.text
    assert "Mallory" not in again.text
    assert everything() == before


def test_an_expired_link(client, page):
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        refused(client, page, 410, "This link has ended")


def test_a_link_whose_row_has_expired(client, page, sign_off):
    past = timezone.now() - timedelta(days=40)
    SignOff.objects.update(asked_at=past, expires_at=past + timedelta(days=30))
    refused(client, page, 410, "This link has ended")


@pytest.mark.parametrize("change", ["cut", "letter", "salt", "ids", "version", "review"])
def test_an_altered_link_or_one_made_for_something_else(client, page, sign_off, world, change):
    token = SignOffLink.of(sign_off).token
    other = signed_charter(world.programme)
    value = f"{sign_off.pk.hex}~{sign_off.charter_id.hex}"
    tokens = {
        "cut": token[:-4],
        "letter": ("0" if token[0] != "0" else "1") + token[1:],
        "salt": TimestampSigner(salt="evaluation.letter").sign(value),
        "ids": SignOffLink(sign_off.charter_id, sign_off.pk).token,
        "version": SignOffLink(sign_off.pk, other.pk).token,
        "review": ReviewLink.of(review_of(world.programme)).token,
    }
    refused(client, f"/charters/{tokens[change]}/", 404, "does not open a charter")


def test_a_link_for_a_version_that_was_withdrawn(client, page, sign_off, world):
    withdraw_charter(sign_off.charter, by=world.coordinator)
    refused(client, page, 410, "This link works no more")


def test_a_link_whose_place_a_newer_one_took(client, page, sign_off, world):
    request_to_sign(world.programme, sign_off.charter)
    refused(client, page, 410, "This link works no more")


def test_a_link_for_a_version_that_was_superseded(client, page, sign_off):
    Charter.objects.update(state=CharterState.SUPERSEDED)
    refused(client, page, 410, "There is a later version")


def test_a_link_of_somebody_who_is_sponsor_no_more(client, page, sign_off):
    end_sponsorship(sign_off.sponsorship, reason="Moved", by=None)
    refused(client, page, 410, "Your work as sponsor has ended")


def test_an_old_receipt_says_that_a_later_version_was_signed(client, page, sign_off, world):
    sign_charter(sign_off, name="Helena")
    sign_charter(request_to_sign(world.programme), name="Helena")
    assert "A later version has been signed since" in client.get(page).text


def test_a_link_wants_the_token_of_its_own_form(page):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(page, {"act": "sign", "name": "Helena"}).status_code == 403
    assert SignOff.objects.get().state == SignOffState.OPEN


@pytest.mark.parametrize("answer", ReviewAnswer.values)
def test_a_review_is_answered_once(client, world, answer):
    review = review_of(world.programme)
    page = f"/charter-reviews/{ReviewLink.of(review).token}/"
    assert "still stand?" in client.get(page).text
    assert "choose one of the three" in client.post(page, {"words": "Hm"}).text

    done = client.post(page, {"answer": answer, "words": "Gladly"}, follow=True)
    before = everything()
    again = client.post(page, {"answer": ReviewAnswer.TALK})

    assert "Thank you for looking at it again" in done.text
    assert (again.status_code, client.get(page).status_code) == (409, 200)
    assert everything() == before
    stored = CharterReview.objects.get(pk=review.pk)
    assert (stored.answer, stored.words, stored.answered_by) == (answer, "Gladly", world.sponsor)


@pytest.mark.parametrize("reason", ["expired", "superseded", "ended", "settled", "altered"])
def test_a_review_that_can_be_answered_no_more(client, world, reason):
    review = review_of(world.programme)
    token = ReviewLink.of(review).token
    moment, status, words = timezone.now(), 410, "Nothing was changed"
    if reason == "expired":
        moment, words = moment + timedelta(days=400), "This link has ended"
    if reason == "superseded":
        sign_charter(request_to_sign(world.programme), name="Helena")
    if reason == "ended":
        end_sponsorship(world.programme.sponsorships.get(), reason="Moved", by=None)
    if reason == "settled":
        settle_review(review, by=world.coordinator)
        words = "All is said and done"
    if reason == "altered":
        token, status, words = f"{token}x", 404, "does not open a charter"
    before = everything()
    with time_machine.travel(moment):
        read = client.get(f"/charter-reviews/{token}/")
        acted = client.post(f"/charter-reviews/{token}/", {"answer": "stands"})
    assert (read.status_code, acted.status_code) == (status, status)
    assert words in acted.text
    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_two_posts_at_once_make_one_signature():
    world = make_world()
    sign_off = request_to_sign(world.programme, CharterFactory.create(programme=world.programme))
    page = f"/charters/{SignOffLink.of(sign_off).token}/"
    statuses: list[int] = []

    def press() -> None:
        statuses.append(Client().post(page, {"act": "sign", "name": "Helena"}).status_code)

    assert both_at_once(press, press) == []
    assert sorted(statuses) == [302, 409]
    assert Event.objects.filter(kind="charter.signed").count() == 1
    assert Message.objects.filter(kind="programmes.charter_signed").count() == 1
