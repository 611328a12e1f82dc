"""Signing in by code goes through the outbox, with our words."""

import re
from pathlib import Path

import allauth
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentorship.notifications import delivery
from mentorship.notifications.adapter import AccountAdapter
from mentorship.notifications.emails import FACT_OF_ALLAUTH_NOTICE, KIND_OF_ALLAUTH_MAIL
from mentorship.notifications.enums import MessageState
from mentorship.notifications.models import Message

pytestmark = pytest.mark.django_db

# Nobody signs up by themselves here, unknown addresses hear nothing, passwords are reset by code.
NEVER_SENT = {
    "account/email/account_already_exists",
    "account/email/base",  # base_message, a frame
    "account/email/base_notification",
    "account/email/email_confirmation_signup",
    "account/email/password_reset_key",
    "account/email/unknown_account",
}


def ask_for_a_code(client, address):
    return client.post(reverse("account_request_login_code"), {"email": address})


def test_a_person_signs_in_with_the_code_from_the_mail(amara, smtp_server):
    client = Client()
    ask_for_a_code(client, "Amara@example.org")
    message = Message.objects.get()
    assert message.kind == "accounts.login_code"
    assert message.recipient == amara
    assert delivery.deliver(message.pk)
    (mail,) = smtp_server.messages
    assert mail["Subject"] == "Your code to sign in"
    assert mail["List-Unsubscribe"] is None
    text = mail.get_body(("plain",)).get_content()
    (code,) = re.findall(r"^ {4}(\S+)\s*$", text, re.MULTILINE)
    assert code in mail.get_body(("html",)).get_content()
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.session["_auth_user_id"] == str(amara.pk)
    message.refresh_from_db()
    assert code not in message.text + message.html + message.subject


def test_each_code_is_a_mail_of_its_own(amara, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    for _ in range(2):
        ask_for_a_code(Client(), "amara@example.org")
    assert Message.objects.filter(state=MessageState.QUEUED).count() == 2


def test_a_code_is_of_no_use_when_it_has_lapsed(amara, settings):
    ask_for_a_code(Client(), "amara@example.org")
    message = Message.objects.get()
    assert message.stale_after is not None
    lifetime = message.stale_after - timezone.now()
    assert lifetime.total_seconds() <= settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT


def test_an_unknown_address_hears_nothing(db):
    ask_for_a_code(Client(), "nobody@example.org")
    assert not Message.objects.exists()


def test_nobody_signs_up_by_themselves(rf):
    assert not AccountAdapter().is_open_for_signup(rf.get("/"))


@pytest.mark.parametrize("name", sorted(FACT_OF_ALLAUTH_NOTICE))
def test_each_notice_tells_its_fact_in_its_subject(name, amara):
    facts = {"ip": "192.0.2.1", "user_agent": "Firefox", "timestamp": timezone.now()}
    AccountAdapter().send_mail(name, "amara@example.org", facts)
    message = Message.objects.get()
    assert message.subject == str(FACT_OF_ALLAUTH_NOTICE[name])
    assert "192.0.2.1" in message.text
    assert "Firefox" in message.html


@pytest.mark.parametrize(
    "fact", [{"activate_url": "http://testserver/x/"}, {"code": "ABC-DEF"}], ids=["link", "code"]
)
def test_a_new_address_is_asked_at_that_address(fact, amara):
    context = {"user": amara, "email": "new@example.org", **fact}
    AccountAdapter().send_mail("account/email/email_confirmation", "new@example.org", context)
    message = Message.objects.get()
    assert message.to_address == "new@example.org"
    assert message.recipient is None
    (said,) = fact.values()
    assert said in message.text
    assert said in message.html


def test_a_mail_we_have_no_words_for_is_an_error(amara):
    with pytest.raises(LookupError):
        AccountAdapter().send_mail("account/email/account_already_exists", "amara@example.org", {})


def test_we_have_words_for_every_mail_that_this_allauth_can_send():
    templates = Path(allauth.__file__).parent / "templates"
    names = {
        str(path.relative_to(templates)).removesuffix("_message.txt").removesuffix(".txt")
        for path in templates.glob("*/email/*.txt")
        if not path.name.endswith("_subject.txt")
    }
    assert names == {*KIND_OF_ALLAUTH_MAIL, *FACT_OF_ALLAUTH_NOTICE} | NEVER_SENT
