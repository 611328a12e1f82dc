"""Two people at once, each with a database connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def both_at_once(one: Callable[[], object], other: Callable[[], object]) -> list[Exception]:
    """Start both at the same moment and return what went wrong; use with transaction=True."""
    start = Barrier(2, timeout=20)

    def run(action: Callable[[], object]) -> Exception | None:
        try:
            start.wait()
            action()
        except Exception as error:  # noqa: BLE001  (the test looks at it)
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(max_workers=2) as pool:
        return [error for error in pool.map(run, (one, other)) if error is not None]
