"""Asks whether a port is free before anything is started on it."""

import socket

from mentorship.local.errors import CannotStartError


def require_free(host: str, port: int, option: str) -> None:
    """Return when `port` can be bound on `host`, else say which `option` chooses another.

    Raises:
        CannotStartError: another program listens there, or the address is not this machine's.

    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            message = f"Port {port} needs an administrator's rights: choose another with {option}."
            raise CannotStartError(message) from None
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            message = (
                f"Port {port} on {host} cannot be used ({reason.lower()}): "
                f"choose another with {option}."
            )
            raise CannotStartError(message) from None


def free_port(host: str = "127.0.0.1") -> int:
    """Return a port on which nothing listens at this moment."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port
