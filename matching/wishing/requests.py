"""Requests of mentees to mentors, for the two and for coordinators; and what became of them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Value, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching.enums import DeclineReason
from matching.models import MatchRequest, Round
from matching.wishing.enums import RequestState
from matching.wishing.wording import REQUEST_TONES
from mentorship.accounts.models import Person

if TYPE_CHECKING:
    from django.db.models import QuerySet


def own_requests(person: Person) -> "QuerySet[MatchRequest]":
    """Return the requests that a person made or got, with both people."""
    own = MatchRequest.objects.visible_to(person)
    made, got = own.filter(mentee__person=person), own.filter(mentor__person=person)
    return (made | got).select_related(
        "mentee__person", "mentor__person", "round__cohort__programme__organisation"
    )


def requests_in(chosen: Round) -> "QuerySet[MatchRequest]":
    """Return a round's requests without their words: those that wait first, then the newest."""
    return (
        MatchRequest.objects.filter(round=chosen)
        .select_related("mentee__person", "mentor__person")
        .defer("words")
        .annotate(turn=Case(When(state=RequestState.ASKED, then=Value(0)), default=Value(1)))
        .order_by("turn", "-asked_at", "pk")
    )


def what_became(request: MatchRequest, *, viewer: Person) -> str:
    """Return a sentence that says how far a request is, to one of the two."""
    is_mentor = request.mentor.person_id == viewer.pk
    other = request.mentee.person if is_mentor else request.mentor.person
    at = request.answered_at or request.answer_by
    words = {"name": other.name, "day": date_format(timezone.localtime(at), "l j F, H:i")}
    if is_mentor:
        sentences = {
            RequestState.ASKED: _("%(name)s asks you to be their mentor"),
            RequestState.ACCEPTED: _("You said yes to %(name)s on %(day)s"),
            RequestState.DECLINED: _("You said no to %(name)s on %(day)s"),
            RequestState.EXPIRED: _("The request of %(name)s ended on %(day)s"),
            RequestState.WITHDRAWN: _("%(name)s took the request back on %(day)s"),
        }
    else:
        sentences = {
            RequestState.ASKED: _("You have asked %(name)s"),
            RequestState.ACCEPTED: _("%(name)s said yes on %(day)s"),
            RequestState.DECLINED: _("%(name)s cannot be your mentor this time"),
            RequestState.EXPIRED: _("%(name)s has not answered in time"),
            RequestState.WITHDRAWN: _("You took your request to %(name)s back on %(day)s"),
        }
    state = RequestState.EXPIRED if request.is_too_late_to_answer else RequestState(request.state)
    return sentences[state] % words


def request_rows(requests: Iterable[MatchRequest]) -> list[dict[str, Any]]:
    """Return one row for each request: who asked whom, how far it is, since when."""
    return [
        {
            "mentee": request.mentee.person.name,
            "mentor": request.mentor.person.name,
            "tone": REQUEST_TONES[RequestState(request.state)],
            "state": request.get_state_display(),
            "since": request.answered_at or request.asked_at,
            "answer_by": request.answer_by if request.state == RequestState.ASKED else None,
            "reason": str(DeclineReason(request.declined_reason).label)
            if request.declined_reason
            else "",
        }
        for request in requests
    ]
