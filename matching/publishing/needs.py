"""What sendings put on Today: mentees who are free again, pairs that could not be asked."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.actions.proposals import MATCHABLE
from matching.enums import CURRENT_STATES, MatchState
from matching.models import MatchMember, Round, SendingPair
from matching.publishing.emails import NO_MATCH_YET
from matching.publishing.enums import LineState, SendingState
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.models import Message
from programmes.enums import ParticipantRole
from programmes.models import Participant, Programme
from programmes.needs import Need, Urgency, tells_needs

MOST_NAMES = 3
OVER = (MatchState.DECLINED, MatchState.EXPIRED)


@tells_needs(
    Permission.MANAGE_MATCHES,
    gate=lambda: Exists(
        Round.objects.open().filter(
            cohort__programme=OuterRef("pk"), sendings__state=SendingState.SENT
        )
    ),
)
def needs_of_answers(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield what the answers to proposals leave to do in the open round; three queries at most."""
    rounds = Round.objects.open().filter(
        cohort__programme=programme, sendings__state=SendingState.SENT
    )
    for chosen in rounds.distinct().order_by("pk")[:1]:
        yield from _free_again(programme, chosen)
        yield from _refused(programme, chosen)


def _free_again(programme: Programme, chosen: Round) -> Iterator[Need]:
    """Yield that mentees whose proposal came to nothing have nobody, and were not told so."""
    own = MatchMember.objects.filter(participant=OuterRef("pk"))
    told = Message.objects.filter(
        kind=NO_MATCH_YET.name, recipient=OuterRef("person"), about=about_key(chosen)
    )
    free = (
        Participant.objects.filter(cohort=chosen.cohort_id, role=ParticipantRole.MENTEE)
        .in_states(MATCHABLE)
        .filter(Exists(own.filter(match__state__in=OVER, match__sending_line__isnull=False)))
        .exclude(Exists(own.filter(match__state__in=CURRENT_STATES)))
        .exclude(Exists(told))
        .select_related("person")
        .order_by("person__name", "pk")
    )
    places = list(free)
    if not places:
        return
    names = ", ".join(place.person.name for place in places[:MOST_NAMES])
    if len(places) > MOST_NAMES:
        names = _("%(names)s and others") % {"names": names}
    yield Need(
        key="matching.free_again",
        title=ngettext(
            "%(count)d mentee is free again", "%(count)d mentees are free again", len(places)
        )
        % {"count": len(places)},
        reason=_("A proposal was declined, or nobody answered in time: %(names)s")
        % {"names": names},
        action=_("See who could be next"),
        url=reverse("matching:sending-answers", args=(programme.slug, chosen.pk)),
        urgency=Urgency.NOW,
        participants=frozenset(place.pk for place in places),
    )


def _refused(programme: Programme, chosen: Round) -> Iterator[Need]:
    """Yield that pairs of a sending could not be asked, while their mentees have nobody."""
    current = MatchMember.objects.filter(
        participant=OuterRef("mentee"), match__state__in=CURRENT_STATES
    )
    later = SendingPair.objects.filter(
        mentee=OuterRef("mentee"),
        state__in=[LineState.IN, LineState.ASKED, LineState.LEFT_OUT],
        sending__staged_at__gt=OuterRef("sending__staged_at"),
    )
    lines = (
        SendingPair.objects.filter(sending__round=chosen, state=LineState.REFUSED)
        .exclude(Exists(current))
        .exclude(Exists(later))
        .select_related("mentee__person")
        .order_by(F("sending__sent_at").desc(), "mentee__person__name", "pk")
    )
    refused = list(lines)
    if not refused:
        return
    yield Need(
        key="matching.not_asked",
        title=ngettext(
            "%(count)d pair could not be asked", "%(count)d pairs could not be asked", len(refused)
        )
        % {"count": len(refused)},
        reason=f"{refused[0].mentee.person.name}: {refused[0].reason}",
        action=_("See why"),
        url=reverse("matching:sending", args=(programme.slug, refused[0].sending_id)),
        urgency=Urgency.SOON,
        participants=frozenset(line.mentee_id for line in refused),
    )
