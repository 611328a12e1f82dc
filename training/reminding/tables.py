"""Kinds of reminder as pages show them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.models import Programme
from training import wording
from training.reminding.coordination import whom
from training.reminding.lookout import First, Outlook


def reminders_headline(outlooks: Sequence[Outlook]) -> str:
    """Say in a sentence whether reminders wait for somebody."""
    waiting = sum(1 for outlook in outlooks if outlook.waiting)
    if waiting:
        told = ngettext(
            "%(count)s kind of reminder waits for your first look",
            "%(count)s kinds of reminder wait for your first look",
            waiting,
        )
        return told % {"count": wording.number(waiting)}
    people = sum(outlook.people for outlook in outlooks if outlook.approval)
    if not people:
        return _("No reminder leaves in the next 30 days")
    told = ngettext(
        "%(count)s reminder leaves by itself in the next 30 days",
        "%(count)s reminders leave by themselves in the next 30 days",
        people,
    )
    return told % {"count": wording.number(people)}


def reminder_columns() -> list[dict[str, Any]]:
    """Return the heads of the columns."""
    return [
        {"label": _("Reminder")},
        {"label": _("People in the next 30 days"), "is_number": True},
        {"label": _("May it go?")},
        {"label": _("Seen by")},
    ]


def reminder_lines(programme: Programme, outlooks: Iterable[Outlook]) -> list[list[dict[str, Any]]]:
    """Return one row of cells for each kind."""
    return [
        [
            {
                "text": f"{outlook.declared.declaration.title}, {outlook.declared.offset.title}",
                "url": reverse("training:reminder", args=(programme.slug, outlook.declared.slug)),
            },
            {
                "text": outlook.people,
                "column": _("People in the next 30 days"),
                "is_number": True,
            },
            {**state_cell(outlook), "column": _("May it go?")},
            {"text": _seen_by(outlook) or "–", "column": _("Seen by")},
        ]
        for outlook in outlooks
    ]


def state_cell(outlook: Outlook) -> dict[str, str]:
    """Say as a shape and a word whether reminders of a kind may leave."""
    if outlook.waiting:
        return {"text": _("Waits for your look"), "tone": "warn"}
    if outlook.approval is None:
        return {"text": _("Will wait for a first look"), "tone": "idle"}
    return {"text": _("Goes by itself"), "tone": "good"}


def reminder_facts(outlook: Outlook, first: First | None) -> list[dict[str, str]]:
    """Return what is to be known of a kind before one decides."""
    declaration = outlook.declared.declaration
    facts = [
        (_("Wanted while"), str(declaration.wanted_while)),
        (_("People in the next 30 days"), str(outlook.people)),
    ]
    if outlook.waiting:
        facts.append((_("Waiting now"), whom(outlook.waiting.names)))
    if first:
        facts.append((_("The first one leaves"), _moment(first)))
    facts.append((_("May it go?"), state_cell(outlook)["text"]))
    facts.append((_("Seen by"), _seen_by(outlook)))
    return [{"label": label, "value": value} for label, value in facts if value]


def _seen_by(outlook: Outlook) -> str:
    """Say who let a kind go, and when; empty while nobody has."""
    approval = outlook.approval
    if approval is None or approval.approved_by is None:
        return ""
    day = date_format(timezone.localtime(approval.approved_at), "j F Y")
    return f"{approval.approved_by.name}, {day}"


def _moment(first: First) -> str:
    """Say when the first one leaves, in its reader's own time."""
    zone = first.person.time_zone
    at = date_format(timezone.localtime(first.leaves_at, zone), "l j F, H:i")
    place = str(zone).rpartition("/")[2].replace("_", " ")
    return _("%(at)s, %(place)s time") % {"at": at, "place": place}
