"""What is written about imports is what imports do."""

from pathlib import Path

import pytest

from programmes.importing.enums import DateOrder, ImportKind
from programmes.importing.fields import FIELDS
from programmes.tables_in.limits import MOST_BYTES, MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "imports.md").read_text()


@pytest.mark.parametrize("field", FIELDS.values(), ids=lambda field: field.key)
def test_every_column_stands_there_with_the_headings_that_are_recognised(field):
    (line,) = [each for each in TEXT.splitlines() if each.startswith(f"| `{field.key}` |")]
    assert ", ".join(field.headings) in line


def test_kinds_orders_and_limits_stand_there():
    for word in (*ImportKind.values, *DateOrder.values):
        assert f"`{word}`" in TEXT
    for line in (
        f"| size | {MOST_BYTES // 1024**2} MB |",
        f"| rows | {MOST_ROWS:,} |",
        f"| columns | {MOST_COLUMNS} |",
        f"| one cell | {MOST_CHARACTERS:,} characters |",
    ):
        assert line in TEXT
