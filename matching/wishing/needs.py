"""What requests put on Today: mentees who asked, got no answer, and have asked nobody since."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.enums import CURRENT_STATES
from matching.models import MatchMember, MatchRequest
from matching.rounds.enums import RoundState
from matching.wishing.enums import RequestState
from matching.wording import short_names
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.models import Programme
from programmes.needs import Need, Urgency, tells_needs

MOST_NAMES = 3


@tells_needs(
    Permission.MANAGE_MATCHES,
    gate=lambda: Exists(
        MatchRequest.objects.filter(
            state=RequestState.EXPIRED,
            round__state=RoundState.OPEN,
            round__cohort__programme=OuterRef("pk"),
        )
    ),
)
def needs_of_requests(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield one need for each round in which mentees were left without an answer; one query."""
    left = _left_alone(programme)
    for chosen in dict.fromkeys(request.round for request in left):
        own = [request for request in left if request.round_id == chosen.pk]
        names = short_names(request.mentee.person for request in own[:MOST_NAMES])
        yield Need(
            key=f"matching.requests.{chosen.pk}",
            title=ngettext(
                "%(count)d mentee asked a mentor and got no answer",
                "%(count)d mentees asked a mentor and got no answer",
                len(own),
            )
            % {"count": len(own)},
            reason=names
            if len(own) <= MOST_NAMES
            else _("%(names)s and others") % {"names": names},
            action=_("See requests"),
            url=reverse("matching:request-list", args=(programme.slug, chosen.pk)),
            urgency=Urgency.SOON,
            participants=frozenset(request.mentee_id for request in own),
        )


def _left_alone(programme: Programme) -> list[MatchRequest]:
    """Return the last request of each mentee that ran out, where nothing has followed it."""
    later = MatchRequest.objects.filter(
        round=OuterRef("round"), mentee=OuterRef("mentee"), asked_at__gt=OuterRef("asked_at")
    )
    matched = MatchMember.objects.filter(
        participant=OuterRef("mentee"), match__state__in=CURRENT_STATES
    )
    ended = MatchRequest.objects.filter(
        ~Exists(later),
        ~Exists(matched),
        state=RequestState.EXPIRED,
        round__state=RoundState.OPEN,
        round__cohort__programme=programme,
    )
    return list(ended.select_related("round", "mentee__person").order_by("answered_at", "pk"))
