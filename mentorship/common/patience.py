"""Connections to the database that nobody waits for without end."""

from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.errors import _WaitTimeout

RV = TypeVar("RV")
# An empty statement is answered at once, or by nobody.
SECONDS_FOR_A_CHECK = 3.0


class PatientConnection(psycopg.Connection[Any]):
    """A connection that is hung up when an answer has not come for `patience` seconds.

    A statement's own timeout is kept by the server: one that stands still, or that a network
    swallowed, keeps nothing. Hanging up raises OperationalError, so that the page can say what
    happened.
    """

    patience = 31.0

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Wait for one answer; psycopg calls this for each."""
        try:
            return super().wait(gen, interval, self.patience if timeout is None else timeout)
        except _WaitTimeout as error:
            if timeout is not None:
                raise
            self.pgconn.finish()
            message = f"The database has not answered for {self.patience:g} s."
            raise psycopg.OperationalError(message) from error

    def execute(self, query: Any, *args: Any, **options: Any) -> psycopg.Cursor[Any]:
        """Run a statement; an empty one is the pool's check, which soon gives up."""
        if query != "":
            return super().execute(query, *args, **options)
        usual, self.patience = self.patience, min(self.patience, SECONDS_FOR_A_CHECK)
        try:
            return super().execute(query, *args, **options)
        finally:
            self.patience = usual


def patient(seconds: float) -> type[PatientConnection]:
    """Return connections that wait for so long at most: more than a statement may take."""
    return type("Patient", (PatientConnection,), {"patience": seconds})
