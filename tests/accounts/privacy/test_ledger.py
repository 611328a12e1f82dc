"""Tests of the list outside the database, and of forgetting again after a restore."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from mentorship.accounts.actions.erasing import ask_for_erasure, erase_person
from mentorship.accounts.actions.reapplying import Reapplied, reapply
from mentorship.accounts.models import Erasure, Membership
from mentorship.accounts.privacy.erasing import ledger
from tests.accounts.privacy.planting import ADDRESS, NAME, traces_in_database
from tests.factories.accounts import MembershipFactory, OrganisationRoleFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    """Keep the list of each test by itself."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def administrator():
    """Make somebody who administers an organisation."""
    return OrganisationRoleFactory.create().membership.person


@pytest.fixture
def leaver(administrator):
    """Make somebody in the same organisation, who is to be erased."""
    organisation = administrator.memberships.get().organisation
    person = PersonFactory.create(name=NAME, email=ADDRESS)
    MembershipFactory.create(person=person, organisation=organisation)
    return person


def erase(person, by, capture):
    """Ask and erase, as a request would that commits."""
    organisation = by.memberships.get().organisation
    with capture(execute=True):
        erasure = ask_for_erasure(person, organisation=organisation, by=by)
        return erase_person(erasure, by=by)


def test_an_erasure_is_on_the_list_without_any_name(
    administrator, leaver, django_capture_on_commit_callbacks
):
    erase(leaver, administrator, django_capture_on_commit_callbacks)
    assert [entry.person for entry in ledger.entries()] == [leaver.pk]
    assert NAME not in ledger.path().read_text()
    assert ledger.write_missing() == 0


def test_a_restored_person_is_forgotten_again_and_only_once(
    administrator, leaver, django_capture_on_commit_callbacks
):
    """What a backup brings back, with its texts, is taken again; a second run changes nothing."""
    before = transaction.savepoint()
    erase(leaver, administrator, django_capture_on_commit_callbacks)
    transaction.savepoint_rollback(before)
    leaver.refresh_from_db()
    assert leaver.name == NAME

    assert reapply() == Reapplied(again=1, already=0, unknown=0)
    assert traces_in_database() == {}
    assert Erasure.objects.get(person=leaver).state == "done"
    assert reapply() == Reapplied(again=0, already=1, unknown=0)


def test_whoever_is_not_in_this_database_is_counted_as_unknown(
    administrator, leaver, django_capture_on_commit_callbacks
):
    before = transaction.savepoint()
    erase(leaver, administrator, django_capture_on_commit_callbacks)
    transaction.savepoint_rollback(before)
    Membership.objects.filter(person=leaver).delete()
    leaver.delete()
    assert reapply().unknown == 1


def test_a_line_that_was_changed_erases_nobody(
    administrator, leaver, django_capture_on_commit_callbacks
):
    """Somebody who writes another id into the list is refused before anything is done."""
    erase(leaver, administrator, django_capture_on_commit_callbacks)
    text = ledger.path().read_text()
    ledger.path().write_text(text.replace(str(leaver.pk), str(administrator.pk)))
    with pytest.raises(CommandError, match="Line 1"):
        call_command("erasures", "reapply", stdout=StringIO())
    administrator.refresh_from_db()
    assert administrator.email is not None


def test_the_command_says_what_it_did(administrator, leaver, django_capture_on_commit_callbacks):
    erase(leaver, administrator, django_capture_on_commit_callbacks)
    out = StringIO()
    call_command("erasures", "reapply", stdout=out)
    call_command("erasures", "list", stdout=out)
    assert "0 erased again, 1 were gone already" in out.getvalue()
    assert str(leaver.pk) in out.getvalue()


def test_a_line_that_was_lost_is_written_later(administrator, leaver):
    """The process may die between the commit and the list."""
    organisation = administrator.memberships.get().organisation
    Erasure.objects.create(
        person=leaver,
        organisation=organisation,
        state="done",
        asked_at=timezone.now(),
        asked_by=leaver,
        due_on=timezone.localdate(),
        settled_at=timezone.now(),
    )
    assert ledger.write_missing() == 1


def test_a_list_of_an_earlier_key_holds_while_that_key_is_named(
    administrator, leaver, settings, django_capture_on_commit_callbacks
):
    erase(leaver, administrator, django_capture_on_commit_callbacks)
    earlier, settings.SECRET_KEY = settings.SECRET_KEY, "another" * 9
    with pytest.raises(CommandError, match=r"Line 1.*erasures sign"):
        call_command("erasures", "reapply", stdout=StringIO())
    settings.SECRET_KEY_FALLBACKS = [earlier]
    assert [entry.person for entry in ledger.entries()] == [leaver.pk]


def test_whoever_lost_the_key_looks_at_the_lines_and_vouches_for_them(
    administrator, leaver, settings, django_capture_on_commit_callbacks
):
    before = transaction.savepoint()
    erase(leaver, administrator, django_capture_on_commit_callbacks)
    transaction.savepoint_rollback(before)
    settings.SECRET_KEY = "another" * 9
    out = StringIO()
    with pytest.raises(CommandError, match="It is 1 that no key proves"):
        call_command("erasures", "sign", lines=2, stdout=out)
    assert str(leaver.pk) in out.getvalue()
    assert [entry.person for entry in ledger.unproven()] == [leaver.pk]
    call_command("erasures", "sign", lines=1, stdout=out)
    assert ledger.unproven() == []
    assert reapply().again == 1
    call_command("erasures", "sign", stdout=out)
    assert "Every line is proven already." in out.getvalue()
