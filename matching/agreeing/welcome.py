"""What agreements put on a participant's home: one to sign, or none yet though they meet."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from matching.agreeing.enums import AgreementState
from matching.agreeing.queries import AGREEING_STATES
from matching.enums import MatchState, MeetingState
from matching.models import Agreement, Match, Meeting, Signature
from matching.models.agreement import AgreementQuerySet
from matching.wording import short_names, you_with
from mentorship.accounts.models import Person
from programmes.cards import Card

# To sign comes before planning; to write comes after the next meeting.
SIGN, WRITE = 24, 36


def agreements_to_sign(person: Person) -> AgreementQuerySet:
    """Return the agreements that wait for somebody's signature, the oldest first."""
    signed = Signature.objects.filter(agreement=OuterRef("pk"), member__participant__person=person)
    return (
        Agreement.objects.visible_to(person)
        .filter(~Q(Exists(signed)))
        .filter(state=AgreementState.PROPOSED, match__state__in=AGREEING_STATES)
        .select_related("written_by")
        .order_by("written_at", "pk")
    )


def without_agreement(person: Person) -> QuerySet[Match, UUID]:
    """Return somebody's matches that plan to meet, or have met, and have agreed nothing yet."""
    counts = (AgreementState.PROPOSED, AgreementState.IN_FORCE)
    agreed = Agreement.objects.filter(match=OuterRef("pk"), state__in=counts)
    meets = Meeting.objects.filter(
        match=OuterRef("pk"), state__in=(MeetingState.PLANNED, MeetingState.HELD)
    )
    states = AGREEING_STATES - {MatchState.PAUSED}
    return (
        Match.objects.involving(person)
        .filter(~Exists(agreed), Exists(meets), state__in=states)
        .values_list("pk", flat=True)
    )


def cards_to_sign(_person: Person, waiting: Sequence[Agreement]) -> Iterator[Card]:
    """Yield a card for each agreement to sign."""
    for agreement in waiting:
        yield _to_sign(agreement)


def cards_to_agree(
    person: Person, without: Sequence[UUID], matches: Sequence[Match]
) -> Iterator[Card]:
    """Yield a card for each match that has agreed nothing yet."""
    for match in matches:
        if match.pk in without:
            yield _to_write(match, person)


def _to_sign(agreement: Agreement) -> Card:
    """Ask for a signature."""
    words = {"name": agreement.written_by.short_name}
    is_change = agreement.version > 1
    headline = (
        _("%(name)s suggests a change of what you agreed")
        if is_change
        else _("%(name)s wrote down how you could work together")
    )
    return Card(
        key=f"matching.sign.{agreement.pk}",
        headline=headline % words,
        title=_("An agreement waits for your signature"),
        text=_("Five lines to read. You sign with one tap, or suggest other words."),
        action=_("Read and sign"),
        url=reverse("matching:my-agreement", args=(agreement.match_id,)),
        order=SIGN,
    )


def _to_write(match: Match, person: Person) -> Card:
    """Suggest to write down how they work together."""
    names = short_names(match.others_than(person))
    return Card(
        key=f"matching.agree.{match.pk}",
        headline=_("How do you and %(names)s work together?") % {"names": names},
        title=_("%(you)s have no agreement yet") % {"you": you_with(match, person)},
        text=_("Five lines, written for you to change: what for, how often, until when."),
        action=_("Write it down"),
        url=reverse("matching:my-agreement-write", args=(match.pk,)),
        order=WRITE,
    )
