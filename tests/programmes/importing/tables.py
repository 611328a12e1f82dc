"""Bringing tables in tests, and telling whether anything but them was written."""

import csv
import io

from django.apps import apps

from programmes.actions.table_import_work import go_on
from programmes.actions.table_imports import (
    TableFile,
    bring_table,
    say_what_it_means,
    start_apply,
    start_check,
)
from programmes.importing.answers import Answers
from programmes.importing.enums import DateOrder, ImportKind

LABELS = ("accounts", "notifications", "programmes", "training", "matching", "evaluation")
OF_IMPORTS = {"Import", "ImportFile", "ImportRow", "RememberedWord"}


def dump():
    """Return every row of the product but those of imports."""
    return {
        model.__name__: sorted(model._base_manager.values_list(), key=str)
        for label in LABELS
        for model in apps.get_app_config(label).get_models()
        if model.__name__ not in OF_IMPORTS
    }


def as_csv(*rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def brought(world, content, *, kind=ImportKind.PEOPLE, by=None, **answers):
    """Return a table that was read and checked."""
    run = bring_table(
        TableFile("people.csv", content),
        kind=kind,
        organisation=world.organisation,
        programme=world.programme,
        by=by or world.coordinator,
    )
    go_on(run.pk)
    run.refresh_from_db()
    said = Answers.from_json(run.answers)
    said.date_order = DateOrder.DAY_FIRST
    for name, value in answers.items():
        setattr(said, name, value)
    say_what_it_means(run, said, cohort=world.cohort)
    checked(run)
    return run


def checked(run):
    start_check(run)
    go_on(run.pk)
    run.refresh_from_db()


def applied(run, world, **more):
    start_apply(run, by=world.coordinator, **more)
    go_on(run.pk)
    run.refresh_from_db()


def tally(run):
    return (run.added, run.changed, run.unchanged, run.refused)


def complaints(run):
    """Return what is wrong, by row, field and reason."""
    return [
        (row.number, key, code)
        for row in run.rows.filter(outcome="refused").order_by("number")
        for key, _value, code, _facts in row.errors
    ]


def warnings(run):
    return [
        (row.number, key, code)
        for row in run.rows.order_by("number")
        for key, _value, code, _facts in row.warnings
    ]
