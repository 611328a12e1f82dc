"""What a person sees of their own training."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.common.statements import rows_of
from programmes.models import Participant
from training import wording
from training.currency import Currency, Line
from training.enums import CurrencyStatus, EntryKind
from training.models import LedgerEntry, Session
from training.queries.own_currency import OWN_CURRENCY, OwnRecord
from training.queries.sessions import sessions_for

# As many sessions as somebody would read.
MOST_SESSIONS = 20


@dataclass(frozen=True, slots=True)
class OwnCurrency:
    """How current a person is in one role of one programme, in words."""

    place: Participant
    current: Currency
    sentence: str
    restore: str
    word: str
    tone: str


@dataclass(frozen=True, slots=True)
class OwnHours:
    """One entry of a person's ledger, and why it does not count today where it does not."""

    entry: LedgerEntry
    why_not: str


@dataclass(frozen=True, slots=True)
class Learning:
    """All that Learn shows."""

    headline: str
    currencies: tuple[OwnCurrency, ...]
    booked: tuple[Session, ...]
    waiting: tuple[Session, ...]
    bookable: tuple[Session, ...]
    hours: tuple[OwnHours, ...]


def learning_of(person: Person) -> Learning:
    """Return what a person sees of their training; a constant number of queries."""
    currencies = own_currencies(person)
    coming = _coming(person)
    worst = max(currencies, key=lambda own: own.current.status.severity, default=None)
    mine = {row.session_id: row for row in person.enrolments.standing()}
    return Learning(
        headline=worst.sentence if worst else _("Learning with others"),
        currencies=currencies,
        booked=tuple(s for s in coming if s.pk in mine and mine[s.pk].has_place),
        waiting=tuple(s for s in coming if s.pk in mine and not mine[s.pk].has_place),
        bookable=tuple(s for s in coming if s.pk not in mine),
        hours=_hours(person, currencies),
    )


def own_currencies(person: Person) -> tuple[OwnCurrency, ...]:
    """Return how current a person is in each role and programme of theirs now; one query."""
    return in_words(OwnRecord(*rows_of(OWN_CURRENCY, person)))


def in_words(record: OwnRecord) -> tuple[OwnCurrency, ...]:
    """Return the same of what was read already."""
    return tuple(_own_currency(place, current) for place, current in record.currencies())


def _own_currency(place: Participant, current: Currency) -> OwnCurrency:
    """Return how current the person of a place is, in words."""
    status = CurrencyStatus(current.status)
    return OwnCurrency(
        place=place,
        current=current,
        sentence=wording.own_sentence(current),
        restore=wording.restore_sentence(current),
        word=str(status.label),
        tone=wording.TONES[status],
    )


def _coming(person: Person) -> list[Session]:
    """Return the next sessions that are for the person."""
    sessions = sessions_for(person).upcoming().with_seats()
    return list(sessions.select_related("course", "programme")[:MOST_SESSIONS])


def _hours(person: Person, currencies: Iterable[OwnCurrency]) -> tuple[OwnHours, ...]:
    """Return the person's hours that stand, the latest first, and why some do not count."""
    lines = [line for own in currencies for line in own.current.explanation]
    counted = {line.entry for line in lines if line.is_counted}
    why = {line.entry: line for line in lines if line.entry not in counted}
    own = LedgerEntry.objects.visible_to(person).filter(person=person).standing()
    # Practice is told by the meetings themselves.
    entries = own.exclude(kind=EntryKind.PRACTICE)
    return tuple(
        OwnHours(entry, _why_not(entry, why.get(entry.pk)))
        for entry in entries.select_related("session", "competency").order_by(
            "-earned_on", "-entered_at", "pk"
        )
    )


def _why_not(entry: LedgerEntry, line: Line | None) -> str:
    """Return why an entry does not count today; empty where it does."""
    if entry.rejected_reason:
        return entry.rejected_reason
    return wording.why(line, entry.kind)
