"""All that the page of one person's currency shows, for those who look after training."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Min, Sum
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programmes.models import Participant
from programmes.person_facts import Fact
from training import wording
from training.currency import Currency, Line, Policy, Status
from training.enums import CurrencyStatus, EntryKind
from training.models import LedgerEntry, Waiver
from training.models.ledger import LedgerEntryQuerySet
from training.policies import rules_of
from training.queries.currency import Record, policy_for, records_of, today_at
from training.queries.waivers import waiver_of

PER_PAGE = 25

# More changes than there are statuses cannot come.
MOST_CHANGES = len(Status)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry of the ledger: what became of it today, and whether it can be reversed."""

    entry: LedgerEntry
    why: str
    is_counted: bool
    is_reversible: bool


@dataclass(frozen=True, slots=True)
class PracticeLine:
    """The meetings with one mentee in a line."""

    name: str
    meetings: int
    hours: Decimal
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class StandingPage:
    """What the page shows."""

    place: Participant
    current: Currency
    sentence: str
    restore: str
    word: str
    tone: str
    facts: tuple[Fact, ...]
    changes: tuple[dict[str, Any], ...]
    waiver: Waiver | None
    page: "Page[Any]"
    lines: tuple[EntryLine, ...]
    practice: tuple[PracticeLine, ...]


def standing_page(
    place: Participant, entries: LedgerEntryQuerySet, number: Any, *, each_meeting: bool = False
) -> StandingPage:
    """Return how current a participant is, why, and what comes; `entries` are those to be seen.

    Meetings are summed up mentee by mentee, unless `each_meeting` is asked for.
    """
    programme = place.cohort.programme
    day = today_at(programme.organisation)
    policy = policy_for(programme, place.role)
    rules = rules_of(policy)
    record = records_of([place.person_id], policy)[place.person_id]
    current = record.currency_on(day, rules)
    status = CurrencyStatus(current.status)
    theirs = _newest_first(place, entries)
    shown = theirs if each_meeting else theirs.exclude(kind=EntryKind.PRACTICE)
    page = Paginator(shown, PER_PAGE).get_page(number)
    return StandingPage(
        place=place,
        current=current,
        sentence=wording.sentence_of(current, place.person.short_name),
        restore=_what_restores(current),
        word=str(status.label),
        tone=wording.TONES[status],
        facts=tuple(_clocks(current)),
        changes=tuple(_changes(record, rules, day, current)),
        waiver=waiver_of(place, day),
        page=page,
        lines=tuple(_lines(page, current)),
        practice=() if each_meeting else tuple(_practice(theirs)),
    )


def _what_restores(current: Currency) -> str:
    """Say what would bring a person’s training up to date; empty when it is."""
    ways = wording.restore_of_others(current)
    return _("What restores it: %(ways)s.") % {"ways": ways} if ways else ""


def _newest_first(place: Participant, entries: LedgerEntryQuerySet) -> LedgerEntryQuerySet:
    """Return the entries of a person's role in the organisation, the latest first."""
    theirs = entries.filter(
        person=place.person_id,
        role=place.role,
        organisation=place.cohort.programme.organisation_id,
    )
    related = ("session", "counterpart", "entered_by", "reversed_by", "reverses")
    return theirs.select_related(*related).order_by("-earned_on", "-entered_at", "pk")


def _practice(theirs: LedgerEntryQuerySet) -> Iterator[PracticeLine]:
    """Yield the meetings that stand, mentee by mentee, the latest first; one query."""
    rows = (
        theirs.standing()
        .filter(kind=EntryKind.PRACTICE)
        .order_by()
        .values("counterpart", "counterpart__name")
        .annotate(
            meetings=Count("pk"), spent=Sum("hours"), first=Min("earned_on"), last=Max("earned_on")
        )
        .order_by("-last", "counterpart")
    )
    for row in rows:
        name = row["counterpart__name"] or _("somebody")
        yield PracticeLine(name, row["meetings"], row["spent"], row["first"], row["last"])


def _clocks(current: Currency) -> Iterator[Fact]:
    """Yield how each clock stands."""
    if current.since:
        yield Fact(_("Trained since"), wording.day(current.since))
    for clock in current.clocks:
        status = CurrencyStatus(clock.status)
        until = wording.day(clock.expires_on) if clock.expires_on else _("no end")
        is_over = status in {CurrencyStatus.IN_GRACE, CurrencyStatus.LAPSED}
        shape = (
            _("%(status)s, ran out on %(until)s") if is_over else _("%(status)s, until %(until)s")
        )
        words = shape % {"status": status.label, "until": until}
        yield Fact(str(capfirst(str(wording.RULES[clock.rule]))), words)


def _changes(
    record: Record, rules: Policy, day: date, current: Currency
) -> Iterator[dict[str, Any]]:
    """Yield what becomes of somebody if nothing is done, change after change."""
    now = current
    for _number in range(MOST_CHANGES):
        if now.next_change_on is None or now.next_status is None:
            return
        status = CurrencyStatus(now.next_status)
        yield {
            "at": now.next_change_on,
            "title": str(status.label),
            "tone": wording.TONES[status],
            "text": _what_runs_out(now, now.next_change_on - timedelta(days=1)),
        }
        now = record.currency_on(now.next_change_on, rules)


def _what_runs_out(current: Currency, eve: date) -> str:
    """Say what runs out on the day before a change, if something does."""
    ending = [wording.RULES[clock.rule] for clock in current.clocks if clock.expires_on == eve]
    return ", ".join(str(capfirst(str(rule))) for rule in ending)


def _lines(page: "Page[Any]", current: Currency) -> Iterator[EntryLine]:
    """Yield what became of each entry of a page."""
    explained: dict[Any, Line] = {line.entry: line for line in current.explanation}
    for entry in page:
        line = explained.get(entry.pk)
        reversal = getattr(entry, "reversed_by", None)
        is_standing = reversal is None and entry.reverses_id is None
        why = entry.rejected_reason or wording.why(line, entry.kind)
        if not is_standing:
            why = _("takes another entry back") if reversal is None else _("taken back")
        yield EntryLine(entry, why, bool(line and line.is_counted), is_standing)
