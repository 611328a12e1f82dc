"""Handing one body to one destination over HTTP: pinned, bounded in time, never led elsewhere."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

from mentorship.api.destinations import Destination

CONNECT_SECONDS = 5.0
# For all of it, however slowly the other side speaks.
LONGEST_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What the other side said, or why nothing was heard."""

    status: int | None
    trouble: str
    milliseconds: int

    @property
    def is_good(self) -> bool:
        """Tell whether the news arrived: any 2xx. A redirect is no arrival."""
        return self.status is not None and 200 <= self.status < 300  # noqa: PLR2004  (HTTP's own)


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was judged, under the name that was asked for."""

    def __init__(self, destination: Destination) -> None:
        """Remember where to go."""
        super().__init__(destination.host, destination.port, timeout=CONNECT_SECONDS)
        self._destination = destination

    def connect(self) -> None:
        """Connect to one of the judged addresses, with TLS where the address says so."""
        trouble: OSError = OSError("no address")
        for address in self._destination.addresses:
            try:
                plain = socket.create_connection(
                    (address, self._destination.port), timeout=CONNECT_SECONDS
                )
            except OSError as error:
                trouble = error
                continue
            self.sock = plain
            if self._destination.scheme == "https":
                context = ssl.create_default_context()
                self.sock = context.wrap_socket(plain, server_hostname=self._destination.host)
            self.sock.settimeout(LONGEST_SECONDS)
            return
        raise trouble


def post(
    destination: Destination,
    body: bytes,
    headers: Mapping[str, str],
    *,
    longest: float = LONGEST_SECONDS,
) -> Reply:
    """Post JSON and return the status; the answer's body is not read. Never raises OSError."""
    began = time.monotonic()
    connection = _Pinned(destination)
    watch = threading.Timer(longest, _cut, args=(connection,))
    watch.start()
    status, trouble = None, ""
    try:
        connection.request(
            "POST",
            destination.path,
            body=body,
            headers={
                "Content-Type": "application/json",
                "User-Agent": "Mentorship-Webhooks/1",
                "Connection": "close",
                **headers,
            },
        )
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        trouble = _in_words(error, is_late=time.monotonic() - began >= longest)
    finally:
        watch.cancel()
        connection.close()
    return Reply(status, trouble, int((time.monotonic() - began) * 1000))


def _cut(connection: http.client.HTTPConnection) -> None:
    """End a conversation that takes too long, whoever waits for whom."""
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return


def _in_words(error: Exception, *, is_late: bool) -> str:
    """Say what went wrong, without anything that the other side wrote."""
    if is_late or isinstance(error, TimeoutError):
        return "No answer in time."
    if isinstance(error, ssl.SSLError):
        return "The certificate is not valid, or TLS failed."
    if isinstance(error, ConnectionRefusedError):
        return "Nobody listens at this address."
    if isinstance(error, http.client.HTTPException):
        return "The answer was no HTTP."
    return "The connection broke."
