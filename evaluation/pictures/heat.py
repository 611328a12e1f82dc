"""The heat map: questions down, groups across."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from evaluation.comparing import words
from evaluation.comparing.cells import Row, place_of
from mentorship.common.charts import Cell, Chart, HeatLine, Words, heat_chart

# So many columns can be read on a phone.
MOST_DRAWN = 8


def map_of(rows: Sequence[Row], groups: Sequence[str], *, caption: str) -> Chart | None:
    """Draw each question in each group, the better the stronger; None where nothing is shown.

    The last groups are drawn where there are more than a phone has room for.
    """
    columns = list(groups)[-MOST_DRAWN:]
    shown = [row for row in rows if row.shown]
    if not shown or not columns:
        return None
    lines = [
        HeatLine(
            words.name(row.worded.text),
            [
                Cell(
                    place_of(row, cell),
                    "" if cell.value is None else words.figure(cell),
                    words.full_figure(cell),
                )
                for cell in row.cells[-MOST_DRAWN:]
            ],
        )
        for row in shown
    ]
    return heat_chart(
        lines,
        words=Words(_("Questions by group"), caption),
        columns=columns,
        first_column=_("Question"),
    )
