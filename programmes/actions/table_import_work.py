"""The work of an import that a worker does: reading, checking, writing, inviting, forgetting.

Each step can be killed at any moment and done again: reading and writing are one transaction each,
and checking writes to the rows of the import alone.
"""

from collections import Counter
from datetime import timedelta
from uuid import UUID

import structlog
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from mentorship.accounts.models import Organisation
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.actions.profiles import forget_profile_words
from programmes.actions.table_imports import forget_rows
from programmes.emails import post_invitation
from programmes.enums import ParticipantState
from programmes.importing.answers import Answers
from programmes.importing.enums import (
    AT_WORK,
    IMPORT_TRANSITIONS,
    ImportState,
    Outcome,
    WordAbout,
)
from programmes.importing.fields import suggest
from programmes.importing.locks import alone_with
from programmes.importing.plans import Context, Plan
from programmes.importing.progress import telling_outside
from programmes.importing.running import (
    context_of,
    is_as_checked,
    note_plan,
    plan_part,
    rows_in_parts,
)
from programmes.importing.writing import Writer
from programmes.models import Import, ImportFile, ImportRow, Participant, RememberedWord
from programmes.signals import participants_moved
from programmes.tables_in.limits import TableError, Wanted
from programmes.tables_in.reading import Table, open_table

MOST_ATTEMPTS = 5
KEPT_DAYS = 30
_ROWS_STORED_AT_ONCE = 500
# A step that began this long ago and is in nobody's hands was lost.
_LOST_SECONDS = 30
_NOTED = ("outcome", "errors", "warnings", "changes")

log = structlog.get_logger(__name__)


class MovedMeanwhileError(Exception):
    """Something changed since the check, so that a row would do something else now."""


def go_on(run_id: UUID) -> None:
    """Do the next step of an import, if it has one and nobody else is at it."""
    with alone_with(run_id) as is_ours:
        run = _run(run_id) if is_ours else None
        if run is None or not _take_up(run):
            return
        if run.state == ImportState.UPLOADED:
            _read(run)
        elif run.state == ImportState.CHECKING:
            _check(run)
        elif run.state == ImportState.APPLYING:
            _apply(run)
        if run.state == ImportState.APPLIED and run.invites and run.invited_at is None:
            _invite(run)


def tend_imports() -> None:
    """Go on with imports whose worker was lost; forget rows and files nobody needs any more."""
    now = timezone.now()
    lost = Import.objects.untouched_since(now - timedelta(seconds=_LOST_SECONDS))
    for run_id in lost.filter(state__in=AT_WORK).values_list("pk", flat=True):
        go_on(run_id)
    uninvited = lost.filter(state=ImportState.APPLIED, invites=True, invited_at__isnull=True)
    for run_id in uninvited.values_list("pk", flat=True):
        go_on(run_id)
    old = Import.objects.untouched_since(now - timedelta(days=KEPT_DAYS))
    for run in old.under_way():
        advance(run, ImportState.DISCARDED, IMPORT_TRANSITIONS)
    forgotten = forget_rows(list(old.filter(rows__isnull=False).values_list("pk", flat=True)))
    if forgotten:
        log.info("import_rows_forgotten", rows=forgotten)


def _run(run_id: UUID) -> Import | None:
    """Return the import as it is now."""
    related = ("organisation", "programme__organisation", "cohort", "applied_by", "uploaded_by")
    return Import.objects.select_related(*related).filter(pk=run_id).first()


def _take_up(run: Import) -> bool:
    """Note that a worker begins; one that never gets anywhere is given up. Return whether to go."""
    if run.state not in {*AT_WORK, ImportState.APPLIED}:
        return False
    Import.objects.filter(pk=run.pk).update(attempts=F("attempts") + 1, touched_at=timezone.now())
    if run.state in AT_WORK and run.attempts >= MOST_ATTEMPTS:
        _move(run, ImportState.FAILED, trouble={"code": "gave_up", "facts": {}})
        return False
    return True


def _move(run: Import, to: ImportState, **also: object) -> None:
    """Move an import on."""
    advance(run, to, IMPORT_TRANSITIONS, touched_at=timezone.now(), attempts=0, **also)


def _read(run: Import) -> None:
    """Store the rows of the file, all or none."""
    wanted = Wanted(sheet=run.wanted.get("sheet", ""), encoding=run.wanted.get("encoding", ""))
    try:
        with transaction.atomic(), open_table(run.file.content, wanted) as table:
            _store_rows(run, table)
    except TableError as error:
        trouble = {"code": error.code, "facts": error.facts}
        ImportFile.objects.filter(run=run).delete()
        _move(run, ImportState.FAILED, trouble=trouble)


def _store_rows(run: Import, table: Table) -> None:
    """Store the rows and what was found out of the file, with a first guess at its columns."""
    run.rows.all().delete()
    part: list[ImportRow] = []
    total = 0
    for number, cells in table.rows:
        part.append(ImportRow(run=run, number=number, given=cells))
        total += 1
        if len(part) == _ROWS_STORED_AT_ONCE:
            ImportRow.objects.bulk_create(part)
            part = []
    ImportRow.objects.bulk_create(part)
    remembered = dict(
        RememberedWord.objects.filter(
            organisation=run.organisation, about=WordAbout.COLUMN
        ).values_list("word", "meaning")
    )
    columns = suggest(run.kind, table.header, remembered)
    found = table.found
    _move(
        run,
        ImportState.MAPPING,
        header=table.header,
        total=total,
        answers=Answers(columns=columns).to_json(),
        found={
            "format": found.format,
            "encoding": found.encoding,
            "delimiter": found.delimiter,
            "sheet": found.sheet,
            "sheets": list(found.sheets),
        },
    )


def _check(run: Import) -> None:
    """Say on every row what would become of it; nothing but the rows is written."""
    context = context_of(run, by=run.uploaded_by)
    counts: Counter[str] = Counter()
    invitable = done = 0
    for part in rows_in_parts(run):
        plans = plan_part(part, context)
        for row, plan in zip(part, plans, strict=True):
            note_plan(row, plan)
            counts[plan.outcome] += 1
            invitable += _is_invitable(plan)
        ImportRow.objects.bulk_create(
            part, update_conflicts=True, unique_fields=("run", "number"), update_fields=_NOTED
        )
        done += len(part)
        going_on = Import.objects.filter(pk=run.pk, state=ImportState.CHECKING)
        if not going_on.update(done=done, touched_at=timezone.now()):
            return  # Somebody threw it away.
    tally = {outcome.value: counts[outcome] for outcome in Outcome}
    try:
        _move(run, ImportState.CHECKED, **tally, done=done, invitable=invitable)
    except IllegalTransitionError:
        return
    ImportFile.objects.filter(run=run).delete()


def _is_invitable(plan: Plan) -> bool:
    """Tell whether somebody comes in as invited, and has an address."""
    place, known = plan.place, plan.known
    return (
        plan.outcome == Outcome.ADDED
        and place is not None
        and place.is_new
        and place.state == ParticipantState.INVITED
        and known is not None
        and bool(known.email)
    )


def _apply(run: Import) -> None:
    """Write the checked rows, all or none; when they would do something else now, check anew."""
    try:
        with transaction.atomic():
            _write(run)
    except (MovedMeanwhileError, IntegrityError):
        log.info("import_checked_anew", run=str(run.pk))
        run.state = ImportState.APPLYING
        trouble = {"code": "moved_meanwhile", "facts": {}}
        _move(run, ImportState.CHECKING, trouble=trouble, done=0)
        _check(run)


def _write(run: Import) -> None:
    """Write the rows, tell the other apps, and record it; one transaction of the caller's."""
    Organisation.objects.select_for_update(no_key=True).get(pk=run.organisation_id)
    by = run.applied_by
    # Planned as it was checked: what the reader of the check may change, and no more.
    context = context_of(run, by=run.uploaded_by, locks=True)
    writer = Writer(context, run_id=run.pk, by=by)
    if run.programme is not None:
        writer.add_cohorts(run.programme)
    with telling_outside(run) as tell:
        done = 0
        for part in rows_in_parts(run):
            _write_part(run, part, context, writer)
            done += len(part)
            tell(done)
    if writer.moved and run.programme is not None:
        participants_moved.send(
            sender=Participant, programme=run.programme, participants=writer.moved, by=by
        )
    counts = {outcome.value: getattr(run, outcome.value) for outcome in Outcome}
    record(
        "people.imported",
        run.programme or run,
        by=by,
        changes={**counts, "import": run.pk},
        organisation_id=run.organisation_id,
    )
    forget_profile_words(run.organisation_id)
    _move(run, ImportState.APPLIED, applied_at=timezone.now(), done=run.total)


def _write_part(run: Import, part: list[ImportRow], context: Context, writer: Writer) -> None:
    """Write some rows; raises MovedMeanwhileError."""
    invited = []
    for row, plan in zip(part, plan_part(part, context), strict=True):
        if not is_as_checked(row, plan):
            raise MovedMeanwhileError
        if run.invites and _is_invitable(plan) and plan.place is not None:
            row.place_id = plan.place.id
            invited.append(row)
        if not plan.errors:
            writer.take(plan)
    writer.flush()
    if invited:
        ImportRow.objects.bulk_update(invited, ["place_id"], batch_size=500)


def _invite(run: Import) -> None:
    """Post the invitations; those posted before are not posted twice."""
    places = run.rows.filter(place_id__isnull=False).values_list("place_id", flat=True)
    people = Participant.objects.filter(
        pk__in=list(places), state=ParticipantState.INVITED
    ).select_related("person", "cohort__programme__organisation")
    for participant in people.order_by("pk").iterator():
        post_invitation(participant, by=run.applied_by)
    Import.objects.filter(pk=run.pk).update(invited_at=timezone.now(), touched_at=timezone.now())
