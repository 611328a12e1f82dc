"""The pathway as the console shows it: funnel, figures, list, and one person's days."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes import retention
from programmes.cards import PathState, PathStep
from programmes.fairness.tallies import wilson
from programmes.models import Programme
from training import wording
from training.actions.pathway import CAME_BACK
from training.models import Pathway, PathwayStep
from training.pathway.enums import PATHWAY_STEPS, PathwayState
from training.pathway.queries import Around, Funnel
from training.pathway.waiting import next_of

TONES: dict[str, str] = {
    PathwayState.INTERESTED: "idle",
    PathwayState.SOLO: "good",
    PathwayState.ESTABLISHED: "good",
    PathwayState.LEFT: "off",
}


@dataclass(frozen=True, slots=True)
class Stepped:
    """How many mentees became mentors later, and how sure the share is."""

    headline: str
    sentence: str
    later: str


def headline(funnel: Funnel) -> str:
    """Say in a sentence how many are on their way."""
    count = funnel.under_way
    if not count:
        return _("Nobody is on the way to being a mentor just now")
    return ngettext(
        "%(count)s person is becoming a mentor", "%(count)s people are becoming mentors", count
    ) % {"count": wording.number(count)}


def funnel_steps(programme: Programme, funnel: Funnel, current: str) -> list[dict[str, Any]]:
    """Return the funnel's steps, from all who ever were mentees."""
    url = reverse("training:pathway-list", args=(programme.slug,))
    first = {"label": _("Mentees so far"), "count": funnel.of}
    return [
        first,
        *(
            {
                "label": step.label,
                "count": funnel.reached[step],
                "note": _note(funnel, step),
                "url": f"{url}?step={step}",
                "is_current": current == step,
            }
            for step in PATHWAY_STEPS
        ),
    ]


def _note(funnel: Funnel, step: PathwayState) -> str:
    """Say how many are at a step now, and how long it takes."""
    now = funnel.here[step]
    words = _("%(count)d now") % {"count": now} if now else ""
    stay = funnel.stays.get(step)
    if stay is None:
        return words
    days = round(stay.days)
    took = ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    return f"{words} · {took}" if words else took


def stepped_up(programme: Programme) -> Stepped | None:
    """Return how many mentees became mentors later; None where nobody could yet. Two queries."""
    found = retention.conversion(programme)
    if not found.of:
        return None
    low, high = wilson(found.stepped_up, found.of)
    facts = {
        "n": found.stepped_up,
        "of": found.of,
        "percent": round(100 * found.stepped_up / found.of),
        "low": round(100 * low),
        "high": round(100 * high),
    }
    any_later = retention.mentees_who_mentored_later(programme)
    return Stepped(
        headline=_("%(n)d of %(of)d mentees became mentors in a later cohort") % facts,
        sentence=_(
            "That is %(percent)d%% of those who could, with a 95%% interval from %(low)d%% to "
            "%(high)d%% (Wilson)."
        )
        % facts,
        later=ngettext(
            "%(all)d mentee mentored in a later cohort; for %(first)d it was the first time.",
            "%(all)d mentees mentored in a later cohort; for %(first)d it was the first time.",
            any_later,
        )
        % {"all": any_later, "first": found.stepped_up}
        if any_later
        else "",
    )


def columns() -> list[dict[str, Any]]:
    """Return the list's columns."""
    labels = (_("Name"), _("Step"), _("Since"), _("Waits for"), _("Next"))
    return [{"label": label} for label in labels]


def lines(pathways: Iterable[Pathway], near: Around, *, may_manage: bool) -> list[list[Any]]:
    """Return the list's rows; the next step is a link for those who may take it."""
    return [_line(pathway, near, may_manage=may_manage) for pathway in pathways]


def _line(pathway: Pathway, near: Around, *, may_manage: bool) -> list[Any]:
    """Return one row of the list."""
    following = next_of(pathway, near)
    action = following.action if may_manage else ""
    return [
        {
            "text": pathway.person.name,
            "url": reverse("training:pathway", args=(pathway.programme.slug, pathway.pk)),
        },
        {
            "text": pathway.get_state_display(),
            "tone": TONES.get(pathway.state, "warn"),
            "column": _("Step"),
        },
        {
            "text": date_format(timezone.localtime(pathway.moved_at), "j F Y"),
            "column": _("Since"),
        },
        {"text": following.waits_for, "column": _("Waits for")},
        {
            "text": action or "–",
            "url": following.url if action else "",
            "column": _("Next"),
        },
    ]


def path_of(pathway: Pathway, steps: Iterable[PathwayStep]) -> list[PathStep]:
    """Return the way as it is drawn, with the day of each step that was reached."""
    days = {row.step: row for row in reversed(list(steps))}
    furthest = pathway.state if not pathway.has_left else ""
    drawn = []
    for step in PATHWAY_STEPS:
        row = days.get(step)
        state = PathState.LATER
        if step == furthest and step != PathwayState.ESTABLISHED:
            state = PathState.NOW
        elif row is not None or pathway.is_past(step):
            state = PathState.DONE
        drawn.append(PathStep(_step_label(step, row), state, ""))
    return drawn


def _step_label(step: PathwayState, row: PathwayStep | None) -> str:
    """Return what a step is called, with its day."""
    if row is None:
        return str(step.label)
    facts = {"step": step.label, "day": date_format(row.reached_on, "j M Y")}
    if row.is_left_out:
        return _("%(step)s, left out on %(day)s") % facts
    return _("%(step)s, %(day)s") % facts


def events_of(steps: Iterable[PathwayStep], *, for_team: bool) -> list[dict[str, Any]]:
    """Return what happened on which day, the latest first; notes are for the team."""
    return [
        {
            "at": row.reached_on,
            "title": _event_title(row),
            "text": _event_text(row) if for_team else "",
            "tone": "off" if row.is_left_out or row.step == PathwayState.LEFT else "good",
        }
        for row in reversed(list(steps))
    ]


def _event_title(row: PathwayStep) -> str:
    """Return what happened in a few words."""
    if row.occasion_key == CAME_BACK:
        return _("Came back to: %(step)s") % {"step": row.get_step_display()}
    if row.is_left_out:
        return _("Left out: %(step)s") % {"step": row.get_step_display()}
    return row.get_step_display()


def _event_text(row: PathwayStep) -> str:
    """Return the note and who wrote it down."""
    by = _("noted by %(name)s") % {"name": row.noted_by.name} if row.noted_by else ""
    return " · ".join(part for part in (row.note, by) if part)
