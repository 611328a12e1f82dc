"""Whatever is typed into an address or a form about choosing, a page answers, and no error."""

import re
from http import HTTPStatus

import pytest
from django.db import transaction
from django.template import Template
from django.test.utils import _TestState

from tests.architecture.walking import named_addresses, resolve
from tests.architecture.world import make_walked_world
from tests.people import sign_in
from tests.programmes.applicants import applying_in, ask_everything

pytestmark = pytest.mark.django_db

OURS = re.compile(
    r"programmes:(app|section|question|window|nominat|endorse|confirm|waiting|eligib|intake|round|"
    r"marking|check|requirement|panel|decision|appeal|fairness|valid|mentor-|criterion|expectation)"
)
ASKED = (
    "page",
    "sort",
    "cohort",
    "role",
    "state",
    "stage",
    "which",
    "show",
    "q",
    "reviewer",
    "waits",
    "department",
    "list",
    "to",
    "format",
    "only",
    "by",
    "tab",
    "template",
    "kind",
)
JUNK = (
    "a\x00b",
    "x" * 10_001,
    "-1",
    "9999999999999999999999",
    "0001-01-01",
    "9999-12-31",
    "{{ x }}{% y %}%(z)s{0}",
    "NaN",
    "1e999",
)
TAG = re.compile(r"<(input|textarea|select|button)\b([^>]*)>(?:\s*<option([^>]*)>)?")
NAME, VALUE = (re.compile(rf'\b{each}="([^"]*)"') for each in ("name", "value"))
# How many fields there are to type into, at least.
ROLES = {"coordinator": 60, "mentee": 5}


@pytest.fixture
def quiet(settings, monkeypatch):
    """Write no log of so many requests, and keep no copy of what each page was made of."""
    settings.MIDDLEWARE = [layer for layer in settings.MIDDLEWARE if "structlog" not in layer]
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)


def answer(client, method, address, data):
    """Return what went wrong, and leave the database as it was."""
    before = transaction.savepoint()
    try:
        response = getattr(client, method)(address, data)
    except Exception as error:  # noqa: BLE001  (the test looks at it)
        return f"{type(error).__name__}: {error}"[:200]
    else:
        return "" if response.status_code < 500 else str(response.status_code)
    finally:
        transaction.savepoint_rollback(before)


def typed_in(page):
    """Return what a form of the page would send as it stands, by field; choices take the first."""
    found = {}
    for tag, facts, option in TAG.findall(page):
        name = NAME.search(facts)
        if name is None or name[1] == "csrfmiddlewaretoken":
            continue
        value = VALUE.search(option if tag == "select" else facts)
        found.setdefault(name[1], value[1] if value else "Some words")
    return found


@pytest.mark.parametrize("role", ROLES)
def test_nothing_typed_ends_in_an_error(role, quiet):
    walked = make_walked_world()
    client = sign_in(getattr(walked.world, role))
    wrong, number = [], 0
    for turn, name in enumerate(filter(OURS.match, named_addresses())):
        address = resolve(name, walked)
        page = client.get(address)
        if page.status_code != HTTPStatus.OK or page.streaming:
            continue
        usual = typed_in(page.content.decode(errors="replace"))
        value = JUNK[turn % len(JUNK)]
        wrong.append((name, answer(client, "get", address, dict.fromkeys(ASKED, value))))
        # A different piece of junk in each field, the others as they are.
        for place, field in enumerate(usual):
            typed = {**usual, field: JUNK[(turn + place) % len(JUNK)]}
            wrong.append((name, answer(client, "post", address, typed)))
        number += len(usual)
    assert [each for each in wrong if each[1]] == []
    assert number > ROLES[role]


def test_no_answer_to_a_question_ends_in_an_error(world, quiet):
    applying = applying_in(world)
    ask_everything(applying)
    application = applying.begun()
    client = sign_in(applying.person)
    wrong = []
    for name in applying.questions:
        address = f"/apply/{application.pk}/{applying.url(name)}"
        for value in JUNK:
            data = dict.fromkeys(("answer", "answer_0", "answer_2", "then", "to"), value)
            wrong.append((name, value[:20], answer(client, "post", address, data)))
    assert [each for each in wrong if each[2]] == []
