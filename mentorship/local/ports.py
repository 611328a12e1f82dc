"""Asks whether a port is free before anything is started on it."""

import errno
import socket

from mentorship.local.errors import CannotStartError

LAST_PORT = 65_535
REASONS = {
    errno.EADDRINUSE: "is taken by another program",
    errno.EACCES: "needs an administrator's rights",
    errno.EADDRNOTAVAIL: "cannot be opened, because this machine does not have that address",
}


def require_free(host: str, port: int, option: str) -> None:
    """Return when `port` can be bound on `host`, else say which `option` chooses another.

    Raises:
        CannotStartError: another program listens there, or the address is not this machine's.

    """
    if not 0 < port <= LAST_PORT:
        raise CannotStartError(f"There is no port {port}: choose 1 to {LAST_PORT} with {option}.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = REASONS.get(error.errno or 0, str(error))
            raise CannotStartError(f"Port {port} {reason}: choose another with {option}.") from None


def free_port(host: str = "127.0.0.1") -> int:
    """Return a port on which nothing listens at this moment."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port
