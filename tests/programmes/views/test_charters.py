"""The charter's pages in the console."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.notifications.models import Message
from programmes.actions.charter_reviews import answer_review
from programmes.actions.charters import send_charter_back, sign_charter
from programmes.enums import CharterState, ReviewAnswer
from programmes.models import Charter, CharterReview
from tests.factories.charters import (
    CharterFactory,
    request_to_sign,
    review_of,
    signed_charter,
)

PAGE = "/programmes/leaders/charter/"
TEXTS = {
    "purpose": "To grow leaders",
    "sponsor_commits": "Opens the kick-off",
    "programme_commits": "Reports twice a year",
    "resources": "",
    "review_months": 6,
}


@pytest.fixture
def lead(world, client_of):
    return client_of(world.coordinator)


def test_an_empty_page_offers_the_first_step(lead):
    page = lead.get(PAGE)
    assert "None is written yet" in page.text
    assert "Write the charter" in page.text


def test_from_nothing_to_a_request(world, lead):
    assert lead.get(f"{PAGE}edit/").status_code == 200
    kept = lead.post(f"{PAGE}edit/", TEXTS, follow=True)
    assert "Version 1 is a draft" in kept.text
    charter = Charter.objects.get()

    preview = lead.get(f"{PAGE}{charter.pk}/send/")
    for words in ("helena@example.org", "Catherine Ward asks you to sign", "Opens the kick-off"):
        assert words in preview.text
    assert not Message.objects.exists()

    sponsorship = world.programme.sponsorships.get()
    sent = lead.post(f"{PAGE}{charter.pk}/send/", {"sponsorship": sponsorship.pk}, follow=True)
    assert "was sent to Helena Sørensen" in sent.text
    assert Message.objects.get().recipient == world.sponsor


def test_the_link_to_sign_is_shown_to_nobody_but_the_sponsor(world, lead, client_of):
    request_to_sign(world.programme)
    message = Message.objects.get()
    for client in (lead, client_of(world.administrator)):
        assert "/charters/" not in client.get(f"/outbox/{message.pk}/").text
    assert "/charters/" not in lead.get(PAGE).text


def test_bad_input_is_answered_beside_the_field_and_nothing_typed_is_lost(lead):
    page = lead.post(f"{PAGE}edit/", {**TEXTS, "purpose": "", "review_months": 99})
    assert page.status_code == 200
    assert "Opens the kick-off" in page.text
    assert page.text.count("aria-invalid") == 2
    assert not Charter.objects.exists()


def test_while_a_version_is_with_the_sponsor_the_text_stays(world, lead):
    request_to_sign(world.programme)
    page = lead.post(f"{PAGE}edit/", {**TEXTS, "purpose": "Typed long and hard"})
    assert "Withdraw it before you write" in page.text
    assert "Typed long and hard" in page.text


def test_a_version_shows_what_changed(world, lead):
    signed_charter(world.programme)
    text = "To grow our next leaders from within, and keep them."
    version = CharterFactory.create(programme=world.programme, purpose=text)
    page = lead.get(f"{PAGE}{version.pk}/")
    assert "<ins>within, and keep them.</ins>" in page.text
    assert "<del>within.</del>" in page.text


def test_withdrawing_and_discarding(world, lead):
    charter = request_to_sign(world.programme).charter
    assert "is withdrawn" in lead.post(f"{PAGE}{charter.pk}/withdraw/", follow=True).text
    assert "Too late" in lead.post(f"{PAGE}{charter.pk}/withdraw/", follow=True).text
    draft = CharterFactory.create(programme=world.programme)
    assert "The draft is gone" in lead.post(f"{PAGE}{draft.pk}/discard/", follow=True).text
    assert Charter.objects.get().state == CharterState.WITHDRAWN


def test_the_note_of_the_sponsor_stands_where_the_next_version_is_written(world, lead):
    send_charter_back(request_to_sign(world.programme), words="One hour, not two")
    assert "One hour, not two" in lead.get(PAGE).text
    assert "One hour, not two" in lead.get(f"{PAGE}edit/").text
    assert "sent the charter back" in lead.get("/programmes/leaders/").text


def test_a_coordinator_notes_that_they_have_talked(world, lead):
    review = review_of(world.programme)
    answer_review(review, answer=ReviewAnswer.TALK, words="Call me")
    assert "would like to talk" in lead.get("/programmes/leaders/").text

    page = lead.post(f"{PAGE}reviews/{review.pk}/settle/", follow=True)

    assert "Noted." in page.text
    assert "would like to talk about" not in lead.get("/programmes/leaders/").text


def test_today_tells_of_silence_and_of_an_old_request(world, lead):
    due_on = timezone.localdate() - timedelta(days=21)
    signed = timezone.now() - timedelta(days=200)
    signed_charter(world.programme, signed_at=signed)
    review_of(world.programme, due_on=due_on)
    today = lead.get("/programmes/leaders/").text
    assert "Helena Sørensen has been quiet for 21 days" in today
    assert "We have talked" in lead.get(PAGE).text

    sign_off = request_to_sign(world.programme)
    for days, words in ((8, "has not signed the charter yet"), (31, "has run out")):
        asked = timezone.now() - timedelta(days=days)
        type(sign_off).objects.update(asked_at=asked, expires_at=asked + timedelta(days=30))
        assert words in lead.get("/programmes/leaders/").text


def test_today_asks_for_a_charter_while_a_cohort_runs_and_stops_once_it_is_signed(world, lead):
    assert "The charter of Leaders is not signed" in lead.get("/programmes/leaders/").text
    sign_charter(request_to_sign(world.programme), name="Helena")
    assert "is not signed" not in lead.get("/programmes/leaders/").text


def test_others_of_the_programme_read_and_change_nothing(world, client_of):
    charter = CharterFactory.create(programme=world.programme)
    client = client_of(world.reviewer)
    assert client.get(PAGE).status_code == 200
    assert "Send for signature" not in client.get(PAGE).text
    for address in ("edit/", f"{charter.pk}/send/"):
        assert client.get(PAGE + address).status_code == 403


def test_rows_of_another_programme_are_not_found(world, lead):
    other = CharterFactory.create(programme=world.other_programme)
    assert lead.get(f"{PAGE}{other.pk}/").status_code == 404
    assert lead.get(f"{PAGE}{other.pk}/send/").status_code == 404
    assert lead.post(f"{PAGE}{other.pk}/withdraw/").status_code == 404


def test_the_page_makes_no_more_queries_with_many_versions(
    world, lead, django_assert_max_num_queries
):
    def fill(versions):
        Charter.objects.all().delete()
        for number in range(1, versions):
            CharterFactory.create(
                programme=world.programme, version=number, state=CharterState.SUPERSEDED
            )
        charter = signed_charter(world.programme, version=versions)
        for number in range(versions):
            CharterReview.objects.create(
                charter=charter,
                due_on=timezone.localdate() - timedelta(days=number),
                settled_by=world.coordinator,
                settled_at=timezone.now(),
            )

    fill(1)
    lead.get(PAGE)
    with django_assert_max_num_queries(20) as few:
        lead.get(PAGE)
    fill(30)
    with django_assert_max_num_queries(len(few)):
        lead.get(PAGE)


def test_a_second_press_of_send_sends_nothing_and_again_from_a_fresh_page_does(world, lead):
    lead.post(f"{PAGE}edit/", TEXTS)
    address = f"{PAGE}{Charter.objects.get().pk}/send/"
    form = {"sponsorship": world.programme.sponsorships.get().pk}
    lead.post(address, form)
    second = lead.post(address, form, follow=True)
    assert "Somebody else was faster" in second.text
    assert Message.objects.count() == 1
    known = lead.get(address).context["form"]["last_request"].value()
    lead.post(address, {**form, "last_request": str(known)})
    assert Message.objects.count() == 2
