"""Lists as files: what a spreadsheet opens, and nothing it runs."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from mentorship.common.downloads import table_response
from mentorship.common.xlsx import xlsx_bytes
from programmes.tables_in.cells import text_cell

NASTY = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "|x", "%0A=1", "a\x00b\x07c"]


def opened(content):
    return load_workbook(io.BytesIO(content)).active


def test_no_text_becomes_a_formula():
    sheet = opened(xlsx_bytes(NASTY, [NASTY], title="People"))
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type == "s"
    assert [cell.value for cell in sheet[2]] == [*NASTY[:-1], "abc"]


def test_days_are_days_numbers_are_numbers_and_the_header_stays_in_sight():
    rows = [["Zoë", date(2026, 4, 3), datetime(2026, 4, 3, 14, 30, tzinfo=UTC), 3, None, True]]
    sheet = opened(xlsx_bytes(["a", "b", "c", "d", "e", "f"], rows, title="a/b: [c]"))
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert sheet["B2"].value.date() == date(2026, 4, 3)
    assert sheet["B2"].number_format == "yyyy-mm-dd"
    assert sheet["C2"].value == datetime(2026, 4, 3, 14, 30)  # noqa: DTZ001  (Excel has no zones)
    assert [cell.value for cell in sheet[2]][3:] == [3, None, "True"]


@pytest.mark.parametrize(
    ("wanted", "ending"), [("xlsx", ".xlsx"), ("csv", ".csv"), ("", ".csv"), ("exe", ".csv")]
)
def test_the_answer_is_a_file_of_the_format_somebody_asked_for(wanted, ending):
    response = table_response("leaders-team", ["Name"], [["Amara"]], wanted=wanted)
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith('attachment; filename="leaders-team-')
    assert disposition.endswith(f'{ending}"')


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-a", "@amara", "plain", "a|b", "|a|"])
def test_what_left_as_csv_comes_back_the_same(text):
    response = table_response("x", ["Name"], [[text]], wanted="csv")
    (_header, (cell,)) = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert text_cell(cell) == text
