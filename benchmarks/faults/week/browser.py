"""Somebody's browser, as far as a drill needs one; its cookies are made and not asked for."""

import http.client
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

HOST = "testserver"
# Django takes any 32 letters for the secret, when cookie and header agree.
SECRET = "drill" * 6 + "ok"


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, 0 where no answer came, what was answered or what went wrong, and the seconds."""

    status: int
    body: str
    seconds: float

    @property
    def is_words(self) -> bool:
        """Tell whether a page that speaks of a fault says what happens, in words."""
        return "</h1>" in self.body and "Traceback" not in self.body


class Browser:
    """Asks one server as one person; each request has a connection of its own."""

    def __init__(self, port: int, *, session: str = "", patience: float = 60) -> None:
        """Take the server's port, the person's session, and how long they wait for an answer."""
        self.port = port
        self.session = session
        self._patience = patience

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path, b"", {})

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Press a button."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": SECRET}
        return self._ask("POST", path, urlencode(fields).encode(), headers)

    def send_file(self, path: str, field: str, name: str, content: bytes) -> Answer:
        """Send one file."""
        mark = "drill-of-files"
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
        body = f"{head}Content-Type: image/png\r\n\r\n".encode() + content
        headers = {"Content-Type": f"multipart/form-data; boundary={mark}", "X-CSRFToken": SECRET}
        return self._ask("POST", path, body + f"\r\n--{mark}--\r\n".encode(), headers)

    def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        began = time.monotonic()
        cookies = f"session={self.session}; csrf={SECRET}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self._patience)
        try:
            connection.request(method, path, body, {"Host": HOST, "Cookie": cookies, **headers})
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
            return Answer(answer.status, text, time.monotonic() - began)
        except (OSError, http.client.HTTPException) as error:
            return Answer(0, type(error).__name__, time.monotonic() - began)
        finally:
            connection.close()


def listens(port: int) -> bool:
    """Tell whether anybody listens."""
    with socket.socket() as door:
        door.settimeout(1)
        return door.connect_ex(("127.0.0.1", port)) == 0
