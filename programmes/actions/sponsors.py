"""Who champions a programme: ending it, and handing it over in one act."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.actions.charters import (
    add_version,
    ask_for_signature,
    lock_programme,
    texts_of,
    withdraw_requests_to,
)
from programmes.actions.team import appoint_sponsor
from programmes.emails.charters import post_hand_over
from programmes.enums import CharterPlan, CharterState
from programmes.handover import draw_hand_over
from programmes.models import Charter, Programme, SignOff, Sponsorship


class AlreadySponsorError(Exception):
    """They stand for the programme already; nothing was changed."""


class AlreadyEndedError(Exception):
    """Somebody else ended the sponsorship meanwhile; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Handover:
    """The new sponsorship, and what they were asked to sign, if anything."""

    sponsorship: Sponsorship
    sign_off: SignOff | None = None


@transaction.atomic
def end_sponsorship(sponsorship: Sponsorship, *, reason: str, by: Person | None) -> None:
    """End it today, and withdraw what they were asked to sign; recorded.

    Reminders of reviews stop by themselves. Raises AlreadyEndedError.
    """
    lock_programme(sponsorship.programme)
    ended_on = max(timezone.localdate(), sponsorship.started_on)
    current = Sponsorship.objects.current().filter(pk=sponsorship.pk)
    if not current.update(ended_on=ended_on, ended_reason=reason):
        raise AlreadyEndedError
    sponsorship.ended_on, sponsorship.ended_reason = ended_on, reason
    withdraw_requests_to(sponsorship, by=by)
    _record("sponsor.ended", sponsorship, by=by)


@transaction.atomic
def change_sponsor(
    sponsorship: Sponsorship,
    *,
    person: Person,
    position: str,
    reason: str,
    plan: CharterPlan,
    by: Person,
) -> Handover:
    """End a sponsorship, appoint the next sponsor, and decide about the charter; recorded.

    With ASK the new sponsor is asked at once to sign the same text, as a new version; with WRITE
    that version becomes a draft. Raises AlreadySponsorError or AlreadyEndedError.
    """
    programme = sponsorship.programme
    lock_programme(programme)
    if programme.sponsorships.current().filter(person=person).exists():
        raise AlreadySponsorError
    text = text_to_hand_over(programme)
    end_sponsorship(sponsorship, reason=reason, by=by)
    new = appoint_sponsor(programme=programme, person=person, by=by, position=position)
    if plan == CharterPlan.LEAVE or text is None or has_draft(programme):
        return Handover(new)
    charter = add_version(programme, by=by, **texts_of(text))
    if plan == CharterPlan.WRITE:
        return Handover(new)
    return Handover(new, ask_for_signature(charter, sponsorship=new, by=by))


def send_hand_over(sponsorship: Sponsorship, *, by: Person) -> None:
    """Draw the hand-over pack and send it to a sponsor, at most once a day; recorded.

    Raises `PdfError` when it cannot be drawn.
    """
    day = timezone.localdate()
    pack = draw_hand_over(sponsorship.programme, reader=sponsorship.person, day=day)
    with transaction.atomic():
        post_hand_over(sponsorship, by=by, pdf=pack, day=day)
        _record("sponsor.pack_sent", sponsorship, by=by, day=day)


def text_to_hand_over(programme: Programme) -> Charter | None:
    """Return the version whose text a new sponsor would sign: what is asked for, or in force."""
    versions = programme.charters.filter(
        state__in=(CharterState.AWAITING_SIGNATURE, CharterState.SIGNED)
    )
    return versions.order_by("-version").first()


def has_draft(programme: Programme) -> bool:
    """Tell whether somebody writes the next version already."""
    return programme.charters.filter(state=CharterState.DRAFT).exists()


def _record(
    kind: str, sponsorship: Sponsorship, *, by: Person | None, day: date | None = None
) -> None:
    """Record under the organisation that the programme belongs to; reasons do not belong there."""
    changes: dict[str, object] = {"person": sponsorship.person_id}
    if day is not None:
        changes["day"] = day.isoformat()
    organisation_id = sponsorship.programme.organisation_id
    record(kind, sponsorship, by=by, organisation_id=organisation_id, changes=changes)
