"""A cohort's timetable as a picture, and as the list of dates beside it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentorship.common import charts
from mentorship.common.shell import NavItem
from programmes.models import Cohort, Milestone, Phase
from programmes.planning import Clash, Item, WorkCalendar
from programmes.timetable.reading import COHORT_KEY, milestone_key, phase_key, timetable_of
from programmes.timetable.words import names_of, span_in_words, why_off_in_words

# From this many days before its day a milestone can be noted as done, where it is drawn.
NEAR = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Row:
    """One line in the list of dates, with the stored row behind it; the cohort itself has none."""

    item: Item
    name: str
    days: str
    note: str
    tone: str
    word: str
    clashes: bool
    phase: Phase | None = None
    milestone: Milestone | None = None
    may_finish: bool = False
    menu: tuple[NavItem, ...] = ()
    below: "list[Row]" = field(default_factory=list)


def drawing_of(
    cohort: Cohort, *, details: bool = False, clashing: Collection[str] = frozenset()
) -> charts.Timeline:
    """Return a cohort's timetable as drawn; without phases, the cohort is one.

    With details the cohort's own days are drawn too, and what clashes is marked.
    """
    whole = charts.Phase(
        _("The cohort") if details else cohort.name,
        cohort.starts_on,
        cohort.ends_on,
        key=COHORT_KEY,
        clashes=COHORT_KEY in clashing,
    )
    phases = [_drawn_phase(phase, clashing) for phase in cohort.phases.all()]
    milestones = [_drawn_milestone(each, clashing) for each in cohort.milestones.all()]
    if details or not phases:
        phases = [whole, *phases]
    return charts.timeline(phases, milestones, today=timezone.localdate(), details=details)


def rows_of(cohort: Cohort, calendar: WorkCalendar, clashing: Collection[str]) -> list[Row]:
    """Return the list of dates: the cohort, each phase with its milestones, then the others."""
    names, timetable = names_of(cohort), timetable_of(cohort)
    today = timezone.localdate()

    def row(key: str, phase: Phase | None = None, milestone: Milestone | None = None) -> Row:
        item = timetable.item(key)
        tone, word = _state(item, today)
        return Row(
            item=item,
            name=names[key],
            days=span_in_words(item),
            note=why_off_in_words(item.starts_on, calendar) if item.is_point else "",
            tone=tone,
            word=word,
            clashes=key in clashing,
            may_finish=item.is_done or item.ends_on <= today + NEAR,
            menu=_menu(cohort, key, phase, milestone),
            phase=phase,
            milestone=milestone,
        )

    rows = {phase.pk: row(phase_key(phase), phase=phase) for phase in cohort.phases.all()}
    others: list[Row] = []
    for milestone in cohort.milestones.all():
        made = row(milestone_key(milestone), milestone=milestone)
        above = rows.get(milestone.phase_id) if milestone.phase_id else None
        (above.below if above else others).append(made)
    return [row(COHORT_KEY), *rows.values(), *others]


def _menu(
    cohort: Cohort, key: str, phase: Phase | None, milestone: Milestone | None
) -> tuple[NavItem, ...]:
    """Return what can be done with an item: moved a little, moved anywhere, changed, taken out."""
    slug = cohort.programme.slug
    move = f"{reverse('programmes:timetable-move', args=(slug, cohort.pk))}?item={key}"
    items = [
        NavItem(_("A day earlier"), f"{move}&by=-1", icon="chevron-left"),
        NavItem(_("A day later"), f"{move}&by=1", icon="chevron-right"),
        NavItem(_("A week earlier"), f"{move}&by=-7", icon="chevron-double-left"),
        NavItem(_("A week later"), f"{move}&by=7", icon="chevron-double-right"),
        NavItem(_("Choose the day") if milestone else _("Choose the days"), move, icon="calendar"),
    ]
    if milestone:
        change = reverse("programmes:milestone-change", args=(slug, milestone.pk))
        remove = reverse("programmes:milestone-remove", args=(slug, milestone.pk))
        items.append(NavItem(_("Rename it"), change, icon="pencil"))
        items.append(NavItem(_("Take it out"), remove, icon="trash"))
    if phase:
        remove = reverse("programmes:phase-remove", args=(slug, phase.pk))
        items.append(NavItem(_("Take it out"), remove, icon="trash"))
    return tuple(items)


def keys_in(found: Collection[Clash]) -> set[str]:
    """Return the keys of everything that clashes."""
    return {key for clash in found for key in clash.ident[1:]}


def _drawn_phase(phase: Phase, clashing: Collection[str]) -> charts.Phase:
    """Return a phase as the chart takes it."""
    key = phase_key(phase)
    return charts.Phase(
        phase.get_kind_display(), phase.starts_on, phase.ends_on, key=key, clashes=key in clashing
    )


def _drawn_milestone(milestone: Milestone, clashing: Collection[str]) -> charts.Milestone:
    """Return a milestone as the chart takes it."""
    key = milestone_key(milestone)
    return charts.Milestone(
        str(milestone),
        milestone.on,
        key=key,
        belongs_to=f"phase-{milestone.phase_id}" if milestone.phase_id else "",
        is_done=milestone.is_done,
        clashes=key in clashing,
    )


def _state(item: Item, today: date) -> tuple[str, str]:
    """Return the tone and the word for how far an item is."""
    if item.is_point:
        if item.is_done:
            return "good", _("Done")
        return ("warn", _("Not done yet")) if item.ends_on < today else ("idle", _("To come"))
    if item.ends_on < today:
        return "off", _("Over")
    return ("good", _("Now")) if item.starts_on <= today else ("idle", _("To come"))
