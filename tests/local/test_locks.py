import json
import shutil

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from mentorship.local import locks
from mentorship.local.materials import BILL, write_bill


@pytest.fixture
def copy(tmp_path, monkeypatch):
    (tmp_path / "docs").mkdir()
    names = ("pyproject.toml", "README.md", "LICENSE", BILL)
    for name in (*names, *(name for name, _extra, _base in locks.LOCKS)):
        shutil.copy(locks.ROOT / name, tmp_path / name)
    monkeypatch.setattr(locks, "ROOT", tmp_path)
    return tmp_path


def edit(path, before, after):
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))


def test_the_locks_belong_to_the_project():
    assert locks.problems() == []


def test_a_new_dependency_makes_the_locks_old(copy):
    edit(copy / "pyproject.toml", "dependencies = [", 'dependencies = [\n  "another",')
    assert [problem.split()[0] for problem in locks.problems()] == [
        "requirements.txt",
        "requirements-local.txt",
        "requirements-dev.txt",
    ]


def test_a_comment_makes_no_lock_old(copy):
    edit(copy / "pyproject.toml", "dependencies = [", "dependencies = [ # why")
    assert locks.problems() == []


@pytest.mark.parametrize("line", ["--index-url=x", "--find-links=y", "a @ https://example.org/a"])
def test_no_lock_holds_an_address(copy, line):
    with (copy / "requirements.txt").open("a") as file:
        file.write(f"{line}\n")
    assert any("holds an address" in problem for problem in locks.problems())


def test_each_lock_holds_the_versions_of_the_one_before(copy):
    edit(copy / "requirements.txt", "django==5", "django==4")
    assert any(
        "differs from requirements.txt: django==4" in problem for problem in locks.problems()
    )


def test_the_bill_of_materials_is_made_the_same_again_and_is_a_valid_one(copy):
    before = (copy / BILL).read_text()
    write_bill(copy)
    assert (copy / BILL).read_text() == before
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(before) is None


def test_the_bill_names_no_machine_and_no_index():
    bill = json.loads((locks.ROOT / BILL).read_text())
    places = [place["url"] for one in bill["components"] for place in one["externalReferences"]]
    assert all(place.startswith("pkg:pypi/") for place in places)
    assert "://" not in json.dumps(bill["components"]) + json.dumps(bill["metadata"])


@pytest.mark.parametrize("before", ["django==5", "--hash=sha256:9", "--hash=sha256:a"])
def test_a_bill_that_is_older_than_the_lock_is_told(copy, before):
    after = before[:-1] + ("4" if before[-1] == "5" else "0")
    edit(copy / "requirements.txt", before, after)
    assert any(problem.startswith(f"{BILL} differs") for problem in locks.problems())
