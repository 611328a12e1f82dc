"""Tables as people have them: read, refused with a reason, and never more than that."""

import csv
import io
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programmes.tables_in.cells import text_cell
from programmes.tables_in.limits import TableError, Wanted
from programmes.tables_in.reading import open_table
from programmes.tables_in.table import letters, read_table
from tests.programmes.tables_in import bombs


def read(content, **wanted):
    """Read in this process, as the child does."""
    found, header, rows = read_table(io.BytesIO(content), Wanted(**wanted))
    return found, header, list(rows)


def cells(content):
    return [row for _number, row in read(content)[2]]


def why(content):
    with pytest.raises(TableError) as refused, open_table(content) as table:
        list(table.rows)
    return refused.value.code


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("windows-1252", "windows-1252"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_letters_and_separators_are_found_out(encoding, said, delimiter):
    text = f"Name{delimiter}Ort\r\nZoë Müller{delimiter}Köln, Altstadt; links\r\n"
    if delimiter in ",;":
        text = f'Name{delimiter}Ort\r\nZoë Müller{delimiter}"Köln, Altstadt; links"\r\n'
    found, header, rows = read(text.encode(encoding))
    assert (found.encoding, found.delimiter) == (said, delimiter)
    assert header == ["Name", "Ort"]
    assert rows == [(2, ["Zoë Müller", "Köln, Altstadt; links"])]


def test_somebody_can_say_the_letters_themselves():
    text = "Name;Ort\nŁukasz;Łódź\n".encode("windows-1250")
    assert read(text)[2] != [(2, ["Łukasz", "Łódź"])]
    assert read(text, encoding="windows-1250")[2] == [(2, ["Łukasz", "Łódź"])]


WORDS = st.text(
    st.characters(codec="cp1252", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), max_size=30
).filter(lambda text: isinstance(text_cell(text), str) and text_cell(text) == text)


@settings(max_examples=60)
@given(
    rows=st.lists(
        st.lists(WORDS | st.just('two\nlines, "quoted"; |'), min_size=3, max_size=3).filter(any),
        min_size=1,
        max_size=8,
    ),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "windows-1252"]),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
)
def test_what_a_spreadsheet_writes_reads_back_the_same(rows, encoding, delimiter):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([["Name", "Mail", "Wort"], *rows])
    found, _header, read_back = read(text.getvalue().encode(encoding))
    if encoding == "windows-1252" and found.encoding != "windows-1252":
        return  # The same bytes are good UTF-8, or only ASCII: letters may differ, rows do not.
    full = [[*row, "", "", ""][:3] for _number, row in read_back]
    assert full == rows


@settings(max_examples=100)
@given(st.binary(max_size=400) | st.binary(max_size=60).map(lambda tail: b"PK\x03\x04" + tail))
def test_whatever_the_bytes_only_its_own_error_is_raised(content):
    try:
        _found, header, rows = read(content)
    except TableError:
        return
    assert header
    for _number, row in rows:
        assert all(isinstance(cell, str) or len(cell) == 2 for cell in row)


def test_cells_of_a_workbook_are_what_people_see():
    day, moment = date(2026, 4, 3), datetime(2026, 4, 3, 14, 30)  # noqa: DTZ001  (Excel has no zones)
    rows = [
        ["People of the spring"],
        ["Name", "Name", None, "Since", "At", "Number", "Share", "Yes"],
        ["Zoë", "Z.", "x", day, moment, 12.0, 0.5, True],
        [],
        ["Jonas", None, None, None, None, 1234567890123],
    ]
    _found, header, read_back = read(bombs.workbook(rows))
    assert header == ["Name", "Name (2)", "Column C", "Since", "At", "Number", "Share", "Yes"]
    assert read_back == [
        (3, ["Zoë", "Z.", "x", "2026-04-03", "2026-04-03 14:30:00", "12", "0.5", "yes"]),
        (5, ["Jonas", "", "", "", "", "1234567890123"]),
    ]


def test_hidden_sheets_are_left_alone_and_another_can_be_chosen():
    content = bombs.workbook([["a"], ["b"]], sheets=("Old", "Now", "Next"), hidden=("Old",))
    with pytest.raises(TableError):
        read(content)  # The first visible sheet is empty.
    found = read_table(io.BytesIO(bombs.workbook([["a"], ["b"]], sheets=("One", "Two"))), Wanted())
    assert found[0].sheets == ("One", "Two")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("=1+1", "formula"),
        ("@SUM(1+1)*cmd|' /C calc'!A0", "formula"),
        ("+cmd|' /C calc'!A0", "formula"),
        ("x" * 10_001, "too_long"),
        ("a\x00b", "control"),
        ("\x81".encode("latin-1").decode("cp1252", "replace"), "control"),
    ],
)
def test_cells_are_refused_one_by_one(cell, reason):
    refused = text_cell(cell)
    assert refused[0] == reason
    assert len(refused[1]) <= 80
    assert "\x00" not in refused[1]


@pytest.mark.parametrize("text", ["+44 20 7946 0000", "-12", "@amara", "'=1+1", "– none –", "a=b"])
def test_what_only_looks_like_a_formula_stays(text):
    assert text_cell(text) == text.removeprefix("'")


def test_a_formula_in_a_workbook_is_refused_by_cell():
    row = cells(bombs.workbook([["Name", "Job"], ["Amara", "=1+1"], ["Jonas", "Analyst"]]))
    assert row == [["Amara", ["formula", "=1+1"]], ["Jonas", "Analyst"]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\r\n\r\n", "empty_file"),
        (b"Name,Mail\r\n", "no_rows"),
        (b"%PDF-1.7 ...", "other_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_excel"),
        (b"PK\x03\x04nothing", "broken_workbook"),
        (b",".join(b"c%d" % n for n in range(201)) + b"\n1\n", "too_many_columns"),
        (b"a\n" + b"1\n" * 20_001, "too_many_rows"),
    ],
)
def test_files_that_are_no_table_are_refused_with_a_reason(content, code):
    assert why(content) == code


def test_a_workbook_cut_off_at_any_place_is_refused():
    content = bombs.workbook([["Name", "Job"], *[["Amara", "Nurse"]] * 300])
    for share in (0.1, 0.5, 0.9, 0.99):
        assert why(content[: int(len(content) * share)]) == "broken_workbook"


def test_a_zip_bomb_and_xml_without_end_are_refused_before_they_grow():
    assert why(bombs.zip_bomb()) == "bomb"
    assert why(bombs.billion_laughs()) == "broken_workbook"


def test_a_reader_that_takes_too_long_or_too_much_is_ended():
    rows = [["Name"], *[[f"Somebody {n}"] for n in range(15_000)]]
    with (
        pytest.raises(TableError) as refused,
        open_table(bombs.workbook(rows), seconds=0.05) as table,
    ):
        list(table.rows)
    assert refused.value.code == "reader_stopped"
    with pytest.raises(TableError) as refused, open_table(b"a\nb\n", megabytes=12) as table:
        list(table.rows)
    assert refused.value.code == "too_much_memory"


def test_columns_without_a_name_are_called_as_spreadsheets_do():
    assert [letters(position) for position in (0, 25, 26, 51, 52, 701, 702)] == [
        *("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA")
    ]
