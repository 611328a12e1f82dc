from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from mentorship.accounts.access import allows
from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.permissions import Permission
from mentorship.audit.models import Event

pytestmark = pytest.mark.django_db


def found(name: str = "Northbridge", **changed: str) -> str:
    out = StringIO()
    options = {"administrator": "Adaeze Nwosu", "email": "Adaeze@example.org", **changed}
    call_command("found_organisation", name, stdout=out, **options)
    return out.getvalue()


def test_an_administrator_can_begin_from_nothing(client_of):
    said = found()
    person = Person.objects.get(email="adaeze@example.org")
    assert "Adaeze Nwosu signs in at" in said
    assert allows(person, Permission.MANAGE_ORGANISATION)
    assert Event.objects.filter(kind="organisation.founded").count() == 1
    assert client_of(person).get("/programmes/add/").status_code == 200


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"email": "nobody"}, "“nobody” is not an e-mail address"),
        ({"time_zone": "Moon/Crater"}, "“Moon/Crater” is not a time zone"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_stored(changed, sentence):
    with pytest.raises(CommandError, match=sentence):
        found(**changed)
    assert not Organisation.objects.exists()
    assert not Person.objects.exists()


def test_a_name_is_given_once():
    found()
    with pytest.raises(CommandError, match="organisation called Northbridge already"):
        found(email="other@example.org")
    assert not Person.objects.filter(email="other@example.org").exists()
