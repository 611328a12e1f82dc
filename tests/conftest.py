"""Real services for every test: one throw-away PostgreSQL and Valkey, and fixtures to use them.

The environment is made here, at import, before Django reads its settings. With xdist the first
process starts the services and its workers inherit their addresses; each worker has databases of
its own. A server named in `DATABASE_URL` or `REDIS_URL` is used instead.
"""

import gc
import os
from urllib.parse import urlsplit, urlunsplit

import django
import hypothesis
import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from mentorship.common.catalogues import compile_catalogues
from mentorship.local.scratch import Scratch
from tests.fixtures.emptying import empty_quickly
from tests.fixtures.record import turn_guards

pytest_plugins = [
    "tests.fixtures.migrated",
    "tests.fixtures.people",
    "tests.fixtures.mail",
    "tests.fixtures.browser",
]

gc.disable()  # nothing that is imported is rubbish
RARELY = (50_000, 20, 100)
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def own_queue(address: str) -> str:
    """Return the address of this worker's own database at the broker: 0 is the first process's."""
    number = int(WORKER.removeprefix("gw")) % 15 + 1 if WORKER else 0
    if address.startswith("redis+socket:"):
        return f"{address.partition('?')[0]}?virtual_host={number}"
    return urlunsplit(urlsplit(address)._replace(path=f"/{number}"))


scratch = None if WORKER else Scratch(os.environ)
if scratch:
    os.environ.update({**scratch.start(), **os.environ})
    compile_catalogues(settings.BASE_DIR / "locale")

settings.REDIS_URL = settings.CELERY_BROKER_URL = own_queue(os.environ["REDIS_URL"])
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.STORAGES = {
    **settings.STORAGES,
    # Static files come from their folders as they are, not collected and hashed.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
django.setup()  # factories, named above, ask for models as soon as they are imported

# How long an example takes depends on what else the machine does, and proves nothing.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let the record be emptied: all tables are, after tests that really commit."""
    with django_db_blocker.unblock():
        turn_guards("DISABLE")
        empty_quickly()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that in the end no process waits for another."""
    items.sort(key=patience_for, reverse=True)


def patience_for(item: pytest.Item) -> int:
    """Return for how many seconds a test may run beyond the usual; 0 for nearly all of them."""
    mark = item.get_closest_marker("timeout")
    return mark.args[0] if mark and mark.args else 0


def pytest_collection_finish() -> None:
    """Let Python look for rubbish among what tests make, not among all that was imported."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)
    gc.enable()


def pytest_unconfigure() -> None:
    """Stop the services with the first process."""
    if scratch:
        scratch.stop()
