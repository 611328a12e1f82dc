"""Copies by mail: with the paper, without it where it cannot be drawn, once, and never lost."""

import pytest
from django.utils import timezone

from matching.agreeing import copies
from matching.agreeing.copies import send_copies, send_owed_copies
from mentorship.common import pdf
from mentorship.notifications.models import Message
from tests.factories.matching import pair
from tests.factories.relationships import AgreementFactory, AgreementInForceFactory

pytestmark = pytest.mark.django_db


def mails():
    return Message.objects.filter(kind="matching.agreement_copy").order_by("to_address")


def test_each_gets_one_copy_with_the_paper(world):
    agreement = AgreementInForceFactory.create(match=pair(world), purpose="PLANTED purpose")
    assert send_owed_copies(timezone.now()) == 2
    assert send_owed_copies(timezone.now()) == 0
    assert send_copies(agreement.pk) == 0
    first, second = mails()
    assert (first.to_address, second.to_address) == ("amara@example.org", "jonas@example.org")
    for mail in (first, second):
        (file,) = mail.attachments.all()
        assert bytes(file.content).startswith(b"%PDF")
        assert "attached" in mail.text
        assert "PLANTED" not in mail.text + mail.html + mail.subject


def test_a_paper_that_cannot_be_drawn_loses_no_mail(world, monkeypatch):
    # A child without memory cannot lay anything out.
    monkeypatch.setattr(pdf, "_CHILD", pdf._CHILD.with_name("no_such_child.py"))
    AgreementInForceFactory.create(match=pair(world))
    assert send_owed_copies(timezone.now()) == 2
    assert not mails().filter(attachments__isnull=False).exists()
    assert "download a copy" in mails()[0].text


def test_what_waits_is_copied_to_nobody(world):
    agreement = AgreementFactory.create(match=pair(world))
    assert send_copies(agreement.pk) == 0
    assert send_owed_copies(timezone.now() + copies.OWED_FOR) == 0
