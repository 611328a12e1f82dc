"""A mail server that keeps every mail as a file, and takes its time at each step.

Half of its time passes after a mail is kept and before that is said: a sender killed then cannot
know that its mail arrived.
"""

import argparse
import asyncio
import random
import signal
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from benchmarks.faults.stage import GREYLISTING, HANGING, HANGING_AFTER, REFUSING
from mentorship.local.catcher import Catcher


class SlowCatcher(Catcher):
    """Dawdles before it accepts a recipient, before it keeps a mail, and before it says so."""

    def __init__(self, folder: Path, longest_pause: float) -> None:
        """Keep mails in `folder`, and pause for up to so many seconds each time."""
        super().__init__(folder)
        self._longest_pause = longest_pause
        self._folder = folder
        self._seen: set[str] = set()

    async def handle_RCPT(  # noqa: N802  (aiosmtpd's name)
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        rcpt_options: list[str],
    ) -> str:
        """Accept a recipient, after a while; none while the server is told to refuse."""
        await self._dawdle()
        await self._hang(HANGING)
        if self._is(REFUSING):
            return "451 4.3.2 Not now, try again later"
        if self._is(GREYLISTING) and address not in self._seen:
            self._seen.add(address)
            return "451 4.7.1 Greylisted, try again in a minute"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  (aiosmtpd's name)
        """Keep a mail after a while, and say so after another."""
        await self._dawdle()
        answer = await super().handle_DATA(server, session, envelope)
        await self._dawdle()
        await self._hang(HANGING_AFTER)
        return answer

    def _is(self, mood: str) -> bool:
        """Tell whether the server is told to be in a mood."""
        return (self._folder / mood).exists()

    async def _hang(self, mood: str) -> None:
        """Say nothing for as long as the server is in that mood."""
        while self._is(mood):  # noqa: ASYNC110  (another process takes the file away)
            await asyncio.sleep(0.1)

    async def _dawdle(self) -> None:
        """Wait for a moment whose length nobody can foresee."""
        await asyncio.sleep(random.uniform(0, self._longest_pause))


async def serve(port: int, folder: Path, longest_pause: float) -> None:
    """Catch mail until TERM."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stopped.set)
    catcher = SlowCatcher(folder, longest_pause)
    server = await loop.create_server(lambda: SMTP(catcher), "127.0.0.1", port)
    await stopped.wait()
    server.close()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--longest-pause", type=float, default=0.1)
    given = parser.parse_args()
    asyncio.run(serve(given.port, given.folder, given.longest_pause))


if __name__ == "__main__":
    main()
