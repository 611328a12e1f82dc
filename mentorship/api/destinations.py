"""Where news may be sent: addresses of the public internet, and what a setting lets in besides.

Names are looked up and judged when the connection is made, and the connection goes to the very
address that was judged, so that a name which changes its meaning in between leads nowhere.
"""

import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from mentorship.common.networks import is_outside

_PORTS = {"http": 80, "https": 443}
_LARGEST_PORT = 65535


class ForbiddenDestinationError(Exception):
    """News may not be sent there; the words say why."""


@dataclass(frozen=True, slots=True)
class Destination:
    """A place that was judged: connect to `addresses` and to nothing else."""

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]


def check_form(url: str) -> tuple[str, str, int, str]:
    """Return (scheme, host, port, path) of an address; raises `ForbiddenDestinationError`."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ForbiddenDestinationError("This is not an address.") from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ForbiddenDestinationError("This is not an address that begins with https.")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise ForbiddenDestinationError("The address may hold neither a name nor a password.")
    if any(not character.isprintable() or character.isspace() for character in url):
        raise ForbiddenDestinationError("The address holds a character that no address has.")
    if not url.isascii():
        raise ForbiddenDestinationError("Write the address in plain letters (punycode).")
    port = _PORTS[parts.scheme] if port is None else port
    if not 0 < port <= _LARGEST_PORT:
        raise ForbiddenDestinationError("This is not a port.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, parts.hostname, port, path


def judge(url: str, *, inside: Iterable[str] = ()) -> Destination:
    """Look an address up and return where to connect; raises `ForbiddenDestinationError`.

    Every address that the name has must be allowed. `inside` are networks (such as 10.2.0.0/16)
    that are allowed although they are not of the public internet; they alone may speak plain HTTP.
    Raises OSError where the name is unknown.
    """
    scheme, host, port, path = check_form(url)
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = tuple(dict.fromkeys(str(each[4][0]) for each in found))
    networks = [ip_network(network) for network in inside]
    for text in addresses:
        address = ip_address(text)
        if any(address in network for network in networks):
            continue
        if not is_outside(address):
            raise ForbiddenDestinationError("The address leads into a private network.")
        if scheme != "https":
            raise ForbiddenDestinationError("The address must begin with https.")
    return Destination(scheme, host, port, path, addresses)
