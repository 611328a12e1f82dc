"""Visits pages in every role, fills their forms in strangely, and counts how they answer.

Each request is taken back, so that one world serves all of them.
"""

import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from django.core.signals import got_request_exception
from django.db import transaction
from django.http import HttpRequest
from django.test import Client
from django.urls import NoReverseMatch

from benchmarks.fuzz.bodies import content_type, encode, fill, query_of
from benchmarks.fuzz.forms import Field, Form, forms_in
from benchmarks.fuzz.strange import Recipe

ROOT = f"{Path(__file__).resolve().parents[2]}/"
OURS = ("mentorship/", "programmes/", "training/", "matching/", "evaluation/")
SLOW = 8.0
# Begins at an organisation's own sign-in service: that there is none here is said with 503.
AWAY = "/sign-in/"
Draw = Callable[[], Recipe]


@dataclass
class Found:
    """What came of it: cases by status, forms met, what failed and what took long."""

    statuses: Counter[int] = field(default_factory=Counter)
    forms: set[tuple[str, str, tuple[str, ...]]] = field(default_factory=set)
    failures: dict[str, str] = field(default_factory=dict)
    slow: dict[str, float] = field(default_factory=dict)
    away: int = 0

    @property
    def cases(self) -> int:
        """Return how many requests were made with strange values."""
        return sum(self.statuses.values())

    @property
    def broken(self) -> int:
        """Return how many of them were answered with 5xx."""
        return sum(count for status, count in self.statuses.items() if status >= 500)

    def __str__(self) -> str:
        """Return the figures in two lines."""
        shown = ", ".join(f"{status} × {self.statuses[status]}" for status in sorted(self.statuses))
        roles = len({role for role, *_rest in self.forms})
        return (
            f"{self.cases} cases at {len(self.forms)} forms × roles ({roles} roles): {shown}\n"
            f"5xx: {self.broken} ({len(self.failures)} different); slower than {SLOW:.0f} s of "
            f"processor time: {len(self.slow)}"
        )


class Attack:
    """One world, somebody signed in for each role, and what was found so far."""

    def __init__(self, walked: Any, draw: Draw, *, foreign: list[str]) -> None:
        """Sign everybody in."""
        from tests.architecture.walking import ROLES
        from tests.people import sign_in

        self._walked = walked
        self._draw = draw
        self._foreign = foreign
        self._clients: dict[str, Client] = {}
        for role, who in ROLES.items():
            person = who(walked)
            client = sign_in(person) if person else Client()
            client.raise_request_exception = False
            self._clients[role] = client
        self._raised: list[BaseException] = []
        self.found = Found()
        got_request_exception.connect(self._remember)

    def close(self) -> None:
        """Listen no longer."""
        got_request_exception.disconnect(self._remember)

    def _remember(self, sender: Any, request: HttpRequest, **rest: Any) -> None:
        """Keep what was raised, to say where."""
        error = sys.exc_info()[1]
        if error is not None:
            self._raised.append(error)

    def visit(self, role: str, name: str, *, each: int) -> None:
        """Fill every form of a page in so often, ask it strangely, and send it a blind form."""
        from tests.architecture.walking import resolve

        try:
            address = resolve(name, self._walked)
        except (KeyError, NoReverseMatch):
            return
        page = self._ask(self._clients[role], "GET", address, b"", "", {})
        forms = list(self._new_forms(role, page, address))
        for form in forms:
            for _each in range(each):
                self.send(role, form, self._draw())
        blind = Form(address, "POST", [Field(extra, "text") for extra in self._draw().extras])
        self.send(role, blind, self._draw())
        self.send(role, Form(address, "GET", blind.fields), self._draw())

    def _new_forms(self, role: str, page: Any, address: str) -> Iterator[Form]:
        """Yield the forms of a page that this role has not met yet."""
        if page is None or not page.headers.get("Content-Type", "").startswith("text/html"):
            return
        for form in forms_in(page.content.decode(errors="replace"), address):
            key = (role, form.action.partition("?")[0], form.names)
            if key not in self.found.forms:
                self.found.forms.add(key)
                yield form

    def send(self, role: str, form: Form, recipe: Recipe) -> None:
        """Send one form, and count how it was answered."""
        pairs = fill(form, recipe, self._foreign)
        address, body, encoding = form.action, b"", ""
        if form.method == "GET":
            words = [(name, value) for name, value in pairs if isinstance(value, str)]
            address = f"{address.partition('?')[0]}?{query_of(words)[:60_000]}"
        else:
            body, encoding = encode(pairs, recipe.encoding), content_type(recipe.encoding)
        began = time.process_time()
        answer = self._ask(
            self._clients[role], form.method, address, body, encoding, recipe.headers
        )
        took = time.process_time() - began
        where = f"{role} {form.method} {form.action.partition('?')[0]}"
        if took > SLOW:
            self.found.slow[f"{where}: {recipe}"] = took
        status = answer.status_code if answer is not None else 599
        if status == 503 and AWAY in form.action and not self._raised:
            self.found.away += 1
            return
        self.found.statuses[status] += 1
        if status >= 500:
            self.found.failures.setdefault(self._place(status), f"{where}: {recipe}")

    def _ask(
        self,
        client: Client,
        method: str,
        address: str,
        body: bytes,
        encoding: str,
        headers: dict[str, str],
    ) -> Any:
        """Ask, read the whole answer, and leave everything as it was; None where nothing came."""
        self._raised.clear()
        before = transaction.savepoint()
        cookies = deepcopy(client.cookies)
        try:
            answer = client.generic(method, address, body, encoding, headers=headers)
            if answer.streaming:
                b"".join(cast("Any", answer).streaming_content)
        except Exception as error:  # noqa: BLE001 - whatever reaches the server is a failure
            self._raised.append(error)
            return None
        else:
            return answer
        finally:
            transaction.set_rollback(False)
            transaction.savepoint_rollback(before)
            client.cookies = cookies

    def _place(self, status: int) -> str:
        """Return what was raised and the last line of ours that it came through."""
        if not self._raised:
            return f"{status} without an exception"
        error = self._raised[0]
        frames = traceback.extract_tb(error.__traceback__)
        ours = [one for one in frames if one.filename.removeprefix(ROOT).startswith(OURS)]
        at = " ← ".join(
            f"{one.filename.removeprefix(ROOT)}:{one.lineno}" for one in (frames[-1:] + ours[-1:])
        )
        return f"{type(error).__name__}: {str(error)[:90]!r} at {at}"
