"""Going through the rows of an import, some at a time, so that memory does not grow with them."""

from collections.abc import Iterator

from mentorship.accounts.models import Person
from programmes.importing.answers import Answers
from programmes.importing.cohorts import Cohorts
from programmes.importing.known import People
from programmes.importing.planning import plan_row
from programmes.importing.plans import Context, Plan
from programmes.importing.values import read_values
from programmes.models import Import, ImportRow, TeamMember

ROWS_AT_ONCE = 1000


def context_of(run: Import, *, by: Person | None, locks: bool = False) -> Context:
    """Return what every row of the run is planned against."""
    answers = Answers.from_json(run.answers)
    team = TeamMember.objects.current().filter(programme=run.programme, person__email__isnull=False)
    return Context(
        kind=run.kind,
        organisation=run.organisation,
        answers=answers,
        cohorts=Cohorts(run.programme, answers.cohorts, run.cohort_id),
        people=People(run.organisation, run.programme, by=by, locks=locks),
        team={member.person.email or "": member.pk for member in team.select_related("person")},
    )


def rows_in_parts(run: Import) -> Iterator[list[ImportRow]]:
    """Yield the rows of the run in order, a thousand at a time."""
    last = 0
    while True:
        part = list(run.rows.filter(number__gt=last).order_by("number")[:ROWS_AT_ONCE])
        if not part:
            return
        yield part
        last = part[-1].number


def plan_part(part: list[ImportRow], context: Context) -> list[Plan]:
    """Return a plan for each row of a part."""
    values = [read_values(row.given, row.fixes, context.answers) for row in part]
    context.people.look_up(values)
    return [plan_row(row.number, each, context) for row, each in zip(part, values, strict=True)]


def note_plan(row: ImportRow, plan: Plan) -> None:
    """Write a plan on its row."""
    row.outcome, row.errors = plan.outcome, plan.errors
    row.warnings, row.changes = plan.warnings, plan.changes


def is_as_checked(row: ImportRow, plan: Plan) -> bool:
    """Tell whether a row would still do what was shown when it was checked."""
    return row.outcome == plan.outcome and row.errors == plan.errors and row.changes == plan.changes
