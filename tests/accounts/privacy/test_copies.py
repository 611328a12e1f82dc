"""Tests of copies: sealed in the store, fetched by whose they are, gone after seven days."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from mentorship.accounts.actions.copies import (
    NotTheirsError,
    ask_for_copy,
    fetch_copy,
    make_copy,
    prepare_copy,
    release_copy,
    tend_copies,
)
from mentorship.accounts.actions.privacy_requests import ask_organisation
from mentorship.accounts.models import DataCopy, Organisation, Person, PrivacyRequest
from mentorship.accounts.privacy.enums import CopyState, RequestKind
from mentorship.accounts.privacy.sealing import path_of
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from tests.factories.accounts import MembershipFactory
from tests.people import ClientOf, World

pytestmark = pytest.mark.django_db


def made(person: Person) -> DataCopy:
    """Return a copy that the person asked for, made."""
    copy = ask_for_copy(by=person)
    assert make_copy(copy.pk)
    copy.refresh_from_db()
    return copy


def request_of(world: World, person: Person) -> PrivacyRequest:
    """Return a request for a copy."""
    return ask_organisation(
        world.organisation, kind=RequestKind.COPY, words="", person=person, by=person
    )


def test_asked_twice_it_is_made_once_and_told_once(world: World) -> None:
    first, second = ask_for_copy(by=world.mentee), ask_for_copy(by=world.mentee)
    assert first == second
    assert make_copy(first.pk)
    assert not make_copy(first.pk)
    mails = Message.objects.filter(kind="accounts.copy_ready", recipient=world.mentee)
    assert mails.count() == 1
    assert "ready" in mails.get().subject


def test_the_mail_has_the_look_of_the_one_organisation_they_belong_to(world: World) -> None:
    Organisation.objects.update(sender_name="Mentoring at Guildhall", accent_light="#6a1b9a")
    made(world.mentee)
    message = Message.objects.get(kind="accounts.copy_ready")
    assert message.organisation == world.organisation
    assert "#6a1b9a" in message.html.lower()


def test_the_mail_takes_no_side_between_several_organisations(world: World) -> None:
    MembershipFactory.create(person=world.mentee, organisation=world.other_organisation)
    made(world.mentee)
    assert Message.objects.get(kind="accounts.copy_ready").organisation is None


def test_what_lies_in_the_store_is_of_no_use_without_its_row(world: World) -> None:
    copy = made(world.mentee)
    with default_storage.open(path_of(copy.store_key)) as file:
        sealed = file.read()
    assert sealed.startswith(b"age-encryption.org/")
    assert world.mentee.name.encode() not in sealed
    with zipfile.ZipFile(BytesIO(fetch_copy(copy, by=world.mentee))) as packed:
        assert world.mentee.name in packed.read("read-me.html").decode()
    assert Event.objects.filter(kind="copy.fetched", about_id=str(copy.pk)).count() == 1


def test_nobody_else_fetches_it(world: World) -> None:
    copy = made(world.mentee)
    for other in (world.administrator, world.coordinator, world.stranger):
        with pytest.raises(NotTheirsError):
            fetch_copy(copy, by=other)


def test_after_seven_days_file_and_key_are_gone(
    world: World, django_capture_on_commit_callbacks
) -> None:
    copy = made(world.mentee)
    path = path_of(copy.store_key)
    DataCopy.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert tend_copies() == (0, 1)
    copy.refresh_from_db()
    assert (copy.state, copy.age_key, copy.store_key) == (CopyState.GONE, "", "")
    assert not default_storage.exists(path)


def test_a_copy_whose_worker_was_lost_is_made_by_the_next_look(world: World) -> None:
    copy = ask_for_copy(by=world.mentee)
    long_ago = timezone.now() - timedelta(hours=1)
    DataCopy.objects.update(state=CopyState.BUILDING, began_at=long_ago, attempts=1)
    assert tend_copies() == (1, 0)
    copy.refresh_from_db()
    assert copy.state == CopyState.BUILT


def test_after_three_tries_it_is_said_that_it_cannot_be_made(world: World) -> None:
    copy = ask_for_copy(by=world.mentee)
    DataCopy.objects.update(attempts=3)
    assert tend_copies() == (0, 0)
    copy.refresh_from_db()
    assert copy.state == CopyState.FAILED


def test_an_administrator_has_it_made_and_never_sees_it(world: World) -> None:
    request = request_of(world, world.mentee)
    copy = prepare_copy(
        request, organisation=world.organisation, with_confidence=False, by=world.administrator
    )
    make_copy(copy.pk)
    copy.refresh_from_db()
    with pytest.raises(NotTheirsError):
        fetch_copy(copy, by=world.mentee)
    release_copy(copy, by=world.administrator)
    release_copy(copy, by=world.administrator)
    copy.refresh_from_db()
    with pytest.raises(NotTheirsError):
        fetch_copy(copy, by=world.administrator)
    assert fetch_copy(copy, by=world.mentee)
    assert Message.objects.filter(kind="accounts.copy_ready").count() == 1


def test_of_somebody_who_cannot_sign_in_the_administrator_fetches_it(world: World) -> None:
    Person.objects.filter(pk=world.sponsor.pk).update(email=None)
    world.sponsor.refresh_from_db()
    request = ask_organisation(
        world.organisation,
        kind=RequestKind.COPY,
        words="",
        person=world.sponsor,
        by=world.administrator,
    )
    copy = prepare_copy(
        request, organisation=world.organisation, with_confidence=False, by=world.administrator
    )
    make_copy(copy.pk)
    copy.refresh_from_db()
    assert fetch_copy(copy, by=world.administrator)


def test_who_has_a_password_is_asked_for_it_before_they_get_the_file(
    world: World, client_of: ClientOf
) -> None:
    copy = made(world.mentee)
    world.mentee.set_password("a long enough word 7")
    world.mentee.save()
    answer = client_of(world.mentee).get(reverse("privacy-copy-file", args=(copy.pk,)))
    assert answer.status_code == 302
    assert "reauthenticate" in answer.url


def test_strangers_find_no_copy(world: World, client_of: ClientOf) -> None:
    copy = made(world.mentee)
    for name in ("privacy-copy-file",):
        answer = client_of(world.stranger).get(reverse(name, args=(copy.pk,)))
        assert answer.status_code in {302, 404}
        assert not answer.get("Content-Disposition")
