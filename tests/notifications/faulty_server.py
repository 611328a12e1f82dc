"""A mail server that answers each step as a test wants it to, and keeps what it took."""

import contextlib
import socket
import socketserver
import threading
from collections.abc import Callable
from typing import Any, Self

DROP = "drop"
HANG = "hang"

# What a server that is well says at each step of a conversation.
WELL = {
    "banner": "220 ready",
    "EHLO": "250 faulty",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go ahead",
    "end": "250 taken",
    "QUIT": "221 bye",
}


class DroppedError(Exception):
    """The server hung up."""


class FaultyServer:
    """Answers from `script`, whose lists are used up from the front; then all is well."""

    host = "127.0.0.1"

    def __init__(self) -> None:
        self.script: dict[str, list[str]] = {}
        self.taken: list[bytes] = []
        self.steps: list[str] = []
        # Called in the server's thread when a step is reached, before it is answered.
        self.on: dict[str, Callable[[], Any]] = {}
        self.stopping = threading.Event()
        owner = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(DroppedError, OSError):
                    owner.converse(self.rfile, self.wfile)

        self._server = socketserver.ThreadingTCPServer((self.host, 0), Handler)
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()

    def converse(self, lines: Any, out: Any) -> None:
        self._answer("banner", out)
        while line := lines.readline():
            word = line.decode().split()[0].upper()
            self._answer(word, out)
            if word == "DATA" and self.steps[-1] == "DATA":
                self._take(lines, out)
            if word == "QUIT":
                return

    def _take(self, lines: Any, out: Any) -> None:
        content = b""
        while (line := lines.readline()) != b".\r\n":
            if not line:
                return  # whoever hangs up before the last line takes the mail back
            content += line
        kept = self.script.get("end", [""])[:1] or [""]
        if kept[0] in {"", DROP, HANG} or kept[0].startswith("2"):
            self.taken.append(content)
        self._answer("end", out)

    def _answer(self, step: str, out: Any) -> None:
        if step in self.on:
            self.on[step]()
        said = self.script.get(step, [])
        answer = said.pop(0) if said else WELL.get(step, "502 what?")
        if answer == HANG:
            self.stopping.wait(20)
        if answer in {DROP, HANG}:
            raise DroppedError
        self.steps.append(step if answer[0] in "23" else f"{step} refused")
        out.write(f"{answer}\r\n".encode())
        out.flush()


def closed_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
