"""An SMTP server that delivers nothing: each mail becomes one file that the demo's mail page reads.

Run as `python -m mentorship.local.catcher --port 8025 --folder var/mail`. Files appear in
`<folder>/new` complete or not at all, with names that sort by time of arrival.
"""

import argparse
import asyncio
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST_MAIL = 40 * 1024 * 1024  # bytes


class Catcher:
    """Writes what arrives into a folder."""

    def __init__(self, folder: Path) -> None:
        """Make `new` and `unfinished` in `folder`."""
        self.new = folder / "new"
        self._unfinished = folder / "unfinished"
        self._count = 0
        for each in (self.new, self._unfinished):
            each.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep one mail; a full disk is a passing fault, so that its sender tries again."""
        try:
            name = self.keep(envelope.original_content or b"")
        except OSError as error:
            return f"452 4.3.1 The mail could not be kept: {error.strerror}"
        return f"250 2.0.0 Kept as {name}"

    def keep(self, content: bytes) -> str:
        """Write one mail under a name that sorts after all before it, and return the name."""
        self._count += 1
        now = datetime.now(UTC)
        name = f"{now:%Y%m%dT%H%M%S.%f}-{self._count:06d}.eml"
        unfinished = self._unfinished / name
        unfinished.write_bytes(content)
        unfinished.rename(self.new / name)
        return name


async def serve(host: str, port: int, folder: Path) -> None:
    """Catch mail until TERM or INT."""
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    catcher = Catcher(folder)

    def connection() -> SMTP:
        return SMTP(
            catcher,
            hostname="localhost",
            data_size_limit=LARGEST_MAIL,
            enable_SMTPUTF8=True,
            ident="Mentorship demo, delivers nothing",
        )

    server = await loop.create_server(connection, host, port)
    await stopped.wait()
    server.close()


def main(words: list[str] | None = None) -> int:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    given = parser.parse_args(words)
    try:
        asyncio.run(serve(given.host, given.port, given.folder))
    except OSError as error:
        print(f"Mail cannot be caught on port {given.port}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
