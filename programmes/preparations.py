"""What this app itself asks for before a cohort recruits, and how Today speaks of it."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.humanize.templatetags.humanize import apnumber
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.enums import CharterState, CohortState, PhaseKind, TextKind, VersionState
from programmes.models import (
    Charter,
    Cohort,
    Criterion,
    IdealMentorProfile,
    Indicator,
    MessageText,
    Objective,
    Programme,
    Sponsorship,
)
from programmes.needs import Need, Urgency, tells_needs
from programmes.task_list import Task, TaskState, missing_before

BEFORE = CohortState.RECRUITING
INVITATIONS = (TextKind.INVITATION_MENTOR, TextKind.INVITATION_MENTEE)


class _Standing(NamedTuple):
    """What there is of what is to be agreed and written before anybody is asked to take part."""

    has_sponsor: bool
    has_objective: bool
    # Of each indicator, the objective it belongs to.
    objectives_of_indicators: list[UUID]
    charters: list[str]
    profiles: list[str]
    # Of each criterion, the state of its profile and whether it is essential.
    criteria: list[dict[str, Any]]
    invitations: list[str]


def page_of(name: str, programme: Programme, **more: object) -> str:
    """Return the address of a page of the programme."""
    return reverse(f"programmes:{name}", kwargs={"slug": programme.slug, **more})


def tasks_before_recruiting(programme: Programme, cohort: Cohort | None) -> Iterator[Task]:
    """Yield what is to be agreed and written before anybody is asked to take part.

    One query, and one where the cohort's phases were not fetched with it.
    """
    standing = _standing_of(programme)
    yield _why(programme, standing)
    yield _sponsor(programme, has_sponsor=standing.has_sponsor)
    yield _charter(programme, standing)
    yield _timetable(programme, cohort)
    yield _mentor_profile(programme, standing)
    yield _invitations(programme, standing)


@tells_needs(
    Permission.MANAGE_PROGRAMME,
    gate=lambda: Exists(
        Cohort.objects.filter(programme=OuterRef("pk"), state=CohortState.DESIGNING)
    ),
)
def needs_of_preparations(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield how much is left before the cohort that is being designed can recruit.

    One query, and two where the cohorts and their phases were not fetched with the programme.
    """
    designing = [each for each in programme.cohorts.all() if each.state == CohortState.DESIGNING]
    if not designing:
        return
    cohort = min(designing, key=lambda each: (each.starts_on, each.number))
    missing = missing_before(cohort, BEFORE)
    setup = page_of("setup", programme)
    if not missing:
        yield Need(
            key="programmes.setup",
            title=_("%(cohort)s is ready to recruit") % {"cohort": cohort.name},
            reason=_("Everything that should be in place before it is there"),
            action=_("Open it"),
            url=page_of("cohort-move", programme, pk=cohort.pk),
            urgency=Urgency.WHEN_READY,
        )
        return
    words = ngettext(
        "%(count)s thing is left before %(cohort)s can recruit",
        "%(count)s things are left before %(cohort)s can recruit",
        len(missing),
    )
    yield Need(
        key="programmes.setup",
        title=capfirst(words % {"count": apnumber(len(missing)), "cohort": cohort.name}),
        reason=_("Next: %(task)s") % {"task": missing[0].title},
        action=_("Go on with the set-up"),
        url=f"{setup}?cohort={cohort.pk}",
        urgency=Urgency.SOON,
    )


def _standing_of(programme: Programme) -> _Standing:
    """Return what there is of what is to be agreed and written; one query."""
    here = OuterRef("pk")
    indicators = Indicator.objects.filter(objective__programme=here).values("objective_id")
    criteria = Criterion.objects.filter(expectation__profile__programme=here).values_list(
        JSONObject(state="expectation__profile__state", is_essential="is_essential")
    )
    texts = MessageText.objects.filter(programme=here, kind__in=INVITATIONS).values("kind")
    asked = Programme.objects.filter(pk=programme.pk).values_list(
        Exists(Sponsorship.objects.current().filter(programme=here)),
        Exists(Objective.objects.filter(programme=here)),
        ArraySubquery(indicators),
        ArraySubquery(Charter.objects.filter(programme=here).values("state")),
        ArraySubquery(IdealMentorProfile.objects.filter(programme=here).values("state")),
        ArraySubquery(criteria),
        ArraySubquery(texts),
    )
    return _Standing(*asked.get())


def _why(programme: Programme, standing: _Standing) -> Task:
    """Ask for an objective that can be seen to be reached."""
    objectives = standing.objectives_of_indicators
    counts = {"objectives": len(set(objectives)), "indicators": len(objectives)}
    state, hint = TaskState.DONE, _("%(objectives)d objectives, %(indicators)d indicators") % counts
    if not objectives:
        state = TaskState.IN_PROGRESS if standing.has_objective else TaskState.NOT_STARTED
        hint = (
            _("No objective has an indicator yet, so nobody could see whether it is reached")
            if standing.has_objective
            else _("An objective, and one figure by which you would see that it is reached")
        )
    return Task(
        key="programmes.why",
        title=_("Say why you run it"),
        state=state,
        before=BEFORE,
        order=10,
        url=page_of("strategy", programme),
        hint=hint,
    )


def _sponsor(programme: Programme, *, has_sponsor: bool) -> Task:
    """Ask for a champion."""
    return Task(
        key="programmes.sponsor",
        title=_("Name a sponsor"),
        state=TaskState.DONE if has_sponsor else TaskState.NOT_STARTED,
        before=BEFORE,
        order=20,
        url=page_of("team" if has_sponsor else "sponsor-add", programme),
        hint="" if has_sponsor else _("Somebody at senior level who stands for the programme"),
    )


def _charter(programme: Programme, standing: _Standing) -> Task:
    """Ask for a signed charter; nobody can sign one before there is a sponsor."""
    states = standing.charters
    if CharterState.SIGNED in states:
        state, hint = TaskState.DONE, ""
    elif CharterState.AWAITING_SIGNATURE in states:
        state, hint = TaskState.IN_PROGRESS, _("Sent to the sponsor, and waiting for their answer")
    elif not standing.has_sponsor:
        state, hint = TaskState.CANNOT_START, _("Needs a sponsor")
    elif CharterState.DECLINED in states and CharterState.DRAFT not in states:
        state, hint = TaskState.IN_PROGRESS, _("Sent back by the sponsor: write another version")
    elif CharterState.DRAFT in states:
        state, hint = TaskState.NOT_STARTED, _("A draft is there: read it, and send it to them")
    else:
        state, hint = TaskState.NOT_STARTED, _("What you and the sponsor promise each other")
    return Task(
        key="programmes.charter",
        title=_("Have the charter signed"),
        state=state,
        before=BEFORE,
        order=30,
        url=page_of("charter", programme),
        hint=hint,
    )


def _timetable(programme: Programme, cohort: Cohort | None) -> Task:
    """Ask for a cohort with a timetable that can still be kept."""
    if cohort is None:
        state, hint = TaskState.NOT_STARTED, _("Plan the first cohort; its timetable comes along")
        url = page_of("cohort-add", programme)
    else:
        state, hint = _timetable_of(cohort)
        url = page_of("timetable", programme, pk=cohort.pk)
    return Task(
        key="programmes.timetable",
        title=_("Draw the timetable"),
        state=state,
        before=BEFORE,
        order=40,
        url=url,
        hint=hint,
    )


def _timetable_of(cohort: Cohort) -> tuple[TaskState, str]:
    """Say how the timetable of a cohort stands."""
    phases = list(cohort.phases.all())
    today = timezone.localdate()
    if not phases:
        return TaskState.NOT_STARTED, _("No phase is drawn yet")
    for phase in phases:
        words = {"phase": phase.get_kind_display(), "day": date_format(phase.ends_on)}
        if phase.ends_on < phase.starts_on:
            return TaskState.IN_PROGRESS, _("“%(phase)s” ends before it starts") % words
        is_late = phase.kind == PhaseKind.RECRUIT and phase.ends_on < today
        if is_late and cohort.state == CohortState.DESIGNING:
            return (
                TaskState.IN_PROGRESS,
                _("“%(phase)s” was to end on %(day)s, and has not begun") % words,
            )
    hint = _("Meetings run from %(start)s to %(end)s") % {
        "start": date_format(cohort.starts_on),
        "end": date_format(cohort.ends_on),
    }
    return TaskState.DONE, hint


def _mentor_profile(programme: Programme, standing: _Standing) -> Task:
    """Ask what is looked for in mentors; what applicants are judged by has to be published."""
    used = VersionState.PUBLISHED in standing.profiles
    draft = VersionState.DRAFT in standing.profiles
    looked_at = VersionState.PUBLISHED if used else VersionState.DRAFT
    found = [each for each in standing.criteria if each["state"] == looked_at]
    counts = {
        "criteria": len(found),
        "essential": sum(each["is_essential"] for each in found),
    }
    state, hint = TaskState.NOT_STARTED, _("What mentors do here, and how you would see it")
    if used:
        state = TaskState.DONE
        hint = _("%(criteria)d criteria, %(essential)d of them essential") % counts
    elif counts["criteria"]:
        state, hint = TaskState.IN_PROGRESS, _("A draft is there: read it and publish it")
    elif draft:
        state, hint = TaskState.IN_PROGRESS, _("Begun; no criterion follows from it yet")
    return Task(
        key="programmes.mentor_profile",
        title=_("Describe your ideal mentor"),
        state=state,
        before=BEFORE,
        order=50,
        url=page_of("mentor-profile", programme),
        hint=hint,
    )


def _invitations(programme: Programme, standing: _Standing) -> Task:
    """Ask for words to invite people with."""
    written = len(standing.invitations)
    states = (TaskState.NOT_STARTED, TaskState.IN_PROGRESS, TaskState.DONE)
    hints = (
        _("What mentors and mentees read when you ask them"),
        _("One of the two is written"),
        "",
    )
    return Task(
        key="programmes.invitations",
        title=_("Write the invitations"),
        state=states[written],
        before=BEFORE,
        order=60,
        url=page_of("texts", programme),
        hint=hints[written],
    )


def tasks_of_promises(programme: Programme, _cohort: Cohort | None) -> Iterator[Task]:
    """Recall what an earlier programme's evidence said should change here; one query."""
    promised = programme.recommendations_taken.aggregate(
        count=Count("pk"), done=Count("pk", filter=Q(done_at__isnull=False))
    )
    if not promised["count"]:
        return
    state = TaskState.IN_PROGRESS if promised["done"] else TaskState.NOT_STARTED
    yield Task(
        key="programmes.promises",
        title=_("Change what we said we would"),
        state=TaskState.DONE if promised["done"] == promised["count"] else state,
        before=BEFORE,
        order=70,
        url=page_of("setup", programme) + "#changes",
        hint=_("%(done)d of %(count)d carried out") % promised,
        is_required=False,
    )
