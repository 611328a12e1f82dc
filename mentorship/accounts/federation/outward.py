"""Asks a sign-in service over HTTPS: no redirects, no private network, bounded in time and size."""

import http.client
import ipaddress
import json
import socket
import ssl
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from mentorship.accounts.federation.identities import DistrustedError, Mistrust
from mentorship.common.networks import is_outside

SECONDS = 8
MOST_BYTES = 512 * 1024


def ask(url: str, *, headers: dict[str, str] | None = None, body: str | None = None) -> Any:
    """Return the JSON that is answered to a GET, or to a POST where there is a `body`.

    Raises DistrustedError: nothing is asked of an address inside this network unless the setting
    SIGN_IN_INSIDE_NETWORK says that the service is there.
    """
    parts = split(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection = _connect(parts)
        try:
            connection.request(
                "POST" if body is not None else "GET",
                path,
                body=body,
                headers={"Accept": "application/json", **(headers or {})},
            )
            return _read(connection.getresponse(), parts)
        finally:
            connection.close()
    except (OSError, http.client.HTTPException) as error:
        detail = f"{parts.hostname} did not answer ({type(error).__name__})"
        raise DistrustedError(Mistrust.UNREACHABLE, detail) from error


def split(url: str) -> SplitResult:
    """Return the parts of an address that may be asked; raises DistrustedError."""
    try:
        parts = urlsplit(url)
        is_usable = bool(parts.hostname) and (parts.port or 443) > 0
    except ValueError as error:
        raise DistrustedError(Mistrust.UNREACHABLE, "the address cannot be read") from error
    schemes = {"https", "http"} if settings.SIGN_IN_INSIDE_NETWORK else {"https"}
    if not is_usable or parts.scheme not in schemes or parts.username or "\n" in url:
        raise DistrustedError(Mistrust.UNREACHABLE, "the address must begin with https://")
    return parts


def _connect(parts: SplitResult) -> http.client.HTTPConnection:
    """Connect to an address that was looked up, judged and is not looked up again."""
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    family, kind, proto, _name, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    address = ipaddress.ip_address(str(where[0]))
    if not is_outside(address) and not settings.SIGN_IN_INSIDE_NETWORK:
        raise DistrustedError(Mistrust.UNREACHABLE, f"{host} lies inside this network")
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    plain = socket.socket(family, kind, proto)
    plain.settimeout(SECONDS)
    try:
        plain.connect(where)
        connection.sock = plain
        if parts.scheme == "https":
            secure = ssl.create_default_context()
            connection.sock = secure.wrap_socket(plain, server_hostname=host)
    except OSError:
        plain.close()
        raise
    return connection


def _read(response: http.client.HTTPResponse, parts: SplitResult) -> Any:
    """Return the answer's JSON."""
    content = response.read(MOST_BYTES + 1)
    if response.status != http.client.OK or len(content) > MOST_BYTES:
        detail = f"{parts.hostname} answered {response.status}"
        raise DistrustedError(Mistrust.UNREACHABLE, detail)
    try:
        return json.loads(content)
    except ValueError as error:
        detail = f"{parts.hostname} answered something else than JSON"
        raise DistrustedError(Mistrust.UNREACHABLE, detail) from error
