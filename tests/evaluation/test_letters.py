"""A sponsor's link opens one report, for so long, and nothing else."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.signing import TimestampSigner
from django.utils import timezone

from evaluation.letters import LINK_LIVES, BrokenLetterError, ExpiredLetterError, LetterLink

LINK = LetterLink(uuid.uuid4(), uuid.uuid4())


def test_a_link_says_what_it_was_made_for():
    assert LetterLink.from_token(LINK.token) == LINK
    assert LINK.url.startswith("http://testserver/letters/")


def test_a_link_ends():
    token = LINK.token
    with time_machine.travel(timezone.now() + LINK_LIVES - timedelta(hours=1)):
        assert LetterLink.from_token(token) == LINK
    with (
        time_machine.travel(timezone.now() + LINK_LIVES + timedelta(hours=1)),
        pytest.raises(ExpiredLetterError),
    ):
        LetterLink.from_token(token)


@pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: f"{t}x", lambda t: t[1:], str.upper])
def test_a_link_that_was_changed_opens_nothing(spoil):
    with pytest.raises(BrokenLetterError):
        LetterLink.from_token(spoil(LINK.token))


def test_a_signature_for_another_purpose_opens_nothing():
    value = f"{LINK.report_id.hex}~{LINK.person_id.hex}"
    with pytest.raises(BrokenLetterError):
        LetterLink.from_token(TimestampSigner(salt="another.purpose").sign(value))
