"""What this app shows on a participant's page: how current they are, and what they attended."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.access import allows
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.together import Reads, Telling
from programmes.models import Participant
from programmes.person_facts import Fact, Moment, Section
from training import wording
from training.enums import CurrencyStatus, EntryKind, EntrySource
from training.models import CurrencyPolicy, Enrolment, LedgerEntry, Waiver
from training.models.ledger import LedgerEntryQuerySet
from training.policies import rules_of
from training.queries.currency import RecordReads, policy_among, today_at
from training.queries.register import counted_bookings
from training.queries.waivers import waivers_among

TRAINING = 30


def facts_of_training(participant: Participant, viewer: Person) -> Telling[Section | Moment]:
    """Yield how current the participant is, and what they learnt, as far as the viewer may see."""
    # Meetings tell of practice themselves.
    entries = _entries(participant).exclude(kind=EntryKind.PRACTICE).visible_to(viewer)
    lines = entries.values_list(
        "pk", "session_id", "kind", "earned_on", "hours", "source", "session__title", named=True
    )
    yield Reads(lines)
    yield from _currency(participant, viewer)
    for line, hours in _by_occasion(lines):
        number = 1 if hours == 1 else 2
        words = ngettext("%(kind)s, %(hours)s hour", "%(kind)s, %(hours)s hours", number)
        kind = EntryKind(line.kind).label
        yield Moment(
            line.earned_on,
            line.session__title if line.session_id else str(EntrySource(line.source).label),
            words % {"kind": kind, "hours": wording.amount(hours)},
            icon="academic-cap",
        )


def _currency(participant: Participant, viewer: Person) -> Telling[Section | Moment]:
    """Yield how current the participant is, for those who may see training here."""
    programme = participant.cohort.programme
    where = {"organisation_id": programme.organisation_id, "programme_id": programme.pk}
    if not allows(viewer, Permission.VIEW_TRAINING, **where):
        return
    role, person, today = participant.role, participant.person_id, today_at(programme.organisation)
    policies = CurrencyPolicy.objects.filter(programme=programme, role=role)
    reads = RecordReads([person], programme, role)
    learnt = _learnt(participant)
    bookings = counted_bookings(timezone.now()).filter(person=person)
    bookings = bookings.select_related(None).select_related("session__course")
    waivers = waivers_among(programme, role, [person], today)
    yield Reads(policies, reads.entries, reads.pauses, learnt, bookings, waivers)
    policy = policy_among(policies, programme, role)
    is_practice_asked = policy.activity_months is not None
    if is_practice_asked:
        yield Reads(reads.practice)
    record = reads.records(is_practice_asked=is_practice_asked)[person]
    current = record.currency_on(today, rules_of(policy))
    status = CurrencyStatus(current.status)
    facts = [
        Fact(_("In date until"), wording.day(current.expires_on) if current.expires_on else "–"),
        Fact(_("Hours so far"), wording.hours(next(iter(learnt), Decimal(0)))),
        Fact(_("Next session"), _next_session(participant, bookings)),
    ]
    if waivers:
        facts.append(Fact(_("Waived"), _waived(list(waivers)[-1])))
    if current.restore:
        facts.insert(1, Fact(_("What is missing"), wording.restore_sentence(current)))
    yield Section(
        "training.currency",
        _("Training"),
        TRAINING,
        tuple(facts),
        tone=wording.TONES[status],
        word=str(status.label),
        action=_("Why, entry by entry"),
        url=reverse("training:register-person", args=(programme.slug, participant.pk)),
    )


def _by_occasion(lines: Iterable[Any]) -> Iterator[tuple[Any, Decimal]]:
    """Yield one line for each occasion with the hours of all its lines, in their order."""
    first: dict[Hashable, Any] = {}
    hours: defaultdict[Hashable, Decimal] = defaultdict(Decimal)
    for line in lines:
        key = (line.session_id or line.pk, line.kind, line.earned_on)
        first.setdefault(key, line)
        hours[key] += line.hours
    return ((line, hours[key]) for key, line in first.items())


def _waived(waiver: Waiver) -> str:
    """Say until when, by whom and why training is waived."""
    return _("until %(until)s by %(by)s: %(reason)s") % {
        "until": wording.day(waiver.ends_on),
        "by": waiver.given_by.short_name,
        "reason": waiver.reason,
    }


def _entries(participant: Participant) -> LedgerEntryQuerySet:
    """Return the hours that stand, of the participant in their role and organisation."""
    return LedgerEntry.objects.standing().filter(
        person=participant.person,
        role=participant.role,
        organisation=participant.cohort.programme.organisation_id,
    )


def _learnt(participant: Participant) -> "QuerySet[LedgerEntry, Decimal]":
    """Return one number: how many hours the participant learnt so far; none without any."""
    learnt = _entries(participant).learnt().filter(is_assured=True).order_by()
    return learnt.values("person").annotate(sum=Sum("hours")).values_list("sum", flat=True)


def _next_session(participant: Participant, bookings: Iterable[Enrolment]) -> str:
    """Return the next refresher or gathering at which the participant has a place."""
    for booking in bookings:
        session = booking.session
        if participant.role in session.roles and not session.has_begun:
            return _("%(title)s, %(day)s") % {
                "title": session.title,
                "day": date_format(timezone.localtime(session.starts_at), "j F"),
            }
    return "–"
