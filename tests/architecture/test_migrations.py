"""Migrations are safe on a running system: earlier code goes on, and there is a way back."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import connection
from django.db.migrations import AddField, AddIndex, CreateModel, Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

OURS = {
    config.label
    for config in apps.get_app_configs()
    if config.name.split(".")[0] in {"mentorship", "programmes", "training", "matching"}
    or config.name == "evaluation"
}
MIGRATIONS = {
    key: migration
    for key, migration in MigrationLoader(None).disk_migrations.items()
    if key[0] in OURS
}
# As far back as no app has to take back its first migration; that of the API rests on later ones of
# accounts, and so goes with them.
FIRST = [
    *(
        key
        for key in MIGRATIONS
        if key[1].startswith("0001_") and key[0] not in {"accounts", "api"}
    ),
    ("accounts", "0002_platform_cache"),
]
SCRATCH = "reversed"
EVERYTHING = """
    SELECT table_name || '.' || column_name, concat(data_type, is_nullable, column_default)
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL
    SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT tablename || '.' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
"""


def on_older_tables(migration: Migration, kind: type[Operation]) -> Iterator[Operation]:
    """Yield the operations of a kind on tables that stood before this migration."""
    made_here = {
        each.name.lower() for each in migration.operations if isinstance(each, CreateModel)
    }
    for operation in migration.operations:
        if isinstance(operation, kind) and operation.model_name.lower() not in made_here:
            yield operation


def test_older_code_can_still_add_rows_to_a_table_with_a_new_column():
    added = [each for one in MIGRATIONS.values() for each in on_older_tables(one, AddField)]
    assert added
    unsafe = [
        f"{each.model_name}.{each.name} has no default in the database"
        for each in added
        if not (each.field.many_to_many or each.field.null or each.field.has_db_default())
    ]
    assert unsafe == []


def test_indexes_of_older_tables_are_built_while_people_work():
    added = [each for one in MIGRATIONS.values() for each in on_older_tables(one, AddIndex)]
    assert added
    locking = [each.index.name for each in added if not isinstance(each, AddIndexConcurrently)]
    assert locking == []


def test_every_step_has_a_way_back():
    final = [
        (key, operation.describe())
        for key, migration in MIGRATIONS.items()
        for operation in migration.operations
        if not operation.reversible
    ]
    assert final == []


@pytest.fixture
def scratch(transactional_db):
    """Turn to a copy of the database that a test may take apart."""
    ours = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        # PostgreSQL copies no database in which a thread of an earlier test still lingers.
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s",
            [ours],
        )
    connection.creation.clone_test_db(suffix=SCRATCH, verbosity=0)
    copy = connection.creation.get_test_db_clone_settings(SCRATCH)["NAME"]
    connection.settings_dict["NAME"] = copy
    yield connection
    connection.close()
    connection.settings_dict["NAME"] = ours
    connection.creation.destroy_test_db(suffix=SCRATCH, verbosity=0)


@pytest.mark.timeout(900)  # goes through every migration, there, back and there again
def test_what_came_after_the_first_migrations_can_be_taken_back_and_made_again(scratch):
    before = schema_of(scratch)
    executor = MigrationExecutor(scratch)
    leaves = [key for key in executor.loader.graph.leaf_nodes() if key[0] in OURS]

    backwards = [step for step in executor.migration_plan(FIRST) if step[1]]
    executor.migrate(FIRST, plan=backwards)
    assert schema_of(scratch) != before
    MigrationExecutor(scratch).migrate(leaves)

    assert schema_of(scratch) == before


def schema_of(database):
    """Return every column, constraint and index, with what is said of it."""
    with database.cursor() as cursor:
        cursor.execute(EVERYTHING)
        return sorted(cursor.fetchall())
