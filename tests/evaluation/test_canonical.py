"""One value has one text, one hash and one code, wherever it is computed."""

import base64
import hashlib
import json
import os
import subprocess
import sys
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from math import inf, nan
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import canonical
from evaluation.canonical import NotCanonicalError, code, dumps, figure, loads, tidy_code

ROOT = Path(__file__).parents[2]
REPORT = {
    "schema": 1,
    "Größe": ["é", "e\u0301", "\U0001f331", "</script>", 'a"b\\c\n'],
    "mean": figure(4.609523809523809, 4),
    "is_shown": True,
    "nothing": None,
}

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
whole = st.integers(-(2**53) + 1, 2**53 - 1)
plain = st.recursive(
    st.none() | st.booleans() | whole | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)
digests = st.binary(min_size=32, max_size=32).map(bytes.hex)


class Word(StrEnum):
    GRADUATED = "graduated"


class Choice(str, Enum):  # noqa: UP042  # Django's are no StrEnum
    """As Django's choices are made."""

    YES = "yes"


class Number(IntEnum):
    THREE = 3


def test_the_text_is_as_short_as_it_can_be_and_sorted() -> None:
    assert dumps({"b": [1, 2], "a": {"d": None, "c": True}, "B": "x"}) == (
        '{"B":"x","a":{"c":true,"d":null},"b":[1,2]}'
    )


def test_keys_are_sorted_as_rfc_8785_says() -> None:
    """Section 3.2.3 of RFC 8785 has these keys and this order."""
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]

    written = json.loads(dumps(dict.fromkeys(keys, "")))

    assert list(written) == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


def test_text_is_escaped_as_rfc_8785_says() -> None:
    """Section 3.2.2.2 of RFC 8785: short escapes, small hexadecimal digits, all else as is."""
    assert dumps("\u20ac$\u000f\nA'\u0042\u0022\\\"/\x7f") == (
        '"\u20ac$\\u000f\\nA\'B\\"\\\\\\"/\x7f"'
    )


def test_any_mapping_is_an_object() -> None:
    assert dumps(MappingProxyType({"b": 1, "a": MappingProxyType({})})) == '{"a":{},"b":1}'


def test_enums_and_tuples_are_what_they_stand_for() -> None:
    assert dumps((Word.GRADUATED, Choice.YES, Number.THREE)) == '["graduated","yes",3]'
    assert dumps({Word.GRADUATED: 1}) == '{"graduated":1}'


def test_figures_are_text_with_the_places_they_have() -> None:
    assert dumps([Decimal("4.6095"), Decimal("1E+2"), Decimal("0.10"), Decimal("-0.0")]) == (
        '["4.6095","100","0.10","0.0"]'
    )


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (1.5, "value is a float"),
        ({"report": [{"value": 0.5}]}, r"value\.report\[0\]\.value is a float"),
        (nan, "float"),
        (inf, "float"),
        (Decimal("NaN"), "no figure"),
        ({"x": Decimal("-Infinity")}, r"value\.x"),
        (2**53, "too large"),
        (-(2**53), "too large"),
        ({1: "x"}, "a key that is a int"),
        ({None: "x"}, "a key that is a NoneType"),
        ({"x"}, "is a set"),
        (b"x", "is a bytes"),
        (object(), "is a object"),
        ("\ud800", "half a character"),
        ({"\udfff": 1}, "half a character"),
    ],
)
def test_what_has_no_single_text_is_refused_with_its_place(value: object, where: str) -> None:
    with pytest.raises(NotCanonicalError, match=where):
        dumps(value)


@given(plain)
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    text = dumps(value)

    assert loads(text) == value
    assert dumps(loads(text)) == text
    assert json.loads(text) == value


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-9999, max_value=9999)
)
def test_a_figure_comes_back_as_text_of_the_same_figure(value: Decimal) -> None:
    assert Decimal(loads(dumps({"figure": value}))["figure"]) == value


@given(st.dictionaries(texts, plain, max_size=6), st.randoms())
def test_the_order_of_keys_does_not_matter(value: dict[str, Any], chance: object) -> None:
    items = list(value.items())
    chance.shuffle(items)

    assert canonical.sha256_of(dict(items)) == canonical.sha256_of(value)


@given(plain, plain)
def test_different_values_have_different_texts(one: Any, other: Any) -> None:
    # In Python True equals 1; in JSON they differ.
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)

    assert (dumps(one) == dumps(other)) is same


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"a": 1}',
        '{"b":1,"a":2}',
        '{"a":1,"a":2}',
        "1.0",
        "1e2",
        "NaN",
        "9007199254740992",
        '"\\u0041"',
        '"\\ud800"',
        " 1",
        "1\n",
        pytest.param("[" * 100_000, id="deep"),
    ],
)
def test_texts_that_are_not_canonical_are_refused(text: str) -> None:
    with pytest.raises(NotCanonicalError):
        loads(text)


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_another_process_gives_the_same(seed: str) -> None:
    script = (
        "from tests.evaluation.test_canonical import REPORT;"
        "from evaluation import canonical;"
        "print(canonical.sha256_of({'words': list(sorted({'a', 'b', 'c'})), 'report': REPORT}))"
    )

    told = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == canonical.sha256_of({"report": REPORT, "words": ["a", "b", "c"]})


def test_the_hash_is_that_of_the_bytes() -> None:
    text = dumps(REPORT)

    assert canonical.sha256_of(REPORT) == hashlib.sha256(text.encode("utf-8")).hexdigest()
    # FIPS 180-2, appendix B.1: the digest of "abc".
    assert canonical.sha256("abc") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


def test_the_text_of_a_report_stays_what_it_was() -> None:
    assert dumps({"schema": 1, "mean": figure(4.609523809523809, 4)}) == (
        '{"mean":"4.6095","schema":1}'
    )


# Codes ----------------------------------------------------------------------------------------


@given(digests)
def test_a_code_is_the_first_sixty_bits_in_crockfords_base_32(digest: str) -> None:
    # The standard library's base 32 has the same bits under another alphabet.
    other = base64.b32encode(bytes.fromhex(digest)).decode()[:12]
    letters = other.translate(str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", canonical.ALPHABET))

    assert code(digest) == f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


@given(digests)
def test_a_code_is_read_however_it_is_typed(digest: str) -> None:
    printed = code(digest)

    for typed in (
        printed,
        printed.lower(),
        printed.replace("-", ""),
        printed.replace("-", " – "),
        printed.replace("0", "O").replace("1", "l"),
        printed.replace("0", "o").replace("1", "I"),
        printed.replace("-", "‑"),
        printed.translate({number: number + 0xFEE0 for number in range(0x30, 0x5B)}),
        f" {printed}\t",
    ):
        assert tidy_code(typed) == printed


@pytest.mark.parametrize("typed", ["", "1234", "1234-5678-9ABCD", "UUUU-UUUU-UUUU", "ÄÄÄ"])
def test_what_cannot_be_a_code_is_no_reports(typed: str) -> None:
    tidy = tidy_code(typed).replace("-", "")

    assert len(tidy) != canonical.CODE_LENGTH or not set(tidy) <= set(canonical.ALPHABET)


def test_one_changed_digit_changes_the_code() -> None:
    codes = {code(canonical.sha256_of({"n": n})) for n in range(1000)}

    assert len(codes) == 1000


@pytest.mark.parametrize("digest", ["", "ab", "zz" * 32, "00" * 33])
def test_codes_are_of_hashes_only(digest: str) -> None:
    with pytest.raises(ValueError, match="hexadecimal"):
        code(digest)


# Figures --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (4.609523809523809, 4, "4.6095"),
        (0.125, 2, "0.13"),
        (2.675, 2, "2.68"),
        (-0.125, 2, "-0.13"),
        (-0.001, 2, "0.00"),
        (0.1 + 0.2, 2, "0.30"),
        (5, 1, "5.0"),
        (1e-9, 4, "0.0000"),
        (12345.5, 0, "12346"),
        (Decimal("0.00005"), 4, "0.0001"),
    ],
)
def test_figures_are_rounded_as_on_paper(value: float | Decimal, places: int, text: str) -> None:
    assert str(figure(value, places)) == text


def test_figures_of_numpy_are_figures() -> None:
    numpy = pytest.importorskip("numpy")

    assert str(figure(numpy.float64(0.125), 2)) == "0.13"


@pytest.mark.parametrize("value", [nan, inf, -inf, Decimal("NaN"), Decimal("sNaN"), 1e40])
def test_what_is_no_figure_is_refused(value: float | Decimal) -> None:
    with pytest.raises(NotCanonicalError):
        figure(value, 4)
