"""Markup in every text field of every row: no page, mail or picture holds it unescaped."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, connection, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Cast, Concat

from matching.booking.emails import post_meeting_planned
from mentorship.notifications.models import Message
from tests.architecture.walking import ROLES, named_addresses, resolve
from tests.architecture.world import make_walked_world
from tests.people import sign_in

MARKUP = "zq\"'></a><zqx a=1>{{ 7|add:7 }}{% zqx %}"
# What a browser would read as an element of ours, however it came there.
RAW = re.compile(rb"<zqx")
OURS = ("accounts", "notifications", "programmes", "training", "matching", "evaluation", "api")
# What a program reads, not a person: keys, codes, names of files and of zones.
FOR_PROGRAMS = re.compile(
    r"hash|token|secret|code$|key$|language|zone|colou?r|content_type|sha|path|password|prefix"
    r"|fingerprint|certificates|_ref$|rule$|kind$|slug|version|digest|seal|domain|challenge|unit$"
    r"|message_id|method|measure_name|field$|format|encoding|delimiter|locale|currency"
)
READERS = ("coordinator", "administrator", "mentee")


def text_fields() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Yield every field of ours that holds words people typed."""
    for model in apps.get_models():
        if model._meta.app_label not in OURS or not model._meta.managed or model._meta.proxy:
            continue
        for field in model._meta.concrete_fields:
            held = field.base_field if isinstance(field, ArrayField) else field
            is_text = type(held) in {models.CharField, models.TextField}
            if is_text and not held.choices and not FOR_PROGRAMS.search(field.name):
                yield model, field


def plant() -> int:
    """Put markup into every text field where the database lets it stand; return how many hold."""
    held = 0
    for model, field in text_fields():
        value: object
        if isinstance(field, ArrayField):
            value = [MARKUP[: field.base_field.max_length]]
        elif field.unique:
            value = Concat(Value(MARKUP), Cast(F("pk"), models.TextField()))
        else:
            value = MARKUP[: field.max_length]
        rows = model._base_manager.all()
        with suppress(DatabaseError), transaction.atomic():
            held += bool(rows.update(**{field.name: value}))
    return held


@pytest.fixture
def planted(db, settings):
    settings.MIDDLEWARE = [layer for layer in settings.MIDDLEWARE if "structlog" not in layer]
    walked = make_walked_world()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert plant() > 80
    return walked


@pytest.mark.parametrize("role", READERS)
def test_no_page_holds_markup_that_somebody_typed(planted, role):
    client = sign_in(ROLES[role](planted))
    client.raise_request_exception = False
    raw, seen = set(), 0
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
        kind = answer.headers.get("Content-Type", "")
        seen += b"zq&quot;" in body
        if ("html" in kind or "svg" in kind or "xml" in kind) and RAW.search(body):
            at = RAW.search(body).start()
            raw.add((name, str(body[max(0, at - 120) : at + 20])))
        if any("zqx" in value and "\n" in value for value in answer.headers.values()):
            raw.add((name, "header"))
    assert raw == set()
    assert seen > 10


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
