"""Markup in every text field of every row: no page, mail or picture holds it unescaped."""

import re
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from matching.booking.emails import post_meeting_planned
from mentorship.notifications.models import Message
from tests.architecture.walking import ROLES, named_addresses, resolve
from tests.architecture.world import make_walked_world
from tests.attacks.planting import SEALED, plant
from tests.people import sign_in

MARKUP = "zq\"'></a><zqx a=1>{{ 7|add:7 }}{% zqx %}"
# What a browser would read as an element of ours, however it came there.
RAW = re.compile(rb"<zqx")
READERS = ("coordinator", "administrator", "mentor", "mentee", "signed out")


@pytest.fixture
def planted(db, settings):
    settings.MIDDLEWARE = [layer for layer in settings.MIDDLEWARE if "structlog" not in layer]
    walked = make_walked_world()
    assert plant(MARKUP, but=SEALED) > 80
    return walked


@pytest.mark.parametrize("role", READERS)
def test_no_page_holds_markup_that_somebody_typed(planted, role):
    person = ROLES[role](planted)
    client = sign_in(person) if person else Client()
    client.raise_request_exception = False
    raw, broken, seen = set(), set(), 0
    for name in named_addresses():
        if name.startswith("mentorship:demo-mail"):
            continue
        before = transaction.savepoint()
        try:
            answer = client.get(resolve(name, planted))
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        finally:
            transaction.set_rollback(False)
            transaction.savepoint_rollback(before)
        if answer.status_code >= 500:
            broken.add(name)
        kind = answer.headers.get("Content-Type", "")
        seen += b"zq&quot;" in body
        if ("html" in kind or "svg" in kind or "xml" in kind) and RAW.search(body):
            at = RAW.search(body).start()
            raw.add((name, str(body[max(0, at - 120) : at + 20])))
        if any("zqx" in value and "\n" in value for value in answer.headers.values()):
            raw.add((name, "header"))
    assert raw == set()
    assert broken == set()
    assert seen > (0 if role == "signed out" else 10)


def test_a_mail_holds_it_as_words_and_its_head_in_one_line(planted):
    post_meeting_planned(planted.meeting, by=planted.world.mentor)
    message = Message.objects.latest("created_at")
    assert "&lt;zqx" in message.html
    assert not RAW.search(message.html.encode())
    assert "\n" not in message.subject


TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def test_no_page_turns_escaping_off():
    unescaped = re.compile(r"\|\s*safe(seq)?\b|autoescape off")
    pages = list(TEMPLATES.rglob("*.html"))
    assert len(pages) > 500
    assert [page for page in pages if unescaped.search(page.read_text(encoding="utf-8"))] == []
