"""Signing in, as a person does it; the mail with the code is tested with the outbox."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from mentorship.accounts.models import Person
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from tests.factories.accounts import PersonFactory, SecondFactorFactory

pytestmark = pytest.mark.django_db

LOGIN, CODE, CONFIRM = "/accounts/login/", "/accounts/login/code/", "/accounts/login/code/confirm/"
PASSWORD = "mentoring-stays-fresh"


@pytest.fixture
def amara():
    return PersonFactory.create(name="Amara Okafor", email="amara@example.org", password=PASSWORD)


@pytest.fixture
def a_moment():
    """Stop the clock, so that a code from an app does not change while it is typed."""
    with time_machine.travel(datetime(2027, 1, 12, 9, 0, 5, tzinfo=UTC), tick=False):
        yield


def app_code(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def person_in(client):
    return client.session.get("_auth_user_id")


def code_of(message):
    (code,) = re.findall(r"^ {4}(\S+)\s*$", message.text, re.MULTILINE)
    return code


def test_by_a_code_from_the_mail(amara):
    client = Client()
    assert client.post(CODE, {"email": "AMARA@example.org"}).headers["Location"] == CONFIRM

    answer = client.post(CONFIRM, {"code": code_of(Message.objects.get())})

    assert answer.headers["Location"] == "/"
    assert person_in(client) == str(amara.pk)
    assert Event.objects.about(amara).get().kind == "accounts.signed_in"


def test_a_code_works_once_and_for_one_browser(amara):
    client, other = Client(), Client()
    client.post(CODE, {"email": amara.email})
    code = code_of(Message.objects.get())

    other.post(CONFIRM, {"code": code})
    assert person_in(other) is None

    client.post(CONFIRM, {"code": code})
    client.post("/accounts/logout/")
    client.post(CONFIRM, {"code": code})
    assert person_in(client) is None


def test_a_wrong_code_lets_nobody_in(amara):
    client = Client()
    client.post(CODE, {"email": amara.email})
    answers = [client.post(CONFIRM, {"code": "WRONG1"}).status_code for _ in range(5)]

    assert answers[0] == 200
    client.post(CONFIRM, {"code": code_of(Message.objects.get())})
    assert person_in(client) is None


def test_an_unknown_address_is_answered_alike_and_gets_no_mail(amara):
    known = Client().post(CODE, {"email": amara.email})
    unknown = Client().post(CODE, {"email": "nobody@example.org"})

    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert not Message.objects.filter(to_address="nobody@example.org").exists()


def test_by_password(amara):
    client = Client()
    page = client.get(LOGIN)
    assert "I would rather use my password" in page.text

    client.post(LOGIN, {"login": "Amara@example.org", "password": PASSWORD})
    assert person_in(client) == str(amara.pk)


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("amara@example.org", "wrong"),
        ("nobody@example.org", PASSWORD),
        ("coded@example.org", ""),
        ("coded@example.org", "!"),
    ],
)
def test_a_wrong_password_lets_nobody_in(amara, login, password):
    PersonFactory.create(email="coded@example.org")
    client = Client()
    answer = client.post(LOGIN, {"login": login, "password": password})

    assert answer.status_code == 200
    assert "<title>Error:" in answer.text
    assert person_in(client) is None


def test_who_is_shut_out_stays_out(amara):
    Person.objects.update(is_active=False)
    client = Client()
    client.post(LOGIN, {"login": amara.email, "password": PASSWORD})
    assert person_in(client) is None
    client.post(CODE, {"email": amara.email})
    for message in Message.objects.all():
        client.post(CONFIRM, {"code": code_of(message)})
    assert person_in(client) is None


def test_a_second_step_is_asked_for_after_the_password(amara):
    SecondFactorFactory.create(user=amara)
    client = Client()

    answer = client.post(LOGIN, {"login": amara.email, "password": PASSWORD})

    assert answer.headers["Location"] == "/accounts/2fa/authenticate/"
    assert person_in(client) is None
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert person_in(client) is None


def test_a_code_from_the_app_completes_the_sign_in(amara, a_moment):
    factor = SecondFactorFactory.create(user=amara)
    client = Client()
    client.post(LOGIN, {"login": amara.email, "password": PASSWORD})

    client.post("/accounts/2fa/authenticate/", {"code": app_code(factor.data["secret"])})

    assert person_in(client) == str(amara.pk)


def test_nobody_signs_up_by_themselves():
    client = Client()
    client.post(
        "/accounts/signup/", {"email": "new@example.org", "password1": PASSWORD}, follow=True
    )
    assert not Person.objects.filter(email="new@example.org").exists()


def test_choosing_a_password_is_on_record(amara):
    client = Client()
    client.post(LOGIN, {"login": amara.email, "password": PASSWORD})
    new = "a-quite-different-secret"
    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert Person.objects.get(pk=amara.pk).check_password(new)
    assert Event.objects.about(amara).first().kind == "accounts.password_changed"


def test_adding_and_removing_a_second_step_is_asked_twice_and_on_record(
    amara, a_moment, django_capture_on_commit_callbacks
):
    client = Client()
    client.post(LOGIN, {"login": amara.email, "password": PASSWORD})
    activate = "/accounts/2fa/totp/activate/"
    assert client.get(activate).headers["Location"].startswith("/accounts/reauthenticate/")

    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.get(activate)
    code = app_code(client.session["mfa.totp.secret"])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(activate, {"code": code})
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/2fa/totp/deactivate/")

    kinds = {event.kind for event in Event.objects.about(amara)}
    assert {"accounts.factor_added", "accounts.factor_removed"} <= kinds
    assert set(Message.objects.values_list("subject", flat=True)) == {
        "An authenticator app was added to your sign-in",
        "Your authenticator app was removed from your sign-in",
    }


def test_who_signs_in_by_code_alone_can_add_a_second_step():
    person = PersonFactory.create()
    client = Client()
    client.force_login(person)
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
