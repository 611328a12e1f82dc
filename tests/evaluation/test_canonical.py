import json
import os
import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import canonical
from evaluation.canonical import NotCanonicalError

TEXT = st.text(st.characters(codec="utf-8"))
LEAVES = st.none() | st.booleans() | TEXT | st.integers(-(2**53) + 1, 2**53 - 1)
VALUES = st.recursive(
    LEAVES, lambda parts: st.lists(parts) | st.dictionaries(TEXT, parts), max_leaves=20
)


@given(VALUES)
def test_what_is_written_is_read_back(value):
    assert canonical.loads(canonical.dumps(value)) == value


@given(st.dictionaries(TEXT, VALUES))
def test_the_order_of_keys_does_not_matter(value):
    turned = dict(reversed(value.items()))
    assert canonical.dumps(turned) == canonical.dumps(value)


@given(VALUES)
def test_any_other_writing_is_noticed(value):
    text = canonical.dumps(value)
    with pytest.raises(NotCanonicalError):
        canonical.loads(f" {text}")


def test_another_process_gives_the_same_digest():
    value = {"Łódź": ["4.6095", 105, None, True], "a": {"z": "Київ", "b": 1}}
    program = (
        "import json,sys; from evaluation import canonical as c;"
        "print(c.sha256(c.dumps(json.load(sys.stdin))))"
    )
    other = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(value),
        env={"PYTHONHASHSEED": "7", "PATH": os.environ["PATH"], "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.strip() == canonical.sha256(canonical.dumps(value))


def test_keys_are_sorted_as_rfc_8785_says():
    """The example of section 3.2.3 of RFC 8785, with its order of keys."""
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    expected = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    written = json.loads(canonical.dumps(dict.fromkeys(keys, "")))
    assert list(written) == expected


@pytest.mark.parametrize(
    "value",
    [1.5, float("nan"), float("inf"), Decimal("1.5"), 2**53, {1: "a"}, {"a": {1, 2}}, "\ud800"],
)
def test_what_has_no_one_form_is_refused(value):
    with pytest.raises(NotCanonicalError):
        canonical.dumps({"figure": value})


def test_one_changed_digit_changes_the_digest():
    first, second = (canonical.sha256(canonical.dumps({"n": n})) for n in ("105", "106"))
    assert first != second
    assert canonical.code(first) != canonical.code(second)


def test_a_code_holds_the_first_sixty_bits():
    assert canonical.code("0" * 15 + "f" * 49) == "0000-0000-0000"
    assert canonical.code("f" * 15 + "0" * 49) == "ZZZZ-ZZZZ-ZZZZ"


@given(st.integers(0, 2**256 - 1))
def test_a_code_is_found_however_it_is_typed(number):
    code = canonical.code(f"{number:064x}")
    heard = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert canonical.tidy_code(heard) == code
