import os
import re

from mentorship.local import checks
from mentorship.local.checks import Check


def test_one_line_for_each_check_and_all_words_of_those_that_fail(monkeypatch, capsys):
    monkeypatch.setattr(
        checks,
        "CHECKS",
        (
            Check("calm", ("-c", "print('nothing to see')")),
            Check("strict", ("-c", "raise SystemExit('line 3 is crooked')")),
        ),
    )
    assert checks.main([]) == 1
    said = capsys.readouterr().out
    assert re.search(r"calm +ok +\d+\.\d s\n", said)
    assert re.search(r"strict +FAILED +\d+\.\d s\nline 3 is crooked\n", said)
    assert "nothing to see" not in said
    assert said.endswith("failed: strict.\n")


def test_when_nothing_fails_the_exit_status_is_0(monkeypatch, capsys):
    monkeypatch.setattr(checks, "CHECKS", (Check("calm", ("-c", "")),))
    assert checks.main([]) == 0
    assert "all in order" in capsys.readouterr().out


def test_every_check_names_a_tool_that_is_there():
    tools = {check.words[1] for check in checks.CHECKS if check.words[0] == "-m"}
    own = {"manage", "mentorship.local.locks"}
    for tool in tools - own:
        outcome = checks.run(Check(tool, ("-m", tool, "--version")), os.environ)
        assert outcome.status == 0, outcome.said
    assert tools >= {"ruff", "mypy", "djlint", "bandit"}
