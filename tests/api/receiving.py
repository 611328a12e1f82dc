"""Another program that is told of news: a real server on loopback, which answers as it is told."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

INSIDE = ["127.0.0.0/8"]


@dataclass
class Receiver:
    """What arrived, and what is answered next: statuses, or something to do instead."""

    url: str = ""
    arrived: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int | Callable[[], None]] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        """Return the ids of what arrived."""
        return [headers["webhook-id"] for headers, _body in self.arrived]


@contextmanager
def receiver() -> Iterator[Receiver]:
    """Listen for as long as the block lasts."""
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {key.lower(): value for key, value in self.headers.items()}
            found.arrived.append((headers, body))
            answer = found.answers.pop(0) if found.answers else 204
            if callable(answer):
                answer()
                return
            self.send_response(answer)
            if answer == 302:
                self.send_header("Location", f"{found.url}elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
