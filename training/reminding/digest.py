"""What coordinators read once a week: whose training runs out, and which seats there are."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.links import absolute
from mentorship.notifications.reminders import ReminderPlan
from programmes.enums import ParticipantRole
from programmes.models import Programme
from training.enums import CurrencyRule, CurrencyStatus
from training.models import Session, Standing
from training.queries.digest import already_told, coordinators_by_programme, running_out
from training.queries.register import bookings_of
from training.queries.sessions import open_refreshers
from training.reminding.steps import at_a_decent_hour, morning

# Whose refresher falls due within so many days is told; and whose training lapsed so lately.
AHEAD = timedelta(days=60)
LATELY = timedelta(days=30)

# So many names of each group, and of sessions; the register has them all.
MOST_NAMES = 12
MOST_SESSIONS = 5
A_WEEK = timedelta(days=7)


@dataclass(slots=True)
class Digest:
    """Who is told of in one programme, in four groups."""

    programme: Programme
    due: list[Standing] = field(default_factory=list)
    in_grace: list[Standing] = field(default_factory=list)
    lapsed: list[Standing] = field(default_factory=list)
    other: list[Standing] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to tell."""
        return not (self.due or self.in_grace or self.lapsed or self.other)


def digest_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield this week's digest for each coordinator and programme that has something to tell.

    The number of queries grows with the programmes that have, not with their people.
    """
    digests = [each for each in digests_of(now) if not each.is_empty]
    team = coordinators_by_programme([each.programme.pk for each in digests])
    told = already_told(now)
    for digest in digests:
        about = about_key(digest.programme)
        waiting = [
            (person, week)
            for person in team[digest.programme.pk]
            if (person.pk, about, week_name(week := monday(now, person))) not in told
        ]
        if not waiting:
            continue
        sessions = open_refreshers(digest.programme, ParticipantRole.MENTOR)
        for person, week in waiting:
            yield _plan(digest, person, week, sessions, now)


def digests_of(now: datetime, programmes: Collection[Programme] | None = None) -> list[Digest]:
    """Return what each programme has to tell; three queries."""
    today = timezone.localdate(now)
    standings = running_out(today, ahead=AHEAD, lately=LATELY, programmes=programmes)
    bookings = bookings_of({row.person_id for row in standings}, now)
    by_programme: dict[Programme, Digest] = {}
    for row in standings:
        programme = row.policy.programme
        digest = by_programme.setdefault(programme, Digest(programme))
        if row.rule != CurrencyRule.REFRESHER:
            digest.other.append(row)
        elif row.status == CurrencyStatus.LAPSED:
            digest.lapsed.append(row)
        elif bookings.keeps_current(row):
            continue
        elif row.status == CurrencyStatus.IN_GRACE:
            digest.in_grace.append(row)
        else:
            digest.due.append(row)
    return list(by_programme.values())


def monday(now: datetime, person: Person) -> date:
    """Return the first day of the week, where the person is."""
    today = timezone.localdate(now, person.time_zone)
    return today - timedelta(days=today.weekday())


def week_name(first: date) -> str:
    """Return what a digest calls its week: “week 2027-W10”."""
    year, week, _day = first.isocalendar()
    return f"week {year}-W{week:02}"


def _plan(
    digest: Digest, person: Person, week: date, sessions: Sequence[Session], now: datetime
) -> ReminderPlan:
    """Return the digest of one coordinator."""
    zone = person.time_zone
    return ReminderPlan(
        recipient=person,
        about=about_key(digest.programme),
        occurrence=week_name(week),
        due_at=at_a_decent_hour(morning(week, zone), now, zone),
        stale_after=morning(week + A_WEEK, zone),
        organisation=digest.programme.organisation,
        programme_id=digest.programme.pk,
        context=_context(digest, person, sessions),
    )


def _context(digest: Digest, person: Person, sessions: Sequence[Session]) -> dict[str, object]:
    """Return what a digest says, in plain values of the reader's language."""
    programme = digest.programme
    with translation.override(person.language), timezone.override(person.time_zone):
        groups = [
            {"title": title, "names": names[:MOST_NAMES], "more": len(names[MOST_NAMES:])}
            for title, names in (
                (_("Due within 60 days"), [_expiry(row) for row in digest.due]),
                (_("In grace"), [_grace(row) for row in digest.in_grace]),
                (_("Lapsed in the last 30 days"), [_name(row) for row in digest.lapsed]),
                (_("Practice or review runs out"), [_other(row) for row in digest.other]),
            )
            if names
        ]
        seats = [_seats(session) for session in sessions[:MOST_SESSIONS]]
    page = _page(digest, has_seats=bool(sessions))
    return {
        "programme_name": programme.name,
        "due": len(digest.due),
        "in_grace": len(digest.in_grace),
        "lapsed": len(digest.lapsed),
        "other": len(digest.other),
        "groups": groups,
        "seats": seats,
        "page": page,
        "action_url": absolute(reverse(f"training:{page}", args=(programme.slug,))),
    }


def _page(digest: Digest, *, has_seats: bool) -> str:
    """Return where the one action leads: to invite mentors, to plan for them, or to look."""
    needing = [*digest.due, *digest.in_grace, *digest.lapsed]
    if not any(row.policy.role == ParticipantRole.MENTOR for row in needing):
        return "register"
    return "register-invite" if has_seats else "session-add"


def _name(row: Standing) -> str:
    """Return somebody's name; of mentees, that they are."""
    if row.policy.role == ParticipantRole.MENTOR:
        return row.person.name
    return _("%(name)s (mentee)") % {"name": row.person.name}


def _expiry(row: Standing) -> str:
    """Say until when somebody is in date."""
    return _("%(name)s, until %(day)s") % {"name": _name(row), "day": _day(row.expires_on)}


def _grace(row: Standing) -> str:
    """Say when somebody lapses."""
    return _("%(name)s, lapses on %(day)s") % {"name": _name(row), "day": _day(row.lapses_on)}


def _other(row: Standing) -> str:
    """Say which clock of somebody runs out, and when."""
    facts = {"name": _name(row), "day": _day(row.expires_on)}
    if row.rule == CurrencyRule.REVIEW:
        return _("%(name)s, review by %(day)s") % facts
    return _("%(name)s, practice with mentees by %(day)s") % facts


def _seats(session: Session) -> str:
    """Say which session has how many places."""
    return _("“%(title)s” on %(day)s: %(count)s free") % {
        "title": session.title,
        "day": date_format(timezone.localtime(session.starts_at), "j F"),
        "count": session.free_places,
    }


def _day(day: date | None) -> str:
    """Return a day in short."""
    return date_format(day, "j F") if day else "–"
