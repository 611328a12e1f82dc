"""Every address × every role, against the table in `docs/permissions.csv`.

The table is the document and the test. A new address fails until it is listed: run this file with
`WRITE_PERMISSIONS=1`, read what changed as a reviewer would, and commit it with the address.
"""

import csv
import os
from collections import Counter
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib import auth
from django.db import connection, transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.template import Template
from django.test import Client
from django.test.utils import _TestState
from django.urls import NoReverseMatch, reverse

from mentorship.accounts.access import grants_of
from mentorship.views import errors
from tests.architecture.planted import MARK, READERS, plant, words_of
from tests.architecture.test_views import addresses, is_the_librarys
from tests.architecture.world import WalkedWorld, make_walked_world
from tests.people import sign_in

TABLE = Path(__file__).resolve().parents[2] / "docs/permissions.csv"
WRITES = os.environ.get("WRITE_PERMISSIONS") == "1"
METHODS = ("GET", "POST")
REFUSED = {401, 403, 404}
# What looking at a page may write: who saw whom, and what a person's own device is known by.
ON_LOOKING = {"accounts_sighting", "django_session", "platform_cache"}
TRACES = {"audit_event", "django_session", "platform_cache"}
# Whoever has not signed in (so does a sponsor who follows a signed link); people of another
# organisation, with no power there and with every; people of another programme of the same
# organisation; then people of the same programme whom the rows are not about; then everybody the
# programme knows.
ROLES: dict[str, Callable[[WalkedWorld], Any]] = {
    "signed out": lambda _walked: None,
    "stranger": lambda walked: walked.world.stranger,
    "other coordinator": lambda walked: walked.world.other_coordinator,
    "other mentee": lambda walked: walked.other_mentee,
    "other administrator": lambda walked: walked.other_administrator,
    "sibling mentor": lambda walked: walked.siblings["mentor"],
    "sibling mentee": lambda walked: walked.siblings["mentee"],
    "sibling reviewer": lambda walked: walked.siblings["reviewer"],
    "sibling facilitator": lambda walked: walked.siblings["facilitator"],
    "sibling coordinator": lambda walked: walked.siblings["coordinator"],
    "fellow mentor": lambda walked: walked.fellows["mentor"],
    "fellow mentee": lambda walked: walked.fellows["mentee"],
    "sponsor": lambda walked: walked.world.sponsor,
    "mentor": lambda walked: walked.world.mentor,
    "mentee": lambda walked: walked.world.mentee,
    "reviewer": lambda walked: walked.world.reviewer,
    "facilitator": lambda walked: walked.world.facilitator,
    "administrator": lambda walked: walked.world.administrator,
    "assistant": lambda walked: walked.fellows["coordinator"],
    "coordinator": lambda walked: walked.world.coordinator,
}
OUTSIDERS = ("stranger", "other coordinator", "other mentee", "other administrator")
SIBLINGS = tuple(role for role in ROLES if role.startswith("sibling"))


def named_addresses() -> list[str]:
    """Return the names of our own addresses, with their namespaces."""
    names = []
    for prefix, pattern in addresses():
        if not is_the_librarys(pattern):
            assert pattern.name, f"{prefix} has no name"
            namespace = pattern.callback.__module__.split(".views")[0].rpartition(".")[2]
            names.append(f"{namespace}:{pattern.name}")
    return sorted(names)


def resolve(name: str, walked: WalkedWorld) -> str:
    """Return the address of the walked world's own row."""
    kwargs = walked.kwargs_of(name)
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return reverse(name.partition(":")[2], kwargs=kwargs)


@dataclass(frozen=True, slots=True)
class Answered:
    """A status, the planted words it says, and how many rows of which tables it wrote."""

    status: int
    marked: frozenset[str]
    written: Counter[str]


def written() -> Counter[str]:
    """Return how many rows of each table this transaction has written so far, for good or not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return Counter(dict(cursor.fetchall()))


def answer(client: Client, method: str, address: str) -> Answered:
    """Ask an address, and leave the database as it was."""
    before = transaction.savepoint()
    already = written()
    try:
        response = client.generic(method, address)
        marked = frozenset(MARK.findall(words_of(response)))
        status = response.status_code
        if status == 302 and response.headers["Location"].startswith("/accounts/login/"):
            status = 401
        return Answered(status, marked, written() - already)
    finally:
        transaction.savepoint_rollback(before)


def walk(role: str) -> dict[tuple[str, str], Answered]:
    """Visit every address in one role, in a world of its own; asking to sign in counts as 401."""
    before = transaction.savepoint()
    walked = make_walked_world()
    plant(walked)
    person = ROLES[role](walked)
    client = sign_in(person) if person else Client()
    found = {}
    for name in named_addresses():
        address = resolve(name, walked)
        for method in METHODS:
            found[name, method] = answer(client, method, address)
    transaction.savepoint_rollback(before)
    return found


def read_table() -> dict[tuple[str, str], dict[str, int]]:
    with TABLE.open(encoding="utf-8") as lines:
        return {
            (row["address"], row["method"]): {role: int(row[role]) for role in ROLES}
            for row in csv.DictReader(lines)
        }


@pytest.fixture
def silent(settings, monkeypatch):
    """Write no log of thousands of requests, and keep no copy of what each page was made of."""
    settings.MIDDLEWARE = [layer for layer in settings.MIDDLEWARE if "structlog" not in layer]
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)


@pytest.fixture
def brief(monkeypatch):
    """Draw each page that refuses once for each app, in and out of a programme: it says the same.

    Two of three answers are such pages, and what is asked of them here is their status.
    """
    drawn = set()

    def draw_once(request, page, *, status):
        match = request.resolver_match
        kind = (page, match and match.namespace, "slug" in (match.kwargs if match else ()))
        if kind in drawn:
            return HttpResponse(status=status)
        drawn.add(kind)
        return render(request, page, status=status)

    monkeypatch.setattr(errors, "render", draw_once)


@pytest.fixture
def remembered(monkeypatch):
    """Ask once who has signed in and what they may do: each request is taken back, so it stays."""
    ask, known = auth.get_user, []

    def get_user(request):
        if not known:
            known.append(ask(request))
            if known[0].is_authenticated:
                grants_of(known[0])
        return copy(known[0])

    monkeypatch.setattr(auth, "get_user", get_user)


@pytest.mark.django_db
@pytest.mark.skipif(WRITES, reason="the table is being written")
@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_as_the_table_says(role, silent, brief, remembered):
    expected = {key: statuses[role] for key, statuses in read_table().items()}
    found = walk(role)
    assert {key: one.status for key, one in found.items()} == expected
    told = {(word, key) for key, one in found.items() for word in one.marked}
    assert {each for each in told if role not in READERS[each[0]]} == set()
    traces = {key: dict(one.written) for key, one in found.items() if is_refused(*key, one)}
    assert {key: rows for key, rows in traces.items() if not is_trace(role, *key, rows)} == {}
    looked = {key: set(one.written) - ON_LOOKING for key, one in found.items() if key[1] == "GET"}
    assert {key: tables for key, tables in looked.items() if tables} == {}


def is_refused(name: str, method: str, answered: Answered) -> bool:
    """Tell whether something was to be done and was not allowed."""
    return method != "GET" and answered.status in REFUSED


def is_trace(role: str, name: str, method: str, rows: dict[str, int]) -> bool:
    """Tell whether a refused deed left what it should: one line on record, if it is known whose."""
    return set(rows) <= TRACES


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["signed out", "coordinator"])
def test_no_page_knows_other_methods(role, silent, brief):
    """They are refused before anything is looked up, and change nothing."""
    walked = make_walked_world()
    person = ROLES[role](walked)
    client = sign_in(person) if person else Client()
    odd = {}
    for name in named_addresses():
        if name.startswith("api:"):
            continue
        for method in ("PUT", "PATCH", "DELETE"):
            got = answer(client, method, resolve(name, walked))
            if got.status not in {401, 403, 404, 405} or set(got.written) - TRACES:
                odd[name, method] = (got.status, dict(got.written))
    assert odd == {}


@pytest.mark.skipif(WRITES, reason="the table is being written")
def test_nobody_gets_in_who_is_not_listed_as_open():
    open_names = {
        name
        for name in named_addresses()
        for _prefix, pattern in addresses()
        if pattern.name == name.partition(":")[2] and pattern.callback.access.permission is None
    }
    for (name, method), statuses in read_table().items():
        if name in open_names:
            continue
        assert statuses["signed out"] == 401, f"{method} {name}"


@pytest.mark.skipif(WRITES, reason="the table is being written")
def test_strangers_meet_nothing_of_a_programme():
    """Rows of others are 404 to strangers, whatever they may do at home; theirs are 403 at most."""
    walked_rows = {"slug", "pk", "session_id", "enrolment_id"}
    # Anybody of the organisation may apply, and put a colleague forward.
    open_to_colleagues = {"apply", "nominate"}
    for prefix, pattern in addresses():
        if is_the_librarys(pattern) or pattern.callback.access.permission is None:
            continue
        if not walked_rows & set(pattern.pattern.converters) and "<" not in prefix:
            continue
        for (name, method), statuses in read_table().items():
            if name.partition(":")[2] == pattern.name:
                siblings = () if pattern.name in open_to_colleagues else SIBLINGS
                for role in (*OUTSIDERS, *siblings):
                    assert statuses[role] in {403, 404, 405}, f"{role} {method} {name}"


@pytest.mark.django_db
@pytest.mark.timeout(0)
@pytest.mark.skipif(not WRITES, reason="WRITE_PERMISSIONS=1 writes the table")
def test_write_the_table():
    found = {role: walk(role) for role in ROLES}
    with TABLE.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(["address", "method", *ROLES])
        for name in named_addresses():
            for method in METHODS:
                table.writerow(
                    [name, method, *(found[role][name, method].status for role in ROLES)]
                )
