import json
import re
from pathlib import Path

import matching.solver
from matching.solver.answering import answer
from matching.solver.model import Mode

README = Path(matching.solver.__file__).parent / "README.md"


def test_the_example_prints_what_the_page_says(tmp_path):
    question, printed = re.findall(r"```json\n(.*?)```", README.read_text(), re.DOTALL)
    found = json.loads(json.dumps(answer(question, tmp_path, Mode.QUALITY)))
    said = json.loads(printed)
    for of_the_machine in ("seconds", "peak_mb"):
        del found[of_the_machine], said[of_the_machine]
    assert found == said


def test_each_mode_is_explained():
    assert set(re.findall(r"^\| `(\w+)`", README.read_text(), re.MULTILINE)) >= set(Mode)
