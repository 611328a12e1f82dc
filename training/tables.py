"""Sessions and the register as pages show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from programmes.enums import ParticipantRole
from programmes.models import Programme
from training import wording
from training.courses.modules import Stage, stage_of
from training.currency import Currency
from training.enums import (
    CurrencyRule,
    CurrencyStatus,
    EnrolmentState,
    RegisterStatus,
    SessionKind,
    SessionState,
)
from training.models import Session, Standing, Waiver
from training.queries.register import Bookings

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One line of the list of sessions; `tone` and `word` say what is to be done about it."""

    session: Session
    url: str
    tone: str = ""
    word: "str | _StrPromise" = ""

    @property
    def month(self) -> str:
        """Return the month it is in, for the reader: “March 2027”."""
        return date_format(timezone.localtime(self.session.starts_at), "F Y")


def sessions_headline(count: int) -> str:
    """Say in a sentence how many sessions are to come."""
    if not count:
        return _("No session is planned")
    return ngettext("%(count)s session is to come", "%(count)s sessions are to come", count) % {
        "count": wording.number(count)
    }


def session_lines(programme: Programme, sessions: Iterable[Session]) -> list[SessionLine]:
    """Return one line for each session."""
    return [
        SessionLine(
            session,
            reverse("training:session", args=(programme.slug, session.pk)),
            *_session_status(session),
        )
        for session in sessions
    ]


def register_headline(counts: Mapping[RegisterStatus, int], role: ParticipantRole) -> str:
    """Say in a sentence how the mentors, or mentees, stand."""
    need = in_need(counts)
    if not any(counts.values()):
        return _("Nobody takes part just now")
    if not need:
        return _("Nobody’s skills need refreshing now")
    if role == ParticipantRole.MENTEE:
        words = ngettext(
            "%(count)s mentee needs a refresher", "%(count)s mentees need a refresher", need
        )
    else:
        words = ngettext(
            "%(count)s mentor needs a refresher", "%(count)s mentors need a refresher", need
        )
    return words % {"count": wording.number(need)}


def in_need(counts: Mapping[RegisterStatus, int]) -> int:
    """Return how many need a refresher now, so that there is somebody to invite."""
    return sum(
        counts[status]
        for status in (RegisterStatus.DUE, RegisterStatus.IN_GRACE, RegisterStatus.LAPSED)
    )


def register_figures(address: str, counts: Mapping[RegisterStatus, int]) -> list[dict[str, Any]]:
    """Return how many there are of each status, each with the way to who they are."""
    return [
        {"label": status.label, "value": number, "url": f"{address}?status={status.value}"}
        for status, number in counts.items()
    ]


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """What a page of the register knows of its people beside their standings."""

    bookings: Bookings
    currencies: Mapping[UUID, Currency]
    waivers: Mapping[UUID, Waiver]


def register_columns() -> list[dict[str, str]]:
    """Return the columns of the register."""
    labels = (
        _("Name"),
        _("Currency"),
        _("In date until"),
        _("Next change"),
        _("What restores it"),
        _("Has a place at"),
    )
    return [{"label": label} for label in labels]


def register_lines(
    programme: Programme, standings: Iterable[Standing], facts: RegisterFacts
) -> list[list[dict[str, Any]]]:
    """Return one row of cells for each person."""
    return [_register_line(programme, row, facts) for row in standings]


def _register_line(
    programme: Programme, row: Standing, facts: RegisterFacts
) -> list[dict[str, Any]]:
    """Return the cells of one person."""
    current = facts.currencies[row.person_id]
    waiver = facts.waivers.get(row.person_id)
    url = reverse("training:register-person", args=(programme.slug, row.place_id))
    return [
        {"text": row.person.name, "url": url},
        {**status_cell(row, waiver), "column": _("Currency")},
        {"text": _until(row), "column": _("In date until")},
        {"text": wording.next_change(current), "column": _("Next change")},
        {"text": wording.restore_of_others(current) or "–", "column": _("What restores it")},
        {"text": _booked(row, facts.bookings), "column": _("Has a place at")},
    ]


def _until(row: Standing) -> str:
    """Return until when somebody is in date, and what runs out then."""
    if row.expires_on is None:
        return "–"
    if row.rule in {"", CurrencyRule.REFRESHER}:
        return date_format(row.expires_on)
    facts = {"day": date_format(row.expires_on), "rule": wording.RULES[row.rule]}
    return _("%(day)s (%(rule)s)") % facts


def status_cell(standing: Standing, waiver: Waiver | None = None) -> dict[str, str]:
    """Return a standing as a shape and a word; who is away, or waived, is said to be so."""
    if standing.is_paused:
        return {"text": str(RegisterStatus.AWAY.label), "tone": "off"}
    word, tone = standing.get_status_display(), wording.TONES[standing.status]
    if waiver is None:
        return {"text": word, "tone": tone}
    facts = {"status": word, "day": date_format(waiver.ends_on, "j M Y")}
    return {"text": _("%(status)s, waived until %(day)s") % facts, "tone": tone}


def _session_status(session: Session) -> "tuple[str, str | _StrPromise]":
    """Return the tone and word of a session; one that nobody came to needs no ticks."""
    if session.state == SessionState.CANCELLED:
        return "off", _("Cancelled")
    if session.kind == SessionKind.MODULE:
        return _MODULE_STATUS[stage_of(session)]
    if session.has_begun and session.seats_taken and not session.is_ticked:
        return "warn", _("Who was there?")
    if session.state == SessionState.HELD:
        return "good", _("Held")
    return "", ""


_MODULE_STATUS: "dict[Stage, tuple[str, str | _StrPromise]]" = {
    Stage.NOT_YET: ("", ""),
    Stage.OPEN: ("good", _lazy("Open")),
    Stage.CLOSED: ("off", _lazy("Closed")),
}


def _booked(standing: Standing, bookings: Bookings) -> str:
    """Return the first session at which the person has a place, or a dash."""
    session = bookings.next_for(standing)
    if session is None:
        return "–"
    facts = {"title": session.title, "day": date_format(session.starts_at, "j F")}
    return _("%(title)s, %(day)s") % facts


@dataclass(frozen=True, slots=True)
class ChoosingLine:
    """One person who may come to a session: how current they are, and what they answered."""

    person: Person
    word: str
    tone: str
    answer: str


def choosing_lines(people: Iterable[Any]) -> list[ChoosingLine]:
    """Return one line for each person that `choosable` found."""
    return [
        ChoosingLine(
            person,
            word=str(CurrencyStatus(person.status).label) if person.status else "",
            tone=wording.TONES[person.status] if person.status else "",
            answer=_answer(person),
        )
        for person in people
    ]


def _answer(person: Any) -> str:
    """Say what somebody answered, or that they were invited."""
    if person.answer:
        return str(EnrolmentState(person.answer).label)
    return _("Invited") if person.is_invited else ""
