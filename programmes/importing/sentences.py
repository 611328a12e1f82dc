"""Why a file or a cell cannot be used, in words; the only place with them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programmes.enums import ContributionRole, ParticipantRole, ParticipantState
from programmes.importing.fields import FIELDS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FILE_TROUBLES: "dict[str, _StrPromise]" = {
    "empty_file": _("There is nothing in this file."),
    "no_rows": _("This file has a heading and nothing below it."),
    "no_sheet": _("This workbook has no visible sheet."),
    "too_many_rows": _(
        "This file has more than %(most)s rows. Split it and import the parts one after the other."
    ),
    "too_many_columns": _(
        "This file has more than %(most)s columns. Take out those that are not about people."
    ),
    "old_excel": _(
        "This is an old Excel file, or one with a password. Open it in Excel and save it as "
        "“Excel workbook (.xlsx)” without a password, or as CSV."
    ),
    "other_archive": _(
        "This is an archive, but no Excel workbook. Save the table as .xlsx or CSV."
    ),
    "other_file": _("This is no table. Save it as an Excel workbook (.xlsx) or as CSV."),
    "broken_workbook": _(
        "This workbook is damaged or was cut off on its way. Save it again and bring the new copy."
    ),
    "locked_workbook": _("This workbook has a password. Save it without one."),
    "bomb": _(
        "This workbook would unpack to %(megabytes)s MB, far more than its table needs. Copy the "
        "cells into a new workbook and save that."
    ),
    "broken_text": _("This file cannot be read as a table. Save it as CSV again."),
    "too_much_memory": _(
        "This file needs more memory than a table should. Copy the cells into a new workbook, or "
        "save it as CSV."
    ),
    "reader_stopped": _(
        "This file took too long to read, or more memory than a table should. Save it as CSV, or "
        "split it."
    ),
    "too_large": _("This file is larger than %(megabytes)s MB. Split it, or save it as CSV."),
    "moved_meanwhile": _(
        "Somebody changed something since you checked, so nothing was written. This is how it "
        "stands now."
    ),
    "gave_up": _(
        "This was tried several times and never came to an end. Nothing was written. Split the "
        "file and bring the parts."
    ),
}

CELL_TROUBLES: "dict[str, _StrPromise]" = {
    "formula": _("The cell holds a formula. Put its result in."),
    "spreadsheet_error": _("The cell holds a spreadsheet’s error."),
    "too_long": _("The cell holds more than 10,000 characters."),
    "control": _("The cell holds characters that cannot be read."),
    "longer_than": _("At most %(most)s characters fit; here are %(length)s."),
    "item_longer_than": _("Each may have at most %(most)s characters: “%(item)s…” has more."),
    "too_many_items": _("At most %(most)s fit."),
    "no_address": _("This is not an e-mail address."),
    "no_day": _("This is not a day that can be read, such as 3 April 2026 or 2026-04-03."),
    "odd_day": _("This day is too long ago, or too far ahead."),
    "unknown_role": _("What this role means is not said yet. Write “mentor” or “mentee”."),
    "unknown_state": _("What this state means is not said yet. Write one such as “accepted”."),
    "no_zone": _("This is not a time zone, such as Europe/London."),
    "no_country": _("This is not a country’s code of two or three letters, such as GBR."),
    "nobody": _("The row names nobody: it needs a name, an e-mail or a reference."),
    "nameless": _("The row has no name."),
    "namesakes": _(
        "%(number)s people have this name and nothing else. Give an e-mail or a reference."
    ),
    "other_person": _("The reference and the e-mail belong to two different people."),
    "other_reference": _("This person has another reference already."),
    "other_address": _("This person is known by another address, which only they can change."),
    "no_role": _("The row does not say as what."),
    "no_cohort": _("The row does not say into which cohort."),
    "unknown_cohort": _("There is no cohort of this number or name."),
    "matched_by_match": _("People become matched by a match. Say accepted or trained."),
    "cohort_closed": _("%(cohort)s is closed: people in it are finished or withdrawn."),
    "joined_after_end": _("They left on %(ended)s, before that."),
    "not_in_team": _("Nobody of the programme’s team has this address."),
    "twin": _("The same stands in row %(row)s."),
    # Warnings, which refuse nothing.
    "by_name_only": _("Known by name alone: an e-mail or a reference tells people apart."),
    "keeps_own": _("Keeps what they chose: “%(stored)s”."),
    "keeps_state": _("Stays “%(stored)s”: nobody is taken back by a file."),
    "not_yours": _("Known to the organisation from elsewhere; their details stay as they are."),
}


def file_sentence(trouble: Mapping[str, Any]) -> str:
    """Return why a file cannot be used; nothing where there is no trouble."""
    if not trouble:
        return ""
    facts: Mapping[str, Any] = trouble.get("facts", {})
    return str(FILE_TROUBLES[trouble["code"]]) % facts


def cell_sentence(code: str, facts: Mapping[str, Any]) -> str:
    """Return why a cell cannot be used."""
    shown = dict(facts)
    if "stored" in shown:
        shown["stored"] = value_in_words("state", str(shown["stored"]))
    if "ended" in shown:
        shown["ended"] = value_in_words("joined_on", str(shown["ended"]))
    return str(CELL_TROUBLES[code]) % shown


def field_label(key: str) -> str:
    """Return what a field is called; a row that is wrong as a whole has none."""
    if key in FIELDS:
        return str(FIELDS[key].label)
    return _now("Person") if key == "person" else _now("Membership") if key else _now("The row")


def value_in_words(key: str, value: str) -> str:
    """Return a value as a reader says it."""
    if not value:
        return ""
    if key == "joined_on" and (day := parse_date(value)):
        return date_format(day)
    words: dict[str, dict[str, Any]] = {
        "state": dict(ParticipantState.choices),
        "role": {**dict(ParticipantRole.choices), **dict(ContributionRole.choices)},
        "person": {"new": _("new here"), "member": _("new in the organisation")},
        "membership": {"left": _("had left"), "back": _("belongs again")},
    }
    return str(words.get(key, {}).get(value, value))
