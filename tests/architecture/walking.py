"""Visiting every address in one role, and looking through all that it says for marked words."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from programmes.models import Participant
from tests.architecture.marking import Marks, mark
from tests.architecture.may_meet import Standing
from tests.architecture.planted import MARK, plant, texts_in, words_of
from tests.architecture.readers import Ties, may_meet, standing_of
from tests.architecture.test_views import addresses, is_the_librarys
from tests.architecture.world import WalkedWorld, make_walked_world, parameters
from tests.people import sign_in

METHODS = ("GET", "POST")
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
    (by id); how many rows of which tables it wrote, all that was written since the transaction
    began, taken back or not, and the kind of the last line on record then.
    """

    status: int
    is_file: bool
    marked: frozenset[str]
    mailed: frozenset[tuple[Any, str]]
    written: Counter[str]
    total: Counter[str]
    recorded: str = ""


@dataclass(slots=True)
class Walked:
    """All that one role met: answers by address and method, words that it may not meet, figures."""

    found: dict[tuple[str, str], Answered] = field(default_factory=dict)
    leaks: set[tuple[str, str, str, str]] = field(default_factory=set)
    tokens: int = 0
    met: dict[str, set[str]] = field(default_factory=dict)
    seconds: float = 0.0


def written() -> Counter[str]:
    """Return how many rows of each table this transaction has written so far, for good or not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return Counter(dict(cursor.fetchall()))


def answer(
    client: Client, method: str, address: str, already: Counter[str] | None = None
) -> Answered:
    """Ask an address, and leave the database as it was.

    `already` is what was written before, for whoever knows: it costs as much as a short page.
    """
    before = transaction.savepoint()
    already = written() if already is None else already
    try:
        response = client.generic(method, address)
        marked = frozenset(MARK.findall(words_of(response)))
        status = response.status_code
        if status == 302 and response.headers["Location"].startswith("/accounts/login/"):
            status = 401
        total = written()
        new = total - already
        return Answered(
            status=status,
            is_file=response.headers.get("Content-Disposition", "").startswith("attachment"),
            marked=marked,
            mailed=frozenset(mailed()) if new["notifications_message"] else frozenset(),
            written=new,
            total=total,
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
    total = written()
    for name in named_addresses():
        address = resolve(name, walked)
        for method in METHODS:
            answered = answer(client, method, address, total)
            search.take(name, method, answered)
            total = answered.total
    transaction.savepoint_rollback(before)
    search.walked.seconds = time.monotonic() - began
    return search.walked


class Search:
    """Looks through what one role met for words that are not for it."""

    def __init__(self, walked: WalkedWorld, role: str, marks: Marks) -> None:
        """Ask who belongs where, and what lies in mails already."""
        self.role = role
        self.person = ROLES[role](walked)
        # Whoever takes part may get a mail too, also where nobody walks as them.
        self.standings = {
            person: standing_of(role)
            for person, role in Participant.objects.values_list("person", "role")
        } | {
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
            self._judge(recipient, standing, word, f"mail of {method} {name}", f"mail {name}")

    def _judge(self, person: Any, standing: Standing, word: str, where: str, name: str) -> None:
        """Count a word that somebody met, and keep it if it is not for them."""
        token = self.marks.tokens.get(word)
        if token is None:
            return
        whose = self.ties.whose(person, token)
        self.walked.met.setdefault(token.kind, set()).add(word)
        by_link = not name.startswith("mail ") and opens_by_link(name)
        if not may_meet(standing, whose, token, at=name, by_link=by_link):
            self.walked.leaks.add((whose, token.kind, token.field, where))
