"""What the pages of an import show: its tally, its rows by what becomes of them, its sample."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.importing.answers import Answers
from programmes.importing.enums import ImportState, Outcome
from programmes.importing.sentences import cell_sentence, field_label, value_in_words
from programmes.models import Import, ImportRow, Programme

SAMPLE_ROWS = 3
_LONGEST_SAMPLE = 60
TONES = {
    Outcome.ADDED: "good",
    Outcome.CHANGED: "warn",
    Outcome.UNCHANGED: "idle",
    Outcome.REFUSED: "bad",
}


STATE_TONES = {
    ImportState.UPLOADED: "idle",
    ImportState.MAPPING: "warn",
    ImportState.CHECKING: "idle",
    ImportState.CHECKED: "warn",
    ImportState.APPLYING: "idle",
    ImportState.APPLIED: "good",
    ImportState.FAILED: "bad",
    ImportState.DISCARDED: "off",
}


_ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "windows-1252": "Windows-1252",
    "windows-1250": "Windows-1250",
    "windows-1251": "Windows-1251",
    "mac-roman": "Mac Roman",
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """One wrong cell, and the name of the field that puts it right."""

    number: int
    field: str
    label: str
    heading: str
    value: str
    why: str
    input_name: str


def encoding_in_words(encoding: str) -> str:
    """Return an encoding as programs call it that people save with."""
    return _ENCODINGS.get(encoding, encoding)


def import_list_columns() -> list[dict[str, Any]]:
    """Return the columns of the list of imports."""
    labels = (_("File"), _("What is in it"), _("State"), _("Changes"), _("Brought by"), _("On"))
    return [{"label": label, "is_number": label == _("Changes")} for label in labels]


def import_rows(programme: Programme, imports: Iterable[Import]) -> list[list[dict[str, Any]]]:
    """Return one row of cells for each import."""
    return [
        [
            {
                "text": run.filename,
                "url": reverse("programmes:import", args=(programme.slug, run.pk)),
            },
            {"text": run.get_kind_display(), "column": _("What is in it")},
            {
                "text": run.get_state_display(),
                "tone": STATE_TONES[ImportState(run.state)],
                "column": _("State"),
            },
            {"text": str(run.changes), "column": _("Changes"), "is_number": True},
            {"text": run.uploaded_by.name if run.uploaded_by else "", "column": _("Brought by")},
            {"text": date_format(timezone.localtime(run.uploaded_at)), "column": _("On")},
        ]
        for run in imports
    ]


def tally_of(run: Import) -> list[dict[str, Any]]:
    """Return how many rows there are of each outcome, as stretches of one bar."""
    total = max(run.total, 1)
    start = 0.0
    stretches = []
    for outcome in Outcome:
        count = getattr(run, outcome.value)
        width = 100 * count / total
        stretches.append(
            {
                "outcome": outcome.value,
                "label": outcome.label,
                "count": count,
                "tone": TONES[outcome],
                "start": f"{start:.3f}",
                "width": f"{width:.3f}",
            }
        )
        start += width
    return stretches


def wrong_cells(run: Import, rows: Iterable[ImportRow]) -> list[Wrong]:
    """Return the wrong cells of refused rows, in the order of the file."""
    answers = Answers.from_json(run.answers)
    headings = {key: run.header[where] for where, key in answers.columns.items()}
    return [
        Wrong(
            number=row.number,
            field=key,
            label=field_label(key),
            heading=headings.get(key, ""),
            value=value,
            why=cell_sentence(code, facts),
            input_name=f"fix-{row.number}-{key}" if key else "",
        )
        for row in rows
        for key, value, code, facts in row.errors
    ]


def row_lines(run: Import, rows: Iterable[ImportRow]) -> list[dict[str, Any]]:
    """Return rows with who they are about, what changes, and what somebody should know."""
    answers = Answers.from_json(run.answers)
    return [_line(row, answers) for row in rows]


def _line(row: ImportRow, answers: Answers) -> dict[str, Any]:
    """Return one row for the page.

    Whom another organisation knows looks like somebody whom nobody knows: a check that writes
    nothing must not tell who is registered elsewhere.
    """
    is_new = any(key == "person" for key, _before, _after in row.changes)
    return {
        "number": row.number,
        "who": _who(row, answers),
        "facts": [] if row.outcome == Outcome.CHANGED else _facts(row, answers),
        "changes": [
            {
                "label": field_label(key),
                "before": value_in_words(key, before),
                "after": value_in_words(key, after),
            }
            for key, before, after in row.changes
            if not is_new
        ],
        "is_new": is_new,
        "warnings": [cell_sentence(code, facts) for _key, _value, code, facts in row.warnings],
    }


def sample_of(run: Import) -> list[list[str]]:
    """Return the first values of each column."""
    rows = [row.given for row in run.rows.order_by("number")[:SAMPLE_ROWS]]
    return [
        [_shown(row[where])[:_LONGEST_SAMPLE] for row in rows if where < len(row) and row[where]]
        for where in range(len(run.header))
    ]


def refused_table(run: Import) -> tuple[list[str], Iterable[list[object]]]:
    """Return the refused rows as they came, with the reasons beside them."""
    header = [_("Row"), *run.header, _("Why it was refused")]
    return header, (_refused_line(run, row) for row in _refused(run))


def _refused(run: Import) -> Iterable[ImportRow]:
    """Return the refused rows."""
    return run.rows.filter(outcome=Outcome.REFUSED).order_by("number").iterator(chunk_size=500)


def _refused_line(run: Import, row: ImportRow) -> list[object]:
    """Return one refused row."""
    cells = [_shown(cell) for cell in row.given[: len(run.header)]]
    cells += [""] * (len(run.header) - len(cells))
    why = [
        f"{field_label(key)}: {cell_sentence(code, facts)}"
        for key, _value, code, facts in row.errors
    ]
    return [row.number, *cells, " ".join(why)]


def _who(row: ImportRow, answers: Answers) -> str:
    """Return by what a row names its person."""
    parts = [_text(row, answers, key) for key in ("first_name", "last_name")]
    name = _text(row, answers, "name") or " ".join(part for part in parts if part)
    return name or _text(row, answers, "email") or _text(row, answers, "reference")


def _facts(row: ImportRow, answers: Answers) -> list[str]:
    """Return a few more words about a row."""
    keys = ("email", "role", "cohort", "state", "job_title", "department")
    return [text for key in keys if (text := _text(row, answers, key))]


def _text(row: ImportRow, answers: Answers, key: str) -> str:
    """Return what a row says of a field."""
    if key in row.fixes:
        return str(row.fixes[key])
    where = answers.position_of(key)
    return _shown(row.given[where]) if where is not None and where < len(row.given) else ""


def _shown(cell: Any) -> str:
    """Return a cell as text, refused or not."""
    return cell if isinstance(cell, str) else f"{cell[1]}…"
