import csv
import io

from mentorship.common.csv import csv_bytes, csv_response


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_letters_survive_and_excel_is_told_the_encoding():
    data = csv_bytes(["Name"], [["Łucja Ærø"], ["Київ"]])

    assert data.startswith(b"\xef\xbb\xbf")
    assert read(data) == [["Name"], ["Łucja Ærø"], ["Київ"]]


def test_cells_that_look_like_formulas_do_not_run():
    rows = read(
        csv_bytes(
            ["Name"],
            [["=1+1"], ["@SUM(A1)"], ["+cmd|' /C calc'!A0"], ["-2+3"], ["\t=1"], ["\r\n @A"]],
        )
    )

    assert all(row[0].startswith("'") for row in rows[1:])


def test_plain_numbers_stay_numbers():
    assert read(csv_bytes(["n"], [[-3], [4.5]])) == [["n"], ["-3"], ["4.5"]]


def test_the_answer_is_a_file_to_keep_under_its_name():
    response = csv_response("Spring – mentors.csv", ["Name"], [])

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "Spring%20%E2%80%93%20mentors.csv" in response.headers["Content-Disposition"]
