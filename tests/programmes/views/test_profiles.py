"""What an organisation knows of somebody: who may read it, who may change it, and the picture."""

import io
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from mentorship.audit.models import Event
from programmes.models import Profile
from tests.factories.accounts import MembershipFactory
from tests.factories.programmes import MenteeFactory


def photo(colour="teal", name="me.jpg"):
    file = io.BytesIO()
    Image.new("RGB", (300, 300), colour).save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), content_type="image/jpeg")


def stored_files():
    root = Path(default_storage.location) / "pictures"
    return sorted(path.name for path in root.rglob("*.webp")) if root.exists() else []


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        },
    }


@pytest.fixture
def membership(world):
    return world.mentee.memberships.get(organisation=world.organisation)


@pytest.fixture
def own(membership):
    return f"/profile/{membership.pk}/"


def test_one_organisation_opens_at_once_and_several_are_listed(world, client_of, own):
    client = client_of(world.mentee)
    assert client.get("/profile/").headers["Location"] == own

    MembershipFactory.create(person=world.mentee, organisation=world.other_organisation)
    page = client.get("/profile/")
    assert "Guildhall" in page.text
    assert "Harbour Trust" in page.text


def test_somebody_says_who_they_are(world, client_of, own, membership):
    client = client_of(world.mentee)
    answer = client.post(
        own,
        {
            "job_title": "Analyst",
            "languages": "Deutsch, english; English",
            "interests": "Choir",
            "grade": "G1",
            "biography": "<b>Hello</b>",
        },
        follow=True,
    )

    assert "Kept." in answer.text
    profile = Profile.objects.get(membership=membership)
    assert profile.languages == ["Deutsch", "english"]
    assert profile.grade == ""
    assert "&lt;b&gt;Hello" in answer.text
    event = Event.objects.get(kind="profile.changed")
    assert event.changes == {"fields": ["biography", "interests", "job_title", "languages"]}
    assert event.organisation_id == world.organisation.pk


def test_nothing_typed_is_lost_when_something_is_wrong(world, client_of, own, membership):
    answer = client_of(world.mentee).post(
        own,
        {
            "job_title": "Analyst",
            "line_manager_email": "not an address",
            "interests": "x" * 90,
            "languages": ", ".join(f"Language {number}" for number in range(31)),
        },
    )

    assert 'value="Analyst"' in answer.text
    assert "is too long. Put a comma" in answer.text
    assert "one too many" in answer.text
    assert not Profile.objects.filter(membership=membership).exists()


def test_a_picture_is_kept_shown_replaced_and_removed(
    world, client_of, own, membership, django_capture_on_commit_callbacks
):
    client = client_of(world.mentee)
    client.post(own, {"picture": photo()})
    first = Profile.objects.get(membership=membership)
    assert len(stored_files()) == 2

    shown = client.get(first.picture_url)
    assert shown.headers["Content-Type"] == "image/webp"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Cache-Control"].startswith("private")
    assert shown.headers["Content-Disposition"] == 'inline; filename="picture.webp"'
    assert Image.open(io.BytesIO(shown.content)).size == (96, 96)
    assert Image.open(io.BytesIO(client.get(first.large_picture_url).content)).size == (512, 512)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(own, {"picture": photo("red", "../../etc/passwd.exe")})
    second = Profile.objects.get(membership=membership)
    assert second.picture_key != first.picture_key
    assert len(stored_files()) == 2
    assert all(name.startswith(second.picture_key) for name in stored_files())

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{own}picture/remove/")
    assert stored_files() == []
    assert client.get(second.picture_url).status_code == 404


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ\x90\x00 a program", "not a JPEG, PNG or WebP"),
        (b"<svg onload='alert(1)'/>", "not a JPEG, PNG or WebP"),
        (b"\xff\xd8\xff\xe0 cut short", "damaged or cut short"),
        (b"", "This file is empty."),
    ],
)
def test_a_hostile_picture_gets_a_sentence_and_leaves_nothing(
    world, client_of, own, membership, content, words
):
    file = SimpleUploadedFile("me.jpg", content, content_type="image/jpeg")
    answer = client_of(world.mentee).post(own, {"picture": file, "job_title": "Analyst"})

    assert words in answer.text
    assert 'value="Analyst"' in answer.text
    assert stored_files() == []
    assert not Profile.objects.filter(membership=membership).exists()


def test_a_picture_of_60_megabytes_is_refused(world, client_of, own):
    file = SimpleUploadedFile("me.jpg", b"\xff\xd8\xff" + bytes(60 * 1024 * 1024))
    answer = client_of(world.mentee).post(own, {"picture": file})

    assert "larger than 10 MB" in answer.text
    assert stored_files() == []


def test_a_failure_leaves_no_file_behind(world, client_of, own, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr("programmes.actions.profiles.record", fail)
    with pytest.raises(RuntimeError):
        client_of(world.mentee).post(own, {"picture": photo()})
    assert stored_files() == []


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("mentee", 200),
        ("coordinator", 200),
        ("mentor", 404),
        ("reviewer", 404),
        ("administrator", 404),
        ("stranger", 404),
        ("other_coordinator", 404),
    ],
)
def test_a_picture_is_for_its_owner_and_who_looks_after_them(
    world, client_of, own, membership, who, status
):
    client_of(world.mentee).post(own, {"picture": photo()})
    url = Profile.objects.get(membership=membership).picture_url
    assert client_of(getattr(world, who)).get(url).status_code == status


def test_taking_part_elsewhere_shows_nothing_of_here(world, client_of, own, membership):
    client_of(world.mentee).post(own, {"picture": photo()})
    MenteeFactory.create(cohort__programme=world.other_programme, person=world.mentee)
    url = Profile.objects.get(membership=membership).picture_url

    assert client_of(world.other_coordinator).get(url).status_code == 404


def test_nobody_opens_the_page_of_another(world, client_of, own):
    for person in (world.mentor, world.coordinator, world.stranger):
        assert client_of(person).get(own).status_code == 404
        assert client_of(person).post(f"{own}picture/remove/").status_code == 404


def test_a_coordinator_notes_what_the_organisation_knows(world, client_of, membership):
    client = client_of(world.coordinator)
    address = f"/programmes/leaders/people/{world.mentee_place.pk}/"
    page = client.post(
        f"{address}profile/",
        {"department": "Finance", "grade": "G5", "country_code": "gbr", "picture": photo()},
        follow=True,
    )

    assert "Kept for Jonas Weber." in page.text
    assert "Finance" in page.text.split("Profile</h2>")[1]
    profile = Profile.objects.get(membership=membership)
    assert (profile.grade, profile.country_code) == ("G5", "GBR")
    assert profile.large_picture_url.replace("&", "&amp;") in page.text
    assert (
        profile.picture_url.replace("&", "&amp;") in client.get("/programmes/leaders/people/").text
    )
    wrong = client.post(f"{address}profile/", {"country_code": "United Kingdom"})
    assert "two or three letters" in wrong.text
    client.post(f"{address}picture/remove/")
    profile.refresh_from_db()
    assert profile.picture_key == ""
