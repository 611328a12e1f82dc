"""The simulated people, in a process of their own: each signs in, reads, thinks, and writes.

Reads a plan from standard input: {"port": …, "seconds": …, "think": [least, most], "people":
[{"email", "password", "address", "pages": [[name, path], …], "thread": path or null}, …]}. All sign
in before the time begins, a few at once, as people who come daily are signed in already. Writes
a line when the time begins; when it is over, the cores it used itself, and then one JSON list
[name, status, seconds, at] for each request, `at` counted from the beginning of the time, and so
negative for signing in. Status 0 says that no answer came.
"""

import asyncio
import itertools
import json
import random
import sys
import time
import uuid
from typing import Any
from urllib.parse import urlencode

HOST = "testserver"
# Django takes any 32 letters for the secret, when cookie and header agree.
SECRET = "crowd" * 6 + "ok"
PATIENCE = 60.0
EVERY_FIFTH = 5
# Whoever is sent to the sign-in page once more is not signed in.
REFUSED = 401
SIGN_IN = ("sign in: page", "sign in")
AT_THE_DOOR = 4


class Visitor:
    """One person with one browser, who comes through a proxy from an address of their own."""

    def __init__(self, plan: dict[str, Any], person: dict[str, Any]) -> None:
        """Take what everybody is told and what this one is."""
        self._port, self._think = plan["port"], plan["think"]
        self._person = person
        self._session = ""
        self.seen: list[tuple[str, int, float, float]] = []

    async def sign_in(self, door: asyncio.Semaphore) -> None:
        """Sign in; whoever is turned away is so for good, and it shows in what was seen."""
        fields = {"login": self._person["email"], "password": self._person["password"]}
        page, press = SIGN_IN
        async with door:
            await self._ask(page, "GET", "/accounts/login/")
            await self._ask(press, "POST", "/accounts/login/", fields)

    async def visit(self, end: float, delay: float) -> None:
        """Come after a while, and go from page to page until the end."""
        await asyncio.sleep(delay)
        for number, (name, path) in enumerate(itertools.cycle(self._person["pages"]), 1):
            await self._ask(name, "GET", path)
            if number % EVERY_FIFTH == 0 and self._person["thread"]:
                words = {"text": "Shall we say Thursday?", "key": str(uuid.uuid4())}
                await self._ask("write a message", "POST", self._person["thread"], words)
            await asyncio.sleep(random.uniform(*self._think))
            if time.monotonic() > end:
                return

    async def _ask(
        self, name: str, method: str, path: str, fields: dict[str, str] | None = None
    ) -> None:
        """Ask once, and note what came."""
        began = time.monotonic()
        try:
            async with asyncio.timeout(PATIENCE):
                status = await self._answer(method, path, urlencode(fields or {}).encode())
        except (OSError, TimeoutError, ValueError, IndexError):
            status = 0
        if name == SIGN_IN[1] and status == 200:
            status = REFUSED
        self.seen.append((name, status, time.monotonic() - began, began))

    async def _answer(self, method: str, path: str, body: bytes) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {HOST}",
            "Connection: close",
            f"Cookie: session={self._session}; csrf={SECRET}",
            f"X-CSRFToken: {SECRET}",
            f"X-Forwarded-For: {self._person['address']}",
            "X-Forwarded-Proto: http",
            f"Content-Length: {len(body)}",
            "Content-Type: application/x-www-form-urlencoded",
        ]
        try:
            writer.write("\r\n".join([*lines, "", ""]).encode() + body)
            await writer.drain()
            answer = await reader.read(-1)
        finally:
            writer.close()
        head = answer.partition(b"\r\n\r\n")[0].decode("latin-1")
        status = int(head.split(" ", 2)[1])
        for line in head.split("\r\n"):
            name, _colon, value = line.partition(": ")
            if name.lower() == "set-cookie" and value.startswith("session="):
                self._session = value.removeprefix("session=").partition(";")[0]
            if name.lower() == "location" and value.startswith("/accounts/login/"):
                status = REFUSED
        return status


async def crowd(plan: dict[str, Any]) -> None:
    """Sign everybody in, let them come for the time, and print what they saw."""
    visitors = [Visitor(plan, person) for person in plan["people"]]
    door = asyncio.Semaphore(AT_THE_DOOR)
    await asyncio.gather(*(each.sign_in(door) for each in visitors))
    print("begin", flush=True)
    began, used = time.monotonic(), time.process_time()
    longest = plan["think"][1]
    await asyncio.gather(
        *(each.visit(began + plan["seconds"], random.uniform(0, longest)) for each in visitors)
    )
    print((time.process_time() - used) / plan["seconds"])
    for visitor in visitors:
        for name, status, seconds, at in visitor.seen:
            print(json.dumps([name, status, seconds, at - began]))


if __name__ == "__main__":
    random.seed(1)
    asyncio.run(crowd(json.load(sys.stdin)))
