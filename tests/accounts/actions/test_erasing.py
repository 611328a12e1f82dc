"""Tests of asking to be erased, of what stands in the way, and of texts that name somebody."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage

from mentorship.accounts.actions.copies import ask_for_copy, make_copy
from mentorship.accounts.actions.erasing import (
    CannotEraseError,
    ask_for_erasure,
    decide_mentions,
    decline_erasure,
    erase_person,
    undecided_of,
    withdraw_erasure,
)
from mentorship.accounts.actions.keeping import begin_hold, end_hold
from mentorship.accounts.models import DataCopy, Erasure, Membership, Person
from mentorship.accounts.privacy.erasing.enums import MentionAnswer
from mentorship.accounts.privacy.sealing import path_of
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.farewells import forget_farewells
from mentorship.notifications.models import Message
from programmes.models import Participant
from tests.factories.accounts import MembershipFactory, PersonFactory


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def leaver(world):
    """Make somebody of the organisation who holds nothing any more."""
    person = PersonFactory.create(name="Zebedee Quillfeather", email="zeb@leaving.example")
    MembershipFactory.create(person=person, organisation=world.organisation)
    return person


def asked(world, person) -> Erasure:
    return ask_for_erasure(person, organisation=world.organisation, by=person)


def test_asking_twice_is_asking_once(world, leaver):
    assert asked(world, leaver) == asked(world, leaver)


def test_what_was_taken_back_or_declined_cannot_be_done(world, leaver):
    erasure = asked(world, leaver)
    withdraw_erasure(erasure, by=leaver)
    with pytest.raises(IllegalTransitionError):
        erase_person(erasure, by=world.administrator)
    again = asked(world, leaver)
    decline_erasure(again, by=world.administrator, answer="A claim is open.")
    with pytest.raises(IllegalTransitionError):
        erase_person(again, by=world.administrator)
    assert Person.objects.get(pk=leaver.pk).email == leaver.email


def test_only_an_administrator_of_that_organisation_erases(world, leaver):
    erasure = asked(world, leaver)
    for somebody in (world.coordinator, world.stranger, leaver):
        with pytest.raises(PermissionDenied):
            erase_person(erasure, by=somebody)


def test_nobody_is_erased_who_still_takes_part(world):
    """A running place and a match have to be ended first; the sentences say where."""
    erasure = asked(world, world.mentee)
    Participant.objects.filter(person=world.mentee).update(state="matched")
    with pytest.raises(CannotEraseError) as refused:
        erase_person(erasure, by=world.administrator)
    assert any(world.cohort.name in each.sentence for each in refused.value.obstacles)


def test_a_member_of_another_organisation_is_not_erased_by_this_one(world, leaver):
    MembershipFactory.create(person=leaver, organisation=world.other_organisation)
    with pytest.raises(CannotEraseError) as refused:
        erase_person(asked(world, leaver), by=world.administrator)
    assert world.other_organisation.name in refused.value.obstacles[0].sentence


def test_a_legal_hold_stands_in_the_way_until_it_ends(world, leaver):
    hold = begin_hold(
        leaver, organisation=world.organisation, reason="A claim", by=world.administrator
    )
    erasure = asked(world, leaver)
    with pytest.raises(CannotEraseError):
        erase_person(erasure, by=world.administrator)
    end_hold(hold, by=world.administrator)
    erase_person(erasure, by=world.administrator)
    assert Person.objects.get(pk=leaver.pk).email is None


def test_texts_that_name_the_person_are_decided_first_then_cut_or_kept(world, leaver):
    """The reader sees the text; one is cut exactly, the other keeps the name for a reason."""
    world.programme.purpose = "As Zebedee Quillfeather had it: talk."
    world.programme.save()
    erasure = asked(world, leaver)
    (text,) = undecided_of(erasure, reader=world.administrator)
    assert text.found[0][1] == "Zebedee Quillfeather"
    with pytest.raises(CannotEraseError) as refused:
        erase_person(erasure, by=world.administrator)
    assert refused.value.undecided == [text]

    place = (text.label, text.pk, text.field)
    decide_mentions(erasure, {place: (MentionAnswer.CUT, "")}, by=world.administrator)
    erase_person(erasure, by=world.administrator)
    world.programme.refresh_from_db()
    assert world.programme.purpose == "As […] had it: talk."


def test_a_name_that_is_kept_stays_with_its_reason(world, leaver):
    world.programme.purpose = "The Zebedee Quillfeather programme"
    world.programme.save()
    erasure = asked(world, leaver)
    (text,) = undecided_of(erasure, reader=world.administrator)
    place = (text.label, text.pk, text.field)
    kept = (MentionAnswer.KEEP, "It is the name of the programme.")
    decide_mentions(erasure, {place: kept}, by=world.administrator)
    erase_person(erasure, by=world.administrator)
    world.programme.refresh_from_db()
    assert world.programme.purpose == "The Zebedee Quillfeather programme"


def test_nobody_decides_about_texts_they_were_not_shown(world, leaver):
    erasure = asked(world, leaver)
    place = ("programmes.programme", str(world.other_programme.pk), "purpose")
    with pytest.raises(PermissionDenied):
        decide_mentions(erasure, {place: (MentionAnswer.CUT, "")}, by=world.administrator)


def test_other_organisations_texts_are_not_shown(world, leaver):
    world.other_programme.purpose = "Zebedee Quillfeather"
    world.other_programme.save()
    assert undecided_of(asked(world, leaver), reader=world.administrator) == []


def test_the_last_mail_goes_to_the_old_address_and_forgets_it(world, leaver):
    erase_person(asked(world, leaver), by=world.administrator)
    mail = Message.objects.get(kind="accounts.erased")
    assert mail.to_address == "zeb@leaving.example"
    assert forget_farewells() == 0, "it has not left yet"
    Message.objects.filter(pk=mail.pk).update(state="failed")
    assert forget_farewells() == 1
    mail.refresh_from_db()
    assert "zeb" not in f"{mail.to_address}{mail.recipient_key}{mail.text}"


def test_the_copies_of_what_was_kept_leave_the_store(
    world, leaver, django_capture_on_commit_callbacks
):
    copy = ask_for_copy(by=leaver)
    assert make_copy(copy.pk)
    place = path_of(DataCopy.objects.get().store_key)
    assert default_storage.exists(place)
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(asked(world, leaver), by=world.administrator)
    assert not DataCopy.objects.exists()
    assert not default_storage.exists(place)


def test_memberships_end_and_the_person_is_a_pseudonym(world, leaver):
    done = erase_person(asked(world, leaver), by=world.administrator)
    leaver.refresh_from_db()
    assert leaver.name == f"Somebody who left ({done.code})"
    assert not Membership.objects.filter(person=leaver, ended_on=None).exists()
