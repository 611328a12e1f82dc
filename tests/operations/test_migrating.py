"""A migration behind a long transaction gives up soon, holds nobody up, and is tried again."""

import re
from pathlib import Path

import pytest
import yaml
from django.db import OperationalError, connection

COMPOSE = yaml.safe_load((Path(__file__).resolve().parents[2] / "docker-compose.yml").read_text())


@pytest.fixture
def long_transaction(transactional_db):
    """Somebody reads a table, and does not end."""
    other = connection.copy()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_organisation")
    yield other
    other.close()


def alter():
    with connection.schema_editor() as editor:
        editor.execute("ALTER TABLE accounts_organisation ADD COLUMN drill integer")


def test_it_gives_up_changes_nothing_and_succeeds_once_the_way_is_free(long_transaction):
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("10s",)
        cursor.execute("SET lock_timeout = '300ms'")
    with pytest.raises(OperationalError, match="lock timeout"):
        alter()
    with connection.cursor() as cursor:
        # Nobody queues behind what gave up.
        cursor.execute("SELECT count(*) FROM accounts_organisation")

    long_transaction.rollback()
    alter()

    with connection.schema_editor() as editor:
        editor.execute("ALTER TABLE accounts_organisation DROP COLUMN drill")
    connection.close()


def test_deployment_tries_migrations_several_times():
    (script,) = [word for word in COMPOSE["services"]["migrate"]["command"] if "migrate" in word]
    turns = re.search(r"for turn in ([\d ]+);", script)
    assert turns
    assert len(turns[1].split()) >= 5
    assert "sleep 10" in script
