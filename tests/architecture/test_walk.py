"""Every address × every role, against the table in `docs/permissions.csv`.

The table is the document and the test. A new address fails until it is listed: run this file with
`WRITE_PERMISSIONS=1`, read what changed as a reviewer would, and commit it with the address.
"""

import csv
import io
import logging
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field
from functools import cache
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

from mentorship.accounts import denied
from mentorship.accounts.access import grants_of
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from mentorship.views import errors
from tests.architecture.marking import Marks, mark
from tests.architecture.may_meet import Standing
from tests.architecture.planted import MARK, READERS, plant, texts_in, words_of
from tests.architecture.readers import Ties, may_meet, standing_of
from tests.architecture.test_views import addresses, is_the_librarys
from tests.architecture.world import WalkedWorld, make_walked_world, parameters
from tests.people import sign_in

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs/permissions.csv"
FIGURES = ROOT / "benchmarks/canaries/canaries.txt"
WRITES = os.environ.get("WRITE_PERMISSIONS") == "1"
METHODS = ("GET", "POST")
REFUSED = {401, 403, 404}
# What looking at a page may write: who saw whom, and what a person's own device is known by. Whoever
# takes a file along leaves one line on record besides.
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
    """What became of a request.

    A status, the marked words that the answer says, and those that mails of its making say to whom
    (by id); how many rows of which tables it wrote, and the kind of the last line on record then.
    """

    status: int
    is_file: bool
    marked: frozenset[str]
    mailed: frozenset[tuple[Any, str]]
    written: Counter[str]
    recorded: str = ""


@dataclass(slots=True)
class Walked:
    """All that one role met: answers by address and method, words that it may not meet, figures."""

    found: dict[tuple[str, str], Answered] = field(default_factory=dict)
    leaks: set[tuple[str, str, str, str]] = field(default_factory=set)
    tokens: int = 0
    met: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


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
        new = written() - already
        return Answered(
            status=status,
            is_file=response.headers.get("Content-Disposition", "").startswith("attachment"),
            marked=marked,
            mailed=frozenset(mailed()) if new["notifications_message"] else frozenset(),
            written=new,
            recorded=last_recorded() if new["audit_event"] else "",
        )
    finally:
        transaction.savepoint_rollback(before)


def mailed() -> Iterator[tuple[Any, str]]:
    """Yield the marked words that mails say, each with whom they go to."""
    for mail in Message.objects.prefetch_related("attachments"):
        texts = [mail.subject, mail.text, mail.html]
        texts += [text for file in mail.attachments.all() for text in texts_in(bytes(file.content))]
        for word in MARK.findall(" ".join(texts)):
            yield mail.recipient_id, word


def last_recorded() -> str:
    """Return the kind of the newest line on record."""
    return str(Event.objects.order_by("-pk").values_list("kind", flat=True)[0])


def opens_by_link(name: str) -> bool:
    """Tell whether an address is open to whoever holds it, and points at one thing."""
    view = name.partition(":")[2]
    return bool(parameters()[view]) and name in open_names()


@cache
def open_names() -> frozenset[str]:
    """Return the names of addresses that ask nobody to sign in."""
    views = {
        pattern.name
        for _prefix, pattern in addresses()
        if not is_the_librarys(pattern) and pattern.callback.access.permission is None
    }
    return frozenset(name for name in named_addresses() if name.partition(":")[2] in views)


def walk(role: str) -> Walked:
    """Visit every address in one role, in a world of its own; asking to sign in counts as 401."""
    before, began = transaction.savepoint(), time.monotonic()
    walked = make_walked_world()
    plant(walked)
    marks = Marks()
    mark(marks)
    search = Search(walked, role, marks)
    person = ROLES[role](walked)
    client = sign_in(person) if person else Client()
    for name in named_addresses():
        address = resolve(name, walked)
        for method in METHODS:
            search.take(name, method, answer(client, method, address))
    transaction.savepoint_rollback(before)
    search.walked.seconds = time.monotonic() - began
    return search.walked


class Search:
    """Looks through what one role met for words that are not for it."""

    def __init__(self, walked: WalkedWorld, role: str, marks: Marks) -> None:
        """Ask who belongs where, and what lies in mails already."""
        self.role = role
        self.person = ROLES[role](walked)
        self.standings = {
            made.pk: standing_of(name)
            for name, make in ROLES.items()
            if (made := make(walked)) is not None
        }
        self.marks, self.ties = marks, Ties.of_world()
        self.before = frozenset(mailed())
        self.walked = Walked(tokens=len(marks.tokens))

    def take(self, name: str, method: str, answered: Answered) -> None:
        """Keep an answer, and each word of it that this role may not meet."""
        self.walked.found[name, method] = answered
        person = self.person.pk if self.person else None
        for word in answered.marked:
            self._judge(person, standing_of(self.role), word, f"{method} {name}", name)
        for recipient, word in answered.mailed - self.before:
            standing = self.standings.get(recipient, standing_of("signed out"))
            self._judge(recipient, standing, word, f"mail of {method} {name}", "")

    def _judge(self, person: Any, standing: Standing, word: str, where: str, name: str) -> None:
        """Count a word that somebody met, and keep it if it is not for them."""
        token = self.marks.tokens.get(word)
        if token is None:
            return
        whose = self.ties.whose(person, token)
        self.walked.met[f"{token.kind} × {whose}"] += 1
        by_link = bool(name) and opens_by_link(name)
        if not may_meet(standing, whose, token, by_link=by_link):
            self.walked.leaks.add((whose, token.kind, token.field, where))


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
    told = {(word, key) for key, one in found.items() for word in one.marked}
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
    is_on_record = answered.is_file and answered.written["audit_event"] == 1
    return set(answered.written) - ON_LOOKING - ({"audit_event"} if is_on_record else set())


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
        met = ", ".join(f"{kind} {count}" for kind, count in sorted(one.met.items()))
        yield f"{role}: {len(one.found)} requests, {one.seconds:.0f} s, met {met or 'nothing'}"
