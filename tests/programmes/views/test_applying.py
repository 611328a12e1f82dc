"""Applying in the portal, one question at a time."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentorship.notifications.models import Message
from programmes.applying.enums import ApplicationState, QuestionKind
from programmes.documents.keeping import path_of
from programmes.enums import CohortState, MilestoneKind, ParticipantState
from programmes.intake.enums import NominationState
from programmes.models import Answer, Application, Participant, Profile, StoredFile
from tests.factories.choosing import NominationFactory, ReviewFactory
from tests.factories.programmes import ParticipantFactory
from tests.factories.timetable import MilestoneFactory
from tests.programmes.applicants import applying_in, ask_everything

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def applying(world):
    """A cohort that recruits mentors, and Nadia of the same house."""
    return applying_in(world)


@pytest.fixture
def stored_in(settings, tmp_path):
    """Files go into a folder of this test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def landing(applying):
    return f"/apply/{applying.cohort.pk}/{applying.form.role}/"


def answer(client, application, applying, name, value, then="on", **more):
    given = value if isinstance(value, dict) else {"answer": value}
    address = f"/apply/{application.pk}/{applying.url(name)}"
    return client.post(address, {**given, "then": then, **more})


def test_somebody_of_the_house_applies_from_the_first_page_to_the_confirmation(
    world, applying, client_of
):
    ask_everything(applying)
    MilestoneFactory.create(cohort=applying.cohort, kind=MilestoneKind.DECISIONS)
    client = client_of(applying.person)
    first = client.get(landing(applying))
    assert "10 at most" in first.text
    assert "Catherine Ward" in first.text

    begun = client.post(landing(applying), follow=True)
    assert "Question 1 of 9 · About you" in begun.text
    application = Application.objects.get(person=applying.person)
    for name, value in (
        ("name", "Nadia"),
        ("before", "No"),
        ("topics", ["Careers", "Craft"]),
        ("sure", "4"),
        ("since", "2020-02-01"),
        ("paper", ""),
        ("goals", {"answer_0": "Speak up", "answer_1": "", "answer_2": "Lead"}),
        ("job", "Engineer"),
        ("promise", "on"),
    ):
        response = answer(client, application, applying, name, value)
        assert response.status_code == 302, response.text

    check = client.get(response["Location"])
    assert "Check your answers" in check.text
    for words in ("4 of 5 (1: Not yet, 5: Very)", "1 February 2020", "2. Lead", "left out"):
        assert words in check.text
    assert "Where?" not in check.text

    done = client.post(f"/apply/{application.pk}/check/", follow=True)
    assert "We have your application" in done.text
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    assert not application.is_late
    place = Participant.objects.get(cohort=applying.cohort, person=applying.person)
    assert place.state == ParticipantState.APPLIED
    mail = Message.objects.get(kind="programmes.application_received")
    assert "Speak up" not in mail.text
    assert "you hear from us by" in mail.text
    assert Profile.objects.get(membership__person=applying.person).job_title == "Engineer"


def test_whoever_comes_back_goes_on_where_they_were_on_any_device(applying, client_of):
    applying.ask("name")
    applying.ask("why", QuestionKind.LONG_TEXT)
    applying.ask("more")
    phone, laptop = client_of(applying.person), client_of(applying.person)
    phone.post(landing(applying))
    application = Application.objects.get(person=applying.person)
    answer(phone, application, applying, "name", "Nadia")
    left = answer(phone, application, applying, "why", "Half a sen", then="later")
    assert left["Location"] == "/home/"

    home = laptop.get("/home/")
    assert "Your application waits for you" in home.text
    page = laptop.get(f"/apply/{application.pk}/go-on/", follow=True)
    assert "Question 2 of 3" in page.text
    assert "Half a sen" in page.text

    answer(laptop, application, applying, "why", "A whole sentence")
    answer(phone, application, applying, "why", "The last word")
    assert Answer.objects.get(question=applying.questions["why"]).values == ["The last word"]
    back = answer(laptop, application, applying, "more", "", then="back")
    assert back["Location"].endswith(applying.url("why"))


def test_what_is_wrong_is_said_beside_it_and_what_was_typed_stays(applying, client_of):
    applying.ask("name")
    applying.ask("mail", QuestionKind.PROFILE, profile_field="line_manager_email")
    application = applying.begun()
    client = client_of(applying.person)

    empty = answer(client, application, applying, "name", "")
    assert "Please answer this, or save and come back later." in empty.text
    wrong = answer(client, application, applying, "mail", "nobody at all")
    assert 'value="nobody at all"' in wrong.text
    assert 'href="#id_answer"' in wrong.text
    assert not application.answers.exists()


def test_handing_in_too_early_names_what_is_missing(applying, client_of):
    applying.ask("name")
    applying.ask("extra", is_required=False)
    application = applying.begun()
    page = client_of(applying.person).post(f"/apply/{application.pk}/check/")

    assert "1 question is still to answer" in page.text
    summary = page.text.split("error-summary")[1].split("</ul>")[0]
    assert applying.url("name") in summary
    assert applying.url("extra") not in summary
    application.refresh_from_db()
    assert application.state == ApplicationState.DRAFT


def test_what_the_profile_says_is_shown_and_not_asked(applying, client_of):
    applying.ask("job", QuestionKind.PROFILE, profile_field="job_title")
    applying.ask("name")
    profile = Profile.objects.create(
        membership=applying.person.memberships.get(), job_title="Engineer"
    )
    client = client_of(applying.person)
    begun = client.post(landing(applying), follow=True)
    assert "Question 1 of 1" in begun.text
    assert "Name?" in begun.text
    application = Application.objects.get(person=applying.person)
    answer(client, application, applying, "name", "Nadia")
    check = client.get(f"/apply/{application.pk}/check/")
    assert "Engineer" in check.text
    assert "from your profile" in check.text

    changed = answer(client, application, applying, "job", "Head of craft", to="check")
    assert changed["Location"].endswith("/check/")
    profile.refresh_from_db()
    assert profile.job_title == "Head of craft"
    client.post(f"/apply/{application.pk}/check/")
    profile.job_title = "Retired"
    profile.save()
    assert "Head of craft" in client.get(f"/apply/{application.pk}/").text


def refused_files():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("setup.exe", b"MZ")
    script = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    return [
        ("tool.pdf", b"MZ\x90\x00" + b"\0" * 64, "whatever its name says"),
        ("drawing.svg", script, "whatever its name says"),
        ("drawing.png", script, "whatever its name says"),
        ("photo.jpg", b"\xff\xd8\xff" + b"\0" * (60 * 1024 * 1024), "larger than 10 MB"),
        ("letter.docx", packed.getvalue(), "no text document"),
        ("nothing.pdf", b"", "empty"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"), refused_files(), ids=lambda value: str(value)[:20]
)
def test_a_disguised_or_oversize_file_is_refused_in_words_and_nothing_is_kept(
    applying, client_of, stored_in, name, content, words
):
    applying.ask("paper", QuestionKind.FILE)
    application = applying.begun()
    upload = SimpleUploadedFile(name, content, "application/pdf")
    page = answer(client_of(applying.person), application, applying, "paper", upload)

    assert page.status_code == 200
    errors = page.text.split('<ul class="errorlist"')[1].split("</ul>")[0]
    assert words in errors
    assert not StoredFile.objects.exists()
    assert not application.answers.exists()
    assert [path for path in stored_in.rglob("*") if path.is_file()] == []


@pytest.mark.django_db(transaction=True)
def test_a_file_is_handed_back_as_a_download_and_a_new_one_takes_its_place(
    world, applying, client_of, stored_in
):
    applying.ask("paper", QuestionKind.FILE, is_required=False)
    application = applying.begun()
    client = client_of(applying.person)
    answer(client, application, applying, "paper", SimpleUploadedFile("a.exe", PDF))
    first = StoredFile.objects.get()
    got = client.get(f"/applications/{application.pk}/files/{first.pk}/")
    assert got["Content-Disposition"] == 'attachment; filename="a.pdf"'
    assert got["Content-Type"] == "application/pdf"
    assert client_of(world.coordinator).get(got.request["PATH_INFO"]).status_code == 404

    answer(client, application, applying, "paper", SimpleUploadedFile("b.pdf", PDF))
    second = StoredFile.objects.get()
    assert second.filename == "b.pdf"
    assert not default_storage.exists(path_of(first.key))
    assert default_storage.exists(path_of(second.key))
    answer(client, application, applying, "paper", "")
    assert StoredFile.objects.get() == second
    answer(client, application, applying, "paper", {"is_removed": "on"})
    assert not StoredFile.objects.exists()
    assert not default_storage.exists(path_of(second.key))


def test_a_file_is_for_the_applicant_the_coordinators_and_its_reviewers(
    world, applying, client_of, stored_in
):
    applying.ask("paper", QuestionKind.FILE)
    application = applying.begun()
    client = client_of(applying.person)
    answer(client, application, applying, "paper", SimpleUploadedFile("a.pdf", PDF))
    client.post(f"/apply/{application.pk}/check/")
    address = f"/applications/{application.pk}/files/{StoredFile.objects.get().pk}/"

    assert client_of(world.coordinator).get(address).status_code == 200
    assert client_of(world.reviewer).get(address).status_code == 404
    ReviewFactory.create(
        application_id=application.pk, round__cohort=applying.cohort, reviewer=world.reviewer
    )
    assert client_of(world.reviewer).get(address).status_code == 200
    for somebody in (world.stranger, world.other_coordinator, world.mentee):
        assert client_of(somebody).get(address).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_a_question_page_asks_the_database_as_often_however_many_questions(
    applying, client_of, number
):
    for each in range(number):
        applying.ask(f"q{each}")
    applying.ask("job", QuestionKind.PROFILE, profile_field="job_title")
    application = applying.begun()
    client = client_of(applying.person)
    for address, most in (
        (f"/apply/{application.pk}/{applying.url('q0')}", 13),
        (f"/apply/{application.pk}/check/", 15),
    ):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= most, [query["sql"][:120] for query in queries]


def test_strangers_find_nothing_and_nobody_finds_somebody_elses(world, applying, client_of):
    applying.ask("name")
    application = applying.begun()
    assert client_of(world.stranger).get(landing(applying)).status_code == 404
    assert client_of(world.mentee).get(f"/apply/{applying.cohort.pk}/sponsor/").status_code == 404
    for end in ("", "go-on/", applying.url("name"), "check/", "withdraw/", "still-true/"):
        address = f"/apply/{application.pk}/{end}"
        assert client_of(world.coordinator).get(address).status_code == 404


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"opens_on": timedelta(days=2)}, "Not open yet"),
        ({"closes_on": timedelta(days=-3), "grace_days": 0}, "No longer open"),
        ({"state": CohortState.MATCHING}, "No longer open"),
        ({"takes_anybody": False}, "by invitation or nomination"),
        ({"form": None}, "still preparing the questions"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_whoever_cannot_apply_now_reads_why(applying, client_of, change, words):
    for name, value in change.items():
        row = applying.cohort if name == "state" else applying.window
        days = isinstance(value, timedelta)
        setattr(row, name, timezone.localdate() + value if days else value)
        row.save()
    if "form" in change:
        applying.form.delete()
    client = client_of(applying.person)
    assert words in client.get(landing(applying)).text
    client.post(landing(applying))
    assert not Application.objects.exists()


def test_who_is_invited_or_was_nominated_may_apply_where_others_may_not(world, applying, client_of):
    applying.ask("name")
    applying.window.takes_anybody = False
    applying.window.save()
    place = ParticipantFactory.create(
        cohort=applying.cohort, person=world.mentee, state=ParticipantState.INVITED
    )
    nominee = world.facilitator
    NominationFactory.create(
        cohort=applying.cohort,
        role=applying.form.role,
        nominee=nominee,
        state=NominationState.CONFIRMED,
        answered_at=timezone.now(),
    )
    invited = client_of(world.mentee)
    said_yes = invited.post(f"/invitations/{place.pk}/", {"answer": "yes"})
    assert said_yes["Location"] == landing(applying)
    place.refresh_from_db()
    assert place.state == ParticipantState.INVITED
    for client in (invited, client_of(nominee)):
        assert "Question 1 of 1" in client.post(landing(applying), follow=True).text


def test_withdrawing_and_opening_again(world, applying, client_of):
    applying.ask("name")
    application = applying.begun()
    client = client_of(applying.person)
    answer(client, application, applying, "name", "Nadia")
    client.post(f"/apply/{application.pk}/check/")
    page = client.post(f"/apply/{application.pk}/withdraw/", {"reason": "A new job"}, follow=True)
    assert "You withdrew it on" in page.text
    place = Participant.objects.get(cohort=applying.cohort, person=applying.person)
    assert place.state == ParticipantState.WITHDRAWN

    again = client.post(f"/apply/{application.pk}/open-again/", follow=True)
    assert "Check your answers" in again.text
    assert "Nadia" in again.text
    client.post(f"/apply/{application.pk}/check/")
    place.refresh_from_db()
    application.refresh_from_db()
    assert (application.state, application.withdrawn_reason) == (ApplicationState.SUBMITTED, "")
    assert place.state == ParticipantState.APPLIED
    assert Message.objects.filter(kind="programmes.application_received").count() == 2


def test_after_the_last_day_nothing_is_saved_and_nothing_typed_is_lost(applying, client_of):
    applying.ask("name")
    application = applying.begun()
    applying.window.opens_on = timezone.localdate() - timedelta(days=30)
    applying.window.closes_on = timezone.localdate() - timedelta(days=3)
    applying.window.save()
    client = client_of(applying.person)
    late = answer(client, application, applying, "name", "Nadia")
    assert "takes no answers any more" in late.text
    assert 'value="Nadia"' in late.text
    page = client.get(f"/apply/{application.pk}/{applying.url('name')}", follow=True)
    assert "the last day has passed" in page.text
