"""Starting programmes, and giving them cohorts."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import slugify

from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.permissions import Role
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.actions.blueprints import lay_out
from programmes.actions.milestones import draw_timetable
from programmes.actions.participants import finish_everybody
from programmes.actions.team import join_team
from programmes.blueprints import blueprint_of
from programmes.enums import CohortState, MilestoneKind, PhaseKind, ProgrammeTemplate
from programmes.models import Cohort, CohortMove, Programme
from programmes.queries import policy_of
from programmes.signals import cohort_moved, programme_created
from programmes.task_list import Task, missing_before
from programmes.timetable import Shape, Span, last_day, shape_of

SLUG_LENGTH = 60
# How long before its first day a cohort is prepared, where nobody has named a day yet.
LEAD_TIME = timedelta(weeks=16)
# What the addresses of pages put where a programme's slug stands.
RESERVED_SLUGS = {"add"}


class NameTakenError(Exception):
    """The organisation has a programme of that name already; nothing was changed."""


class StillMissingError(Exception):
    """Something is to be done before the cohort may move on; nothing was changed."""

    def __init__(self, tasks: Sequence[Task], *, may_go_on_early: bool) -> None:
        """Say what is missing, and whether a reason would let it go on all the same."""
        self.tasks = tasks
        self.may_go_on_early = may_go_on_early
        super().__init__(", ".join(task.key for task in tasks))


@transaction.atomic
def create_programme(
    *,
    organisation: Organisation,
    name: str,
    purpose: str = "",
    template: ProgrammeTemplate = ProgrammeTemplate.BLANK,
    starts_on: date | None = None,
    months: int | None = None,
    by: Person | None,
) -> Programme:
    """Start a programme from a template, and make whoever does it its lead coordinator; recorded.

    With its first day, its first cohort is planned too; its length in months is the template's
    unless given. Sends `programme_created` when all of it is there. Raises NameTakenError.
    """
    blueprint = blueprint_of(template)
    programme = found_programme(
        Programme(organisation=organisation, name=name, purpose=purpose, template=template), by=by
    )
    length = months or blueprint.policy.months
    begins = starts_on or timezone.localdate() + LEAD_TIME
    lay_out(programme, blueprint, span=Span(begins, last_day(begins, length)), months=length, by=by)
    if starts_on is not None:
        plan_first_cohort(programme, starts_on, length, by=by)
    programme_created.send(sender=Programme, programme=programme, by=by)
    return programme


def found_programme(programme: Programme, *, by: Person | None) -> Programme:
    """Store a new programme under a free address, led by whoever starts it; recorded.

    What it begins with is for the caller to add, and `programme_created` for it to send. Raises
    NameTakenError.
    """
    programme.slug = _free_slug(programme.name)
    try:
        with transaction.atomic():
            programme.save(force_insert=True)
    except IntegrityError as error:
        raise NameTakenError(programme.name) from error
    cloned_from = programme.cloned_from_id
    record(
        "programme.cloned" if cloned_from else "programme.created",
        programme,
        by=by,
        changes={"cloned_from": str(cloned_from)} if cloned_from else {},
    )
    if by is not None:
        join_team(programme=programme, person=by, role=Role.LEAD_COORDINATOR, by=by)
    return programme


def plan_first_cohort(
    programme: Programme,
    starts_on: date,
    months: int,
    *,
    by: Person | None,
    shape: Shape | None = None,
) -> Cohort:
    """Plan the first run of a new programme, called by the month it begins in; recorded."""
    with translation.override(programme.organisation.language):
        name = date_format(starts_on, "F Y")
    return add_cohort(
        programme,
        name=name,
        starts_on=starts_on,
        ends_on=last_day(starts_on, months),
        by=by,
        shape=shape,
    )


@transaction.atomic
def add_cohort(
    programme: Programme,
    *,
    name: str,
    starts_on: date,
    ends_on: date,
    by: Person | None,
    shape: Shape | None = None,
) -> Cohort:
    """Plan the next run of a programme; recorded.

    Its timetable has the given shape: by default that of the run before, or of the template.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)  # numbers are given one at a time
    before = programme.cohorts.newest_first().first()
    cohort = Cohort.objects.create(
        programme=programme,
        number=before.number + 1 if before else 1,
        name=name,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    drawn = shape or (before and timetable_shape(before)) or blueprint_of(programme.template)
    draw_timetable(cohort, drawn if isinstance(drawn, Shape) else drawn.timetable)
    record(
        "cohort.added",
        cohort,
        by=by,
        organisation_id=programme.organisation_id,
        changes={"number": cohort.number},
    )
    return cohort


def timetable_shape(cohort: Cohort) -> Shape | None:
    """Return the timetable of a cohort without its year; None where none is drawn."""
    phases = [(PhaseKind(p.kind), p.starts_on, p.ends_on) for p in cohort.phases.all()]
    milestones = [(MilestoneKind(m.kind), m.name, m.on) for m in cohort.milestones.all()]
    if not phases:
        return None
    return shape_of(Span(cohort.starts_on, cohort.ends_on), phases, milestones)


@transaction.atomic
def move_cohort_on(cohort: Cohort, *, by: Person | None, reason: str = "") -> None:
    """Move a cohort to its next state; recorded, with `cohort_moved` sent for the apps above.

    While something that is required is missing, it goes on only where the programme's policy
    allows it and a reason is given, which is kept. Closing it finishes everybody who still takes
    part, and ends their pauses. Raises StillMissingError, and IllegalTransitionError when it is
    closed already, or when somebody else moved it first.
    """
    came_from, to = cohort.state, cohort.next_state
    if to is None:
        raise IllegalTransitionError(cohort, cohort.state)
    missing = missing_before(cohort, to)
    may_go_on_early = not missing or policy_of(cohort.programme).may_go_on_early
    if missing and not (may_go_on_early and reason.strip()):
        raise StillMissingError(missing, may_go_on_early=may_go_on_early)
    closed_at = timezone.now() if to == CohortState.CLOSED else None
    advance(cohort, to, {to: frozenset({came_from})}, closed_at=closed_at)
    CohortMove.objects.create(
        cohort=cohort,
        came_from=came_from,
        to=to,
        by=by,
        reason=reason.strip(),
        missing=[task.title[:200] for task in missing],
    )
    changes: dict[str, object] = {"from": came_from, "to": to}
    if missing:
        changes["missing"] = len(missing)
    if to == CohortState.CLOSED:
        changes["finished"] = finish_everybody(cohort)
    record(
        f"cohort.{to}",
        cohort,
        by=by,
        organisation_id=cohort.programme.organisation_id,
        changes=changes,
    )
    cohort_moved.send(sender=Cohort, cohort=cohort, came_from=CohortState(came_from), by=by)


def _free_slug(name: str) -> str:
    """Return the name as it stands in addresses, with a number where that is taken."""
    stem = slugify(name)[:SLUG_LENGTH] or "programme"
    taken = set(Programme.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number, slug = 1, stem
    while slug in taken | RESERVED_SLUGS:
        number += 1
        slug = f"{stem}-{number}"
    return slug
