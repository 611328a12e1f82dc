import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).resolve().parents[3]
INSTANCE = {"score": [[90, 40], [80, None]], "capacity": [1, 1]}


def run(*words, text=""):
    """Run the command as on a bare checkout: no setting is in the environment."""
    return subprocess.run(
        [sys.executable, "manage.py", "solve", *words],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )


def test_one_object_in_one_object_out_without_any_setting(tmp_path):
    (tmp_path / "instance.json").write_text(json.dumps(INSTANCE))
    done = run(str(tmp_path / "instance.json"), "--time-limit", "5")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert set(found) == {
        "mode",
        "mates",
        "placed",
        "total",
        "worst",
        "certificate",
        "unmatched",
        "seconds",
        "peak_mb",
    }
    assert found["mode"] == "participation"
    assert (found["mates"], found["placed"], found["total"]) == ([[1], [0]], 2, 120)
    assert found["seconds"] < 5
    assert found["peak_mb"] > 10


def test_standard_input_is_read_too():
    done = run("-", "--mode", "stable", text=json.dumps(INSTANCE))
    found = json.loads(done.stdout)
    assert (found["mates"], found["certificate"]["blocking_pairs"]) == ([[0], []], [])


@pytest.mark.parametrize(
    ("words", "text", "says"),
    [
        (["-"], "", "The file is empty."),
        (["-"], '{"score": [[1, NaN]], "capacity": [1, 1]}', "score[0][1] is NaN, and must be"),
        (["none.json"], "", "The file “none.json” cannot be read: No such file or directory."),
        (["-", "--mode", "best"], "{}", "There is no mode “best”"),
        (["-", "--time-limit", "soon"], "{}", "must be a number of seconds above 0, not “soon”."),
        ([], "", "the following arguments are required: instance"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_status_two(words, text, says):
    done = run(*words, text=text)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_what_is_not_text_is_said(tmp_path):
    (tmp_path / "instance.json").write_bytes(b"\xff\xfe")
    with pytest.raises(CommandError, match="is not text in UTF-8"):
        call_command("solve", str(tmp_path / "instance.json"))
