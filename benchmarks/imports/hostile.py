"""A table of 10,000 people in which every tenth row is wrong, in ways that people really meet."""

import csv
import io
from collections.abc import Iterator

ROWS = 10_000
HEADER = (
    "Staff number",
    "Name",
    "E-mail",
    "Role",
    "Status",
    "Joined",
    "Job title",
    "Department",
    "Office",
    "Grade",
    "Manager's email",
    "Languages",
    "Interests",
    "Time zone",
    "Favourite colour",
)
# Column and what stands in it: one of these in each tenth row, in turn.
WRONG = (
    (5, "31/02/2026"),
    (5, "last summer"),
    (2, "person1@example.org"),
    (2, "amara at example.org"),
    (6, '=HYPERLINK("http://evil.example","Click")'),
    (6, "@SUM(1+1)*cmd|' /C calc'!A0"),
    (3, "king"),
    (4, "half in"),
    (13, "Middle/Earth"),
    (7, "\x00\x01\x02"),
)
LARGE_CELL = 5_000_000


def rows(*, first: int = 0, count: int = ROWS) -> Iterator[list[str]]:
    """Yield the rows; one of them holds a cell of 5 MB."""
    for number in range(first, first + count):
        row = [
            f"S{number:06d}",
            f"Zoë Person {number}",
            f"person{number}@example.org",
            "Mentor" if number % 3 else "Mentee",
            "Accepted",
            f"{number % 28 + 1:02d}/{number % 12 + 1:02d}/2026",
            "Ward manager",
            f"Department {number % 40}",
            "Leeds",
            "Band 7",
            f"manager{number % 200}@example.org",
            "English; Polish",
            "Leading, Listening",
            "Europe/London",
            "teal",
        ]
        if number % 10 == 9:
            column, value = WRONG[number // 10 % len(WRONG)]
            row[column] = value
        if number == 4999:
            row[6] = "x" * LARGE_CELL
        yield row


def table(*, is_good: bool = False, encoding: str = "windows-1252", delimiter: str = ";") -> bytes:
    """Return the file; a good one has the wrong rows left out."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(HEADER)
    writer.writerows(row for number, row in enumerate(rows()) if not (is_good and number % 10 == 9))
    return text.getvalue().encode(encoding)
