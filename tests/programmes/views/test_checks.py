"""References and checks on the page, for those who are asked and those who look after them."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from programmes.actions.checks import send_in
from programmes.documents.reading import Document
from programmes.models import Check, CheckRequirement, StoredFile
from tests.factories.choosing import CheckFactory, CheckRequirementFactory
from tests.factories.programmes import ParticipantFactory
from tests.programmes.documents.test_reading import A_PDF, SVG, WORD, packed

CHECKS = "/programmes/leaders/checks/"


@pytest.fixture
def check(world):
    return CheckFactory.create(
        requirement__programme=world.programme,
        requirement__name="Reference",
        requirement__valid_months=12,
        person=world.mentor,
    )


def test_what_is_asked_for_is_added_changed_and_asked_for_no_more(world, client_of):
    client = client_of(world.coordinator)
    facts = {"role": "mentor", "kind": "background", "name": "Safe to work", "valid_months": "36"}
    client.post(f"{CHECKS}what-we-ask/add/", facts | {"needs_file": "on"})
    requirement = CheckRequirement.objects.get()
    assert (requirement.valid_months, requirement.blocks_matching) == (36, False)
    again = client.post(f"{CHECKS}what-we-ask/add/", facts)
    assert "asked of them already" in again.text
    client.post(f"{CHECKS}what-we-ask/{requirement.pk}/change/", facts | {"valid_months": ""})
    assert "good for ever" in client.get(f"{CHECKS}what-we-ask/").text
    client.post(f"{CHECKS}what-we-ask/{requirement.pk}/retire/")
    assert "Nothing is asked for" in client.get(f"{CHECKS}what-we-ask/").text


def test_nobody_is_written_to_before_it_is_shown_who_would_be(world, client_of):
    CheckRequirementFactory.create(programme=world.programme, name="Reference")
    client = client_of(world.coordinator)
    page = client.get(f"{CHECKS}ask/").text
    assert world.mentor.name in page
    assert world.mentee.name not in page
    assert not Check.objects.exists()
    assert "1 person was asked." in client.post(f"{CHECKS}ask/", follow=True).text
    assert "Everybody has been asked" in client.get(f"{CHECKS}ask/").text


def test_from_the_home_card_to_the_confirmation(world, client_of, check):
    own = client_of(world.mentor)
    assert "Something is needed from you" in own.get("/home/").text
    upload = SimpleUploadedFile("letter.pdf", A_PDF)
    issued_on = timezone.localdate() - timedelta(days=30)
    own.post(f"/checks/{check.pk}/", {"document": upload, "issued_on": issued_on.isoformat()})
    check.refresh_from_db()
    assert (check.state, check.file.filename) == ("sent_in", "letter.pdf")

    client = client_of(world.coordinator)
    assert world.mentor.name in client.get(f"{CHECKS}?which=waiting").text
    page = client.get(f"{CHECKS}{check.pk}/")
    expires_on = page.context["confirm"].initial["expires_on"]
    assert (expires_on.year, expires_on.month) == (issued_on.year + 1, issued_on.month)
    client.post(
        f"{CHECKS}{check.pk}/confirm/",
        {"expires_on": expires_on.isoformat(), "sent_in_at": check.sent_in_at.isoformat()},
    )
    check.refresh_from_db()
    assert (check.state, check.expires_on) == ("confirmed", expires_on)
    assert "Something is needed" not in own.get("/home/").text


def test_it_is_sent_back_with_what_is_missing(world, client_of, check):
    send_in(check, by=world.mentor, words="A friend")
    client = client_of(world.coordinator)
    seen = check.sent_in_at.isoformat()
    empty = client.post(f"{CHECKS}{check.pk}/refuse/", {"reason": "", "sent_in_at": seen})
    assert 'class="errorlist"' in empty.text
    client.post(f"{CHECKS}{check.pk}/refuse/", {"reason": "By a colleague", "sent_in_at": seen})
    assert "By a colleague" in client_of(world.mentor).get(f"/checks/{check.pk}/").text
    later = client.post(
        f"{CHECKS}{check.pk}/confirm/", {"expires_on": "", "sent_in_at": seen}, follow=True
    )
    assert "You sent “Reference” back" in later.text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("letter.pdf", b"MZ\x90\x00\x03\x00\x00", "whatever its name says"),
        ("picture.svg", SVG, "whatever its name says"),
        ("letter.docx", packed(*WORD, "word/vbaProject.bin"), "macros"),
        ("letter.pdf", b"", "This file is empty."),
        ("letter.pdf", b"%PDF-1.7" + b"\x00" * (10 * 1024 * 1024), "larger than 10 MB"),
    ],
)
def test_a_hostile_file_is_refused_next_to_the_field(world, client_of, check, name, content, words):
    upload = SimpleUploadedFile(name, content)
    page = client_of(world.mentor).post(
        f"/checks/{check.pk}/", {"document": upload, "words": "My reference"}
    )
    assert words in page.text
    assert 'aria-invalid="true"' in page.text
    assert "My reference" in page.text
    assert not StoredFile.objects.exists()
    check.refresh_from_db()
    assert check.state == "asked"


def test_a_document_has_to_be_there_where_one_is_needed(world, client_of, check):
    page = client_of(world.mentor).post(f"/checks/{check.pk}/", {"words": "Ask my boss"})
    assert "Please choose the document." in page.text


def test_the_file_is_for_its_owner_and_for_coordinators_alone(world, client_of, check):
    document = Document(A_PDF, "letter.pdf", "application/pdf")
    send_in(check, by=world.mentor, document=document)
    address = f"/checks/{check.pk}/file/"
    for person in (world.mentor, world.coordinator):
        response = client_of(person).get(address)
        assert response.status_code == 200
        assert response["Content-Disposition"] == 'attachment; filename="letter.pdf"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    for person in (world.mentee, world.reviewer, world.stranger, world.other_coordinator):
        assert client_of(person).get(address).status_code == 404
        assert client_of(person).post(f"/checks/{check.pk}/").status_code == 404
    assert client_of(world.reviewer).get(CHECKS).status_code == 403


def test_today_tells_of_what_ran_out_and_the_persons_page_of_what_it_stops(world, client_of, check):
    Check.objects.update(
        state="confirmed",
        expires_on=date(2020, 1, 1),
        settled_by=world.coordinator,
        settled_at=timezone.now(),
    )
    client = client_of(world.coordinator)
    assert "1 check has run out" in client.get("/programmes/leaders/").text
    page = client.get(f"/programmes/leaders/people/{world.mentor_place.pk}/").text
    assert "No match until they are in" in page


def test_the_list_makes_as_many_queries_for_one_as_for_many(
    world, client_of, check, django_assert_max_num_queries
):
    client = client_of(world.coordinator)
    client.get(f"{CHECKS}?which=asked")
    with django_assert_max_num_queries(60) as few:
        client.get(f"{CHECKS}?which=asked")
    for place in ParticipantFactory.create_batch(29, cohort=world.cohort):
        CheckFactory.create(requirement=check.requirement, person=place.person)
    with django_assert_max_num_queries(60) as many:
        assert len(client.get(f"{CHECKS}?which=asked").context["rows"]) == 30
    assert len(many) == len(few)
