"""The copies that databases of tests begin as are made anew with each migration."""

from pathlib import Path

from django.apps import apps
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from tests.fixtures.migrated import address_of, fingerprint, imported


def test_a_changed_migration_is_another_fingerprint(tmp_path, monkeypatch):
    before = fingerprint("180000")
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0001_initial.py").write_text("operations = ()\n")
    monkeypatch.setattr(apps.get_app_config("programmes"), "path", str(tmp_path))
    first = fingerprint("180000")
    (folder / "0001_initial.py").write_text("operations = []\n")
    assert len({before, first, fingerprint("180000"), fingerprint("170000")}) == 4


def test_what_a_migration_takes_from_our_code_counts_too(tmp_path):
    path = tmp_path / "0002_given.py"
    path.write_text(
        "import os\nimport training.currency\nfrom training.competencies import shipped\n"
    )
    found = {str(each.relative_to(Path.cwd())) for each in imported(path)}
    assert found == {"training/currency/__init__.py", "training/competencies/shipped.py"}


def test_another_database_lies_on_the_same_server(monkeypatch):
    there = {"user": "me", "host": "/x", "dbname": "two"}
    for given in ("postgresql:///one?host=%2Fx&user=me", "host=/x user=me dbname=one"):
        monkeypatch.setenv("DATABASE_URL", given)
        assert conninfo_to_dict(address_of("two")) == there


def test_the_database_of_the_tests_began_as_a_copy(db):
    assert connection.settings_dict["TEST"]["TEMPLATE"].startswith("migrated_")
