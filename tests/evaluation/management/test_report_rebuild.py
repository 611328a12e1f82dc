"""A report is rebuilt from its figures alone: elsewhere, on an empty database, to the same hash."""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from evaluation.reports.render import render
from evaluation.reports.snapshot import freeze
from mentorship.local.scratch import DATABASE


@pytest.fixture(scope="module")
def snapshot(reports):
    return freeze(reports.pooled)


@pytest.fixture
def figures(snapshot, tmp_path):
    path = tmp_path / "figures.json"
    path.write_text(snapshot.text, encoding="utf-8")
    return path


def on_an_empty_database():
    """The environment of another installation: the same server, and a database with no tables."""
    address = re.sub(r"(//[^/]*/)[^?]*", rf"\g<1>{DATABASE}", os.environ["DATABASE_URL"], count=1)
    return os.environ | {"DATABASE_URL": address}


def test_another_process_on_another_database_rebuilds_the_same_files(snapshot, figures, tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "report_rebuild", figures, "--to", tmp_path / "again"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(settings.BASE_DIR),
        env=on_an_empty_database(),
    )
    lines = {name: what for what, name in (line.split("  ") for line in done.stdout.splitlines())}
    assert (lines["figures"], lines["code"]) == (snapshot.sha256, snapshot.code)
    here = render(snapshot, language=settings.LANGUAGE_CODE)
    for ending, content in (("html", here.html), ("pdf", here.pdf), ("csv", here.csv)):
        path = tmp_path / "again" / f"figures.{ending}"
        assert path.read_bytes() == content
        assert lines[str(path)] == hashlib.sha256(content).hexdigest()


def test_figures_with_one_changed_digit_have_another_hash(snapshot, figures, tmp_path, capsys):
    figures.write_text(snapshot.text.replace('"mentors":20', '"mentors":21'), encoding="utf-8")
    call_command("report_rebuild", figures, to=tmp_path)
    printed = capsys.readouterr().out
    assert snapshot.sha256 not in printed
    assert snapshot.code not in printed


@pytest.mark.parametrize("schema", [1, 2])
def test_figures_of_earlier_releases_are_rebuilt_to_the_hash_they_had(schema, tmp_path, capsys):
    figures = Path(settings.BASE_DIR) / "tests/evaluation/reports" / f"schema_{schema}.json"
    call_command("report_rebuild", figures, to=tmp_path)
    digest = hashlib.sha256(figures.read_bytes().strip()).hexdigest()
    assert f"{digest}  figures" in capsys.readouterr().out
    assert (tmp_path / f"schema_{schema}.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("text", ["{}", "no figures", '{"schema":1}'])
def test_what_holds_no_figures_is_refused_and_draws_nothing(text, tmp_path):
    path = tmp_path / "figures.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=r"known here|holds no figures"):
        call_command("report_rebuild", path, to=tmp_path / "drawn")
    assert not (tmp_path / "drawn").exists()


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("report_rebuild", tmp_path / "none.json")
