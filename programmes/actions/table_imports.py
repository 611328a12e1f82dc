"""Importing a table: bring it, say what its columns mean, fix it, let it be written, or not."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Organisation, Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.importing.answers import Answers
from programmes.importing.enums import IMPORT_TRANSITIONS, ImportKind, ImportState, WordAbout
from programmes.importing.fields import fields_of, plain, suggest
from programmes.importing.questions import questions_about, remembered
from programmes.models import Cohort, Import, ImportFile, ImportRow, Programme, RememberedWord

# What is read and checked while somebody waits; larger tables are a worker's.
SMALL_BYTES = 256 * 1024
SMALL_ROWS = 1000
_LONGEST_FIX = 2000


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file somebody brings."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Return what tells the file from others."""
        return hashlib.sha256(self.content).hexdigest()


@transaction.atomic
def bring_table(
    file: TableFile,
    *,
    kind: ImportKind,
    organisation: Organisation,
    programme: Programme | None,
    cohort: Cohort | None = None,
    by: Person | None,
) -> Import:
    """Keep a table to import, and have it read; recorded. Nothing else is changed by it."""
    run = Import.objects.create(
        organisation=organisation,
        programme=programme,
        cohort=cohort,
        kind=kind,
        filename=file.name[-200:],
        sha256=file.sha256,
        size=len(file.content),
        uploaded_by=by,
    )
    ImportFile.objects.create(run=run, content=file.content)
    record("import.uploaded", run, by=by, changes={"kind": kind, "bytes": run.size})
    return run


@transaction.atomic
def read_again(run: Import, *, sheet: str = "", encoding: str = "") -> None:
    """Have another sheet read, or the same with other letters; raises IllegalTransitionError."""
    wanted = {"sheet": sheet, "encoding": encoding}
    _advance(run, ImportState.UPLOADED, wanted=wanted, header=[], answers={}, total=0)
    run.rows.all().delete()


@transaction.atomic
def say_what_it_means(run: Import, answers: Answers, *, cohort: Cohort | None) -> None:
    """Keep what somebody said of the columns, and remember it for the organisation's next table."""
    known = {field.key for field in fields_of(run.kind)}
    answers.columns = {
        where: name
        for where, name in answers.columns.items()
        if name in known and where < len(run.header)
    }
    run.answers, run.cohort, run.touched_at = answers.to_json(), cohort, timezone.now()
    run.save(update_fields=["answers", "cohort", "touched_at"])
    # Left out is remembered only of what would have been suggested.
    suggested = suggest(run.kind, run.header, {})
    headings = {plain(run.header[where]): "" for where in suggested}
    headings |= {plain(run.header[where]): name for where, name in answers.columns.items()}
    _remember(run.organisation, WordAbout.COLUMN, headings)
    _remember(run.organisation, WordAbout.ROLE, answers.roles)
    _remember(run.organisation, WordAbout.STATE, answers.states)


@transaction.atomic
def start_check(run: Import) -> None:
    """Have every row checked, as it would be written; raises IllegalTransitionError.

    Where the days of the table prove their own order, nobody has to say it; words that were
    explained for an earlier table are known.
    """
    answers = Answers.from_json(run.answers)
    answers.roles = remembered(run, WordAbout.ROLE) | answers.roles
    answers.states = remembered(run, WordAbout.STATE) | answers.states
    if not answers.date_order:
        answers.date_order = questions_about(run, answers, may_plan=False).evidence.order or ""
    _advance(run, ImportState.CHECKING, done=0, trouble={}, answers=answers.to_json())


def back_to_columns(run: Import) -> None:
    """Let somebody say anew what the columns mean; raises IllegalTransitionError."""
    _advance(run, ImportState.MAPPING)


@transaction.atomic
def fix_cells(run: Import, fixes: Mapping[int, Mapping[str, str]]) -> int:
    """Write something in place of wrong cells, by row and field; return how many were changed.

    The file's own values are kept beside. Raises IllegalTransitionError once it is written.
    """
    if run.state != ImportState.CHECKED:
        raise IllegalTransitionError(run, ImportState.CHECKING)
    known = {field.key for field in fields_of(run.kind)}
    rows = list(run.rows.filter(number__in=fixes).select_for_update())
    count = 0
    for row in rows:
        for key, value in fixes[row.number].items():
            if key in known and row.fixes.get(key) != value:
                row.fixes[key] = value[:_LONGEST_FIX].replace("\x00", "")
                count += 1
    ImportRow.objects.bulk_update(rows, ["fixes"], batch_size=200)
    return count


@transaction.atomic
def start_apply(run: Import, *, by: Person | None, invites: bool = False) -> None:
    """Have the checked rows written at one stroke; raises IllegalTransitionError.

    With `invites`, those who come in as invited get the invitation once that is done.
    """
    _advance(run, ImportState.APPLYING, applied_by=by, invites=invites, trouble={}, done=0)


@transaction.atomic
def discard_import(run: Import, *, by: Person | None) -> None:
    """Throw a table and its rows away; recorded. Raises IllegalTransitionError once written."""
    _advance(run, ImportState.DISCARDED)
    forget_rows([run.pk])
    record("import.discarded", run, by=by, changes={"rows": run.total})


def forget_rows(runs: Collection[UUID]) -> int:
    """Forget files and rows of imports; return how many rows."""
    ImportFile.objects.filter(run__in=runs).delete()
    return ImportRow.objects.filter(run__in=runs).delete()[0]


def is_small(run: Import) -> bool:
    """Tell whether somebody can wait for the next step."""
    if run.state == ImportState.UPLOADED:
        return run.size <= SMALL_BYTES
    return run.total <= SMALL_ROWS


def _advance(run: Import, to: ImportState, **also: object) -> None:
    """Move an import on."""
    now = timezone.now()
    advance(run, to, IMPORT_TRANSITIONS, touched_at=now, attempts=0, **also)


def _remember(organisation: Organisation, about: WordAbout, meanings: Mapping[str, str]) -> None:
    """Remember what words mean."""
    rows: Iterable[RememberedWord] = [
        RememberedWord(organisation=organisation, about=about, word=word, meaning=meaning)
        for word, meaning in meanings.items()
        if word
    ]
    RememberedWord.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=("organisation", "about", "word"),
        update_fields=("meaning",),
    )
