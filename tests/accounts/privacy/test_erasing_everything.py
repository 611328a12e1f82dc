"""A person stands in every model there is; after erasing, nothing of them is anywhere."""

import pytest
from django.contrib.sessions.models import Session

from mentorship.accounts.actions.erasing import take
from mentorship.accounts.privacy.erasing.whom import gone_of
from tests.accounts.privacy.planting import ADDRESS, NAME, Planter, traces_in_database
from tests.factories.accounts import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
FEWEST_TOKENS = 200


def test_nothing_of_a_person_is_left_in_any_column_of_any_table(
    django_capture_on_commit_callbacks,
):
    """Tokens in every field about somebody, and the name in what others wrote, are gone."""
    person = PersonFactory.create(name=NAME, email=ADDRESS)
    tokens = Planter(person, OrganisationFactory.create()).plant_all()
    assert tokens > FEWEST_TOKENS
    assert len(traces_in_database()) > 60, "the world was not planted"

    with django_capture_on_commit_callbacks(execute=True):
        take(gone_of(person, lock=True), kept=set(), chosen=set())

    left = traces_in_database()
    assert not left, "\n".join(f"{table}: {rows[0]}" for table, rows in left.items())
    person.refresh_from_db()
    assert person.name.startswith("Somebody who left (")
    assert (person.email, person.is_active, person.has_usable_password()) == (None, False, False)
    assert not Session.objects.exists()


def test_erasing_twice_changes_nothing_more():
    """After the first time there is nothing left to find."""
    person = PersonFactory.create(name=NAME, email=ADDRESS)
    Planter(person, OrganisationFactory.create()).plant_all()
    take(gone_of(person, lock=True), kept=set(), chosen=set())
    person.refresh_from_db()
    name = person.name
    take(gone_of(person, lock=True), kept=set(), chosen=set())
    person.refresh_from_db()
    assert person.name == name
    assert traces_in_database() == {}
