"""Imports a table as the screens do: `manage.py import_table people.csv --organisation …`."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mentorship.accounts.models import Organisation, Person
from programmes.actions import table_import_work
from programmes.actions.table_imports import (
    TableFile,
    bring_table,
    discard_import,
    say_what_it_means,
    start_apply,
    start_check,
)
from programmes.enums import ParticipantRole, ParticipantState
from programmes.importing.answers import Answers, NewCohort
from programmes.importing.enums import DateOrder, ImportKind, ImportState, Outcome
from programmes.importing.fields import FIELDS, plain
from programmes.importing.questions import questions_about
from programmes.importing.sentences import cell_sentence, field_label, file_sentence
from programmes.importing.words import MEANINGS
from programmes.models import Cohort, Import, Programme
from programmes.tables_in.limits import MOST_BYTES

MOST_LINES = 200


class Command(BaseCommand):
    """Import everything or nothing, and print what was added, changed, unchanged and refused."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, where it goes, and what its columns and words mean."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--organisation", required=True, help="its short name")
        parser.add_argument("--programme", default="", help="its short name")
        parser.add_argument("--kind", choices=ImportKind.values, default=ImportKind.PEOPLE)
        parser.add_argument("--cohort", default="", help="number or name, for rows that name none")
        parser.add_argument(
            "--map", action="append", default=[], metavar="HEADING=FIELD", help=_fields_in_words()
        )
        parser.add_argument("--role", action="append", default=[], metavar="WORD=ROLE")
        parser.add_argument("--state", action="append", default=[], metavar="WORD=STATE")
        parser.add_argument(
            "--new-cohort", action="append", default=[], metavar="NUMBER=FIRST_DAY:LAST_DAY"
        )
        parser.add_argument("--default-role", choices=ParticipantRole.values, default="")
        parser.add_argument(
            "--default-state",
            choices=[state for state in ParticipantState.values if state != "matched"],
            default=ParticipantState.ACCEPTED,
        )
        parser.add_argument("--date-order", choices=DateOrder.values, default="")
        parser.add_argument("--by", default="", help="the e-mail of whoever imports")
        parser.add_argument("--dry-run", action="store_true", help="check, and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check, and write when nothing is wrong."""
        run, by = self._bring(options)
        table_import_work.go_on(run.pk)
        run.refresh_from_db()
        if run.state == ImportState.FAILED:
            raise CommandError(file_sentence(run.trouble))
        say_what_it_means(run, self._answers(run, options), cohort=self._cohort(run, options))
        start_check(run)
        table_import_work.go_on(run.pk)
        run.refresh_from_db()
        self._print(run)
        if run.refused or options["dry_run"]:
            refused = run.refused
            discard_import(run, by=by)
            if refused:
                raise CommandError("Nothing was written.")
            return
        start_apply(run, by=by)
        table_import_work.go_on(run.pk)
        run.refresh_from_db()
        if run.state != ImportState.APPLIED:
            discard_import(run, by=by)
            raise CommandError("Somebody changed something meanwhile. Nothing was written.")
        self.stdout.write(f"{run.changes} changes written.")

    def _bring(self, options: dict[str, Any]) -> tuple[Import, Person | None]:
        """Keep the file."""
        path: Path = options["file"]
        organisation = Organisation.objects.filter(slug=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"There is no organisation “{options['organisation']}”.")
        programme = Programme.objects.filter(
            organisation=organisation, slug=options["programme"]
        ).first()
        if programme is None and (options["programme"] or options["kind"] != ImportKind.MEMBERS):
            raise CommandError(f"There is no programme “{options['programme']}” in it.")
        by = Person.objects.filter(email=options["by"].lower()).first() if options["by"] else None
        if options["by"] and by is None:
            raise CommandError(f"Nobody has the address {options['by']}.")
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        if len(content) > MOST_BYTES:
            raise CommandError(f"{path} is larger than {MOST_BYTES // 1024**2} MB.")
        kind = ImportKind(options["kind"])
        file = TableFile(path.name, content)
        run = bring_table(file, kind=kind, organisation=organisation, programme=programme, by=by)
        return run, by

    def _answers(self, run: Import, options: dict[str, Any]) -> Answers:
        """Return what the command line says of the columns, over what their headings suggest."""
        answers = Answers.from_json(run.answers)
        headings = {plain(heading): where for where, heading in enumerate(run.header)}
        for heading, key in _pairs(options["map"]):
            if plain(heading) not in headings:
                raise CommandError(f"The file has no column “{heading}”.")
            if key and key not in FIELDS:
                raise CommandError(f"There is no field “{key}”: {_fields_in_words()}.")
            answers.columns = {w: k for w, k in answers.columns.items() if k != key}
            answers.columns[headings[plain(heading)]] = key
        answers.columns = {where: key for where, key in answers.columns.items() if key}
        answers.roles = _meanings(options["role"], "role")
        answers.states = _meanings(options["state"], "state")
        answers.default_role = options["default_role"]
        answers.default_state = options["default_state"]
        answers.date_order = options["date_order"]
        evidence = questions_about(run, answers, may_plan=False).evidence
        if evidence.must_ask and not answers.date_order:
            example = evidence.either or evidence.day_first
            raise CommandError(f"Say with --date-order how to read {example}.")
        answers.cohorts = [_new_cohort(*pair) for pair in _pairs(options["new_cohort"])]
        return answers

    def _cohort(self, run: Import, options: dict[str, Any]) -> Cohort | None:
        """Return where people go whose row names no cohort."""
        word = options["cohort"]
        if not word or run.programme is None:
            return None
        for cohort in run.programme.cohorts.all():
            if word in {cohort.name, str(cohort.number)}:
                return cohort
        raise CommandError(f"There is no cohort “{word}”.")

    def _print(self, run: Import) -> None:
        """Print the counts and what is wrong, by row and cell."""
        tally = ", ".join(f"{getattr(run, each.value)} {each.value}" for each in Outcome)
        self.stdout.write(f"{run.total} rows: {tally}")
        refused = run.rows.filter(outcome=Outcome.REFUSED).order_by("number")
        for row in refused[:MOST_LINES]:
            for key, value, code, facts in row.errors:
                why = cell_sentence(code, facts)
                self.stderr.write(f"Row {row.number}, {field_label(key)} “{value}”: {why}")
        if run.refused > MOST_LINES:
            self.stderr.write(f"… and {run.refused - MOST_LINES} more rows.")


def _pairs(given: list[str]) -> list[tuple[str, str]]:
    """Return “a=b” as pairs."""
    if wrong := [each for each in given if "=" not in each]:
        raise CommandError(f"“{wrong[0]}” should be two words with = between them.")
    return [(left, right) for left, _sign, right in (each.rpartition("=") for each in given)]


def _meanings(given: list[str], about: str) -> dict[str, str]:
    """Return what words mean, by plain word."""
    known = {value for value, _label in MEANINGS[about]}
    pairs = _pairs(given)
    for word, meaning in pairs:
        if meaning not in known:
            raise CommandError(f"“{word}” cannot mean “{meaning}”: {', '.join(sorted(known))}.")
    return {plain(word): meaning for word, meaning in pairs}


def _new_cohort(number: str, days: str) -> NewCohort:
    """Return a cohort to plan."""
    first, _colon, last = days.partition(":")
    try:
        cohort = NewCohort(int(number), date.fromisoformat(first), date.fromisoformat(last))
    except ValueError as error:
        raise CommandError(f"“{number}={days}” should be NUMBER=FIRST_DAY:LAST_DAY.") from error
    if cohort.ends_on <= cohort.starts_on:
        raise CommandError(f"Cohort {number} ends before it begins.")
    return cohort


def _fields_in_words() -> str:
    """Say which fields there are."""
    return "the fields are " + ", ".join(FIELDS)
