"""Drawing up the agenda of a refresher, editing it, and making it a session."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.models import Programme
from training.actions.catalogue import CoursePlan, add_course
from training.actions.sessions import SessionPlan, plan_session
from training.agenda.enums import AGENDA_TRANSITIONS, AgendaForm, AgendaState
from training.agenda.evidence import Evidence
from training.agenda.proposal import DraftItem, draft_items, title_of
from training.agenda.timing import minutes_of, words_of_agenda
from training.enums import Audience, CourseKind, SessionKind
from training.models import AgendaItem, Competency, Course, RefresherAgenda, Session

HALF_AN_HOUR = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class ItemGiven:
    """An item as somebody edited it; without `pk` it is new."""

    title: str
    minutes: int
    pk: UUID | None = None


@transaction.atomic
def draw_up_agenda(
    programme: Programme, evidence: Evidence, *, form: AgendaForm | str, by: Person | None
) -> RefresherAgenda:
    """Draw up an agenda from the evidence, with the figure behind each item; recorded.

    Raises ValueError where there is no evidence to draw it from.
    """
    if not evidence.topics:
        raise ValueError("Nothing was scored, raised or forgotten yet.")
    agenda = RefresherAgenda.objects.create(
        programme=programme, title=title_of(evidence), form=form, drawn_up_by=by
    )
    AgendaItem.objects.bulk_create(
        _item(agenda, place, each)
        for place, each in enumerate(draft_items(evidence, AgendaForm(form)))
    )
    record("agenda.drawn_up", agenda, by=by, organisation_id=programme.organisation_id)
    return agenda


@transaction.atomic
def edit_agenda(
    agenda: RefresherAgenda, *, title: str, items: Sequence[ItemGiven], by: Person | None
) -> None:
    """Give a draft another title and other items, in the order given; recorded.

    Items that are not given are dropped; those that stay keep the figure that put them there.
    Raises IllegalTransitionError when it was planned or dropped meanwhile, and ValueError for an
    agenda without items.
    """
    locked = _lock_draft(agenda)
    if not items:
        raise ValueError("An agenda has an item at least.")
    known = {item.pk: item for item in locked.items.all()}
    kept = [
        _edited(known.get(given.pk) if given.pk else None, locked, place, given)
        for place, given in enumerate(items)
    ]
    locked.items.exclude(pk__in=[item.pk for item in kept]).delete()
    for item in kept:
        item.save()
    RefresherAgenda.objects.filter(pk=locked.pk).update(title=title)
    agenda.title = title
    record("agenda.edited", locked, by=by, organisation_id=locked.programme.organisation_id)


@transaction.atomic
def drop_agenda(agenda: RefresherAgenda, *, by: Person | None) -> None:
    """Put a draft away; recorded. Raises IllegalTransitionError when it is none any more."""
    advance(agenda, AgendaState.DROPPED, AGENDA_TRANSITIONS)
    record("agenda.dropped", agenda, by=by, organisation_id=agenda.programme.organisation_id)


@transaction.atomic
def make_session(
    agenda: RefresherAgenda,
    plan: SessionPlan,
    *,
    by: Person | None,
    facilitators: Sequence[Person] = (),
) -> Session:
    """Make a draft a session: its items become the session's agenda and competencies; recorded.

    A half-day teaches the plan's course or, without one, a new course of the agenda's title; an
    hour is a gathering with a training slot. Raises IllegalTransitionError when it is no draft.
    """
    locked = _lock_draft(agenda)
    items = list(locked.items.select_related("competency"))
    competencies = tuple({item.competency: None for item in items if item.competency})
    session = plan_session(
        locked.programme,
        _plan(locked, plan, items, competencies, by=by),
        by=by,
        facilitators=facilitators,
    )
    advance(agenda, AgendaState.PLANNED, AGENDA_TRANSITIONS, session=session)
    record("agenda.made_a_session", agenda, by=by, organisation_id=locked.programme.organisation_id)
    return session


def _lock_draft(agenda: RefresherAgenda) -> RefresherAgenda:
    """Return a draft as stored, kept from others; raises IllegalTransitionError otherwise."""
    agendas = RefresherAgenda.objects.select_related("programme__organisation")
    locked = agendas.select_for_update(of=("self",)).get(pk=agenda.pk)
    if locked.state != AgendaState.DRAFT:
        raise IllegalTransitionError(agenda, AgendaState.DRAFT)
    return locked


def _item(agenda: RefresherAgenda, place: int, draft: DraftItem) -> AgendaItem:
    """Return an item as it is stored."""
    return AgendaItem(
        agenda=agenda,
        position=place,
        title=draft.title,
        minutes=draft.minutes,
        competency=draft.competency,
        why=draft.why,
        evidence=draft.evidence,
    )


def _edited(
    known: AgendaItem | None, agenda: RefresherAgenda, place: int, given: ItemGiven
) -> AgendaItem:
    """Return an item with its new words and place, not yet stored."""
    item = known or AgendaItem(agenda=agenda)
    item.position, item.title, item.minutes = place, given.title, given.minutes
    return item


def _plan(
    agenda: RefresherAgenda,
    plan: SessionPlan,
    items: Sequence[AgendaItem],
    competencies: tuple[Competency, ...],
    *,
    by: Person | None,
) -> SessionPlan:
    """Return what the session is to be."""
    minutes = minutes_of(items)
    whole = replace(
        plan,
        title=agenda.title,
        minutes=minutes,
        agenda=words_of_agenda(items, plan.starts_at),
        audience=Audience.MENTORS,
    )
    if agenda.form == AgendaForm.HOUR:
        on_topic = sum(item.minutes for item in items if item.competency)
        return replace(
            whole,
            kind=SessionKind.GATHERING,
            slot_title=agenda.title if on_topic else "",
            slot_minutes=on_topic or None,
            slot_competencies=competencies,
        )
    course = plan.course or _course(agenda, minutes, competencies, by=by)
    return replace(whole, course=course, competencies=competencies)


def _course(
    agenda: RefresherAgenda, minutes: int, competencies: Sequence[Competency], *, by: Person | None
) -> Course:
    """Add the course that the session teaches; its hours are the session's, to the half hour."""
    halves = max(1, round(minutes / 30))
    plan = CoursePlan(
        title=agenda.title,
        kind=CourseKind.REFRESHER,
        audience=Audience.MENTORS,
        hours=halves * HALF_AN_HOUR,
        summary=_("Drawn up from what this programme’s evidence showed."),
        competencies=tuple(competencies),
    )
    return add_course(agenda.programme.organisation, plan, by=by)
