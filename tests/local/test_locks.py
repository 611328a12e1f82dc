import shutil

import pytest

from mentorship.local import locks


@pytest.fixture
def copy(tmp_path, monkeypatch):
    for name in ("pyproject.toml", *(name for name, _extra, _base in locks.LOCKS)):
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
