"""Connections to the database that nobody waits for without end."""

from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.errors import _WaitTimeout

RV = TypeVar("RV")


def connection_for(seconds: float) -> type[psycopg.Connection[Any]]:
    """Return a class of connections of which no answer is awaited for longer than this.

    A statement's own timeout is kept by the server: one that stands still, or that a network
    swallowed, keeps nothing. What is awaited for too long is hung up and raises OperationalError,
    so that the page can say what happened.
    """

    class PatientConnection(psycopg.Connection[Any]):
        """A connection that is hung up after a while of silence."""

        def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
            """Wait for one answer; psycopg calls this for each."""
            try:
                return super().wait(gen, interval, seconds if timeout is None else timeout)
            except _WaitTimeout as error:
                if timeout is not None:
                    raise
                self.pgconn.finish()
                message = f"The database has not answered for {seconds:.0f} s."
                raise psycopg.OperationalError(message) from error

    return PatientConnection
