"""What this app puts on Today: mentors about to lapse, and sessions nobody has ticked."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.enums import ParticipantRole
from programmes.gates import NOW
from programmes.models import Programme
from programmes.needs import Need, NeedSources, Urgency, tells_needs
from training import wording
from training.currency.days import add_months
from training.enums import CurrencyStatus
from training.models import Session, Standing
from training.queries.invitations import invited_to_any
from training.queries.register import TO_INVITE, to_invite
from training.queries.sessions import is_refresher, open_refreshers
from training.sessions_ahead import needs_of_sessions

# Older sessions that nobody ticked are in the list of past sessions, no longer on Today.
MOST_UNTICKED = 3


@tells_needs(
    Permission.MANAGE_TRAINING,
    gate=lambda: Exists(
        Standing.objects.filter(
            policy__programme=OuterRef("pk"),
            policy__role=ParticipantRole.MENTOR,
            status__in=TO_INVITE,
            is_paused=False,
        )
    ),
)
def _mentors_about_to_lapse(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield one need for all mentors whose refresher is due, unless all of them were invited.

    Three queries at most.
    """
    standings = to_invite(programme, ParticipantRole.MENTOR, timezone.now())
    if not standings:
        return
    sessions = open_refreshers(programme, ParticipantRole.MENTOR)
    session = next(iter(sessions), None)
    invited = {person for people in invited_to_any(sessions).values() for person in people}
    if {row.person_id for row in standings} <= invited:
        return
    has_lapsed = any(row.status == CurrencyStatus.LAPSED for row in standings)
    yield Need(
        key="training.lapses",
        title=_who_lapses(standings),
        reason=_free_places(session) if session else _("No refresher has a free place"),
        action=_("Invite them") if session else _("Plan a refresher"),
        url=reverse(
            "training:register-invite" if session else "training:session-add",
            args=(programme.slug,),
        ),
        urgency=Urgency.NOW if has_lapsed else Urgency.SOON,
    )


def _who_lapses(standings: Sequence[Standing]) -> str:
    """Say how many mentors lapse, and before which month; or that they have lapsed."""
    lapsing = [row for row in standings if row.status != CurrencyStatus.LAPSED]
    count = len(lapsing) or len(standings)
    facts = {"count": wording.number(count)}
    last = max((row.lapses_on for row in lapsing if row.lapses_on), default=None)
    if last is None:
        return (
            ngettext("%(count)s mentor has lapsed", "%(count)s mentors have lapsed", count) % facts
        )
    facts["month"] = date_format(_month_after(last), "F")
    return (
        ngettext(
            "%(count)s mentor lapses before %(month)s",
            "%(count)s mentors lapse before %(month)s",
            count,
        )
        % facts
    )


def _month_after(day: date) -> date:
    """Return the first day of the month after a day."""
    return add_months(day.replace(day=1), 1)


def _free_places(session: Session) -> str:
    """Say how many places a session has: “The March refresher has nine free places”."""
    count = session.free_places
    if is_refresher(session):
        sentence = ngettext(
            "The %(month)s refresher has %(count)s free place",
            "The %(month)s refresher has %(count)s free places",
            count,
        )
    else:
        sentence = ngettext(
            "The %(month)s gathering has %(count)s free place",
            "The %(month)s gathering has %(count)s free places",
            count,
        )
    return sentence % {
        "month": date_format(session.starts_at, "F"),
        "count": wording.number(count).lower(),
    }


@tells_needs(
    Permission.RECORD_ATTENDANCE,
    gate=lambda: Exists(
        Session.objects.filter(programme=OuterRef("pk")).awaiting_attendance(NOW).order_by()
    ),
)
def _unticked_sessions(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield the latest sessions of which nobody has said who was there."""
    sessions = Session.objects.filter(programme=programme).awaiting_attendance()
    for session in sessions[:MOST_UNTICKED]:
        yield Need(
            key=f"training.unticked.{session.starts_at:%Y%m%d}.{session.pk}",
            title=_("Who was at “%(title)s”?") % {"title": session.title},
            reason=_("It was on %(day)s. Until you say, nobody’s hours count")
            % {"day": date_format(timezone.localtime(session.starts_at), "l j F")},
            action=_("Tick who was there"),
            url=reverse("training:attendance", args=(programme.slug, session.pk)),
            urgency=Urgency.SOON,
        )


needs_of_training = NeedSources((_mentors_about_to_lapse, needs_of_sessions, _unticked_sessions))
