"""Every address × every role, against the table in `docs/permissions.csv`.

The table is the document and the test. A new address fails until it is listed: run this file with
`WRITE_PERMISSIONS=1`, read what changed as a reviewer would, and commit it with the address.
"""

import csv
import io
import logging
import os
from collections import defaultdict
from collections.abc import Iterator
from copy import copy
from pathlib import Path

import pytest
from django.contrib import auth
from django.http import HttpResponse
from django.shortcuts import render
from django.template import Template
from django.test import Client
from django.test.utils import _TestState

from mentorship.accounts import denied
from mentorship.accounts.access import grants_of
from mentorship.views import errors
from tests.architecture.planted import MARK, READERS
from tests.architecture.test_views import addresses, is_the_librarys
from tests.architecture.walking import (
    METHODS,
    ROLES,
    Answered,
    Walked,
    answer,
    named_addresses,
    open_names,
    resolve,
    walk,
    written,
)
from tests.architecture.world import make_walked_world
from tests.people import sign_in

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs/permissions.csv"
FIGURES = ROOT / "benchmarks/canaries/canaries.txt"
WRITES = os.environ.get("WRITE_PERMISSIONS") == "1"
REFUSED = {401, 403, 404}
# What looking at a page may write: who saw whom, and what a person's own device is known by.
# Whoever takes a file along is on record besides: a line for each thing that it is about.
ON_LOOKING = {"accounts_sighting", "django_session", "platform_cache"}
TRACES = {"audit_event", "django_session", "platform_cache"}
OUTSIDERS = ("stranger", "other coordinator", "other mentee", "other administrator")
SIBLINGS = tuple(role for role in ROLES if role.startswith("sibling"))


def read_table() -> dict[tuple[str, str], dict[str, int]]:
    with TABLE.open(encoding="utf-8") as lines:
        return {
            (row["address"], row["method"]): {role: int(row[role]) for role in ROLES}
            for row in csv.DictReader(lines)
        }


@pytest.fixture
def silent(settings, monkeypatch):
    """Write no log of thousands of requests, and keep no copy of what each page was made of.

    Return what is logged all the same: warnings and worse.
    """
    settings.MIDDLEWARE = [layer for layer in settings.MIDDLEWARE if "structlog" not in layer]
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


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
    remember_in(monkeypatch)


def remember_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the first who is asked for be the only one until the patch is undone."""
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
    walked = walk(role)
    found = walked.found
    assert walked.leaks == set()
    assert MARK.findall(silent.getvalue()) == []
    assert {key: one.status for key, one in found.items()} == expected
    # Words planted from the declarations are judged above, as leaks.
    told = {(word, key) for key, one in found.items() for word in one.marked if word in READERS}
    assert {each for each in told if role not in READERS[each[0]]} == set()
    refused = {key: one for key, one in found.items() if is_refused(*key, one)}
    assert {key: one for key, one in refused.items() if not is_trace(role, key[0], one)} == {}
    looked = {key: wrongly_written(one) for key, one in found.items() if key[1] == "GET"}
    assert {key: tables for key, tables in looked.items() if tables} == {}


def is_refused(name: str, method: str, answered: Answered) -> bool:
    """Tell whether something was to be done and was not allowed."""
    return method != "GET" and answered.status in REFUSED


def is_trace(role: str, name: str, answered: Answered) -> bool:
    """Tell whether a refused deed left what it should: one line on record, if it is known whose.

    None is left where surveys are answered: of an anonymous answer nothing is on record.
    """
    is_known = role != "signed out" and answered.status in denied.REFUSED
    lines = 1 if is_known and not denied.is_silent(name) else 0
    kind = "access.denied" if lines else ""
    is_one = answered.written["audit_event"] == lines and answered.recorded == kind
    return is_one and set(answered.written) <= TRACES


def wrongly_written(answered: Answered) -> set[str]:
    """Return what looking wrote and should not have written."""
    return set(answered.written) - ON_LOOKING - ({"audit_event"} if answered.is_file else set())


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["signed out", "coordinator"])
def test_no_page_knows_other_methods(role, silent, brief):
    """They are refused before anything is looked up, and change nothing."""
    walked = make_walked_world()
    person = ROLES[role](walked)
    client = sign_in(person) if person else Client()
    odd, total = {}, written()
    for name in named_addresses():
        if name.startswith("api:"):
            continue
        address = resolve(name, walked)
        for method in ("PUT", "PATCH", "DELETE"):
            got = answer(client, method, address, total)
            total = got.total
            if got.status not in {401, 403, 404, 405} or set(got.written) - TRACES:
                odd[name, method] = (got.status, dict(got.written))
    assert odd == {}


@pytest.mark.skipif(WRITES, reason="the table is being written")
def test_nobody_gets_in_who_is_not_listed_as_open():
    for (name, method), statuses in read_table().items():
        if name in open_names():
            continue
        assert statuses["signed out"] == 401, f"{method} {name}"


@pytest.mark.skipif(WRITES, reason="the table is being written")
def test_strangers_meet_nothing_of_a_programme():
    """Rows of others are 404 to strangers, whatever they may do at home; theirs are 403 at most."""
    walked_rows = {"slug", "pk", "session_id", "enrolment_id"}
    # Anybody of the organisation may apply, and put a colleague forward.
    open_to_colleagues = {"apply", "nominate"}
    rows = defaultdict(list)
    for (name, method), statuses in read_table().items():
        rows[name.partition(":")[2]].append((name, method, statuses))
    for prefix, pattern in addresses():
        if is_the_librarys(pattern) or pattern.callback.access.permission is None:
            continue
        if not walked_rows & set(pattern.pattern.converters) and "<" not in prefix:
            continue
        siblings = () if pattern.name in open_to_colleagues else SIBLINGS
        for name, method, statuses in rows[pattern.name]:
            for role in (*OUTSIDERS, *siblings):
                assert statuses[role] in {403, 404, 405}, f"{role} {method} {name}"


@pytest.mark.django_db
@pytest.mark.timeout(0)
@pytest.mark.skipif(not WRITES, reason="WRITE_PERMISSIONS=1 writes the table")
def test_write_the_table(silent, brief, monkeypatch):
    found = {}
    for role in ROLES:
        with monkeypatch.context() as patch:
            remember_in(patch)
            found[role] = walk(role)
    with TABLE.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(["address", "method", *ROLES])
        for name in named_addresses():
            for method in METHODS:
                table.writerow(
                    [name, method, *(found[role].found[name, method].status for role in ROLES)]
                )
    FIGURES.write_text("\n".join([*figures_of(found), ""]), encoding="utf-8")


def figures_of(walks: dict[str, Walked]) -> Iterator[str]:
    """Yield what was walked and met, role by role, for whoever reads no code."""
    requests = sum(len(one.found) for one in walks.values())
    seconds = sum(one.seconds for one in walks.values())
    leaks = sum(len(one.leaks) for one in walks.values())
    tokens = max(one.tokens for one in walks.values())
    yield f"{len(walks)} roles, {requests} requests, {seconds:.0f} s; {tokens} marked words"
    yield f"words met by whom they are not for: {leaks}"
    for role, one in walks.items():
        met = ", ".join(f"{kind} {len(words)}" for kind, words in sorted(one.met.items()))
        yield f"{role}: {len(one.found)} requests, {one.seconds:.0f} s, met {met or 'nothing'}"
