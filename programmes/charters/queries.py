"""Reads about charters: what a link names, whether it still may act, and who is told."""

from enum import StrEnum

from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from programmes.charters.links import BrokenLinkError, ReviewLink, SignOffLink
from programmes.enums import CharterState, SignOffState
from programmes.models import (
    Charter,
    CharterReview,
    Programme,
    ProgrammePolicy,
    SignOff,
    Sponsorship,
)


class LinkState(StrEnum):
    """Whether a link still may act, and if not, why."""

    OPEN = "open"
    SIGNED = "signed"
    SENT_BACK = "sent_back"
    ANSWERED = "answered"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    NOT_SPONSOR = "not_sponsor"
    EXPIRED = "expired"

    @property
    def is_done(self) -> bool:
        """Tell whether the link has done its work, so that its page is a receipt."""
        return self in {LinkState.SIGNED, LinkState.SENT_BACK, LinkState.ANSWERED}


def coordinators_of(programme: Programme) -> list[Person]:
    """Return who looks after the programme's people and can sign in, by name."""
    roles = [role for role in Role if Permission.MANAGE_PEOPLE in ROLE_PERMISSIONS[role]]
    current = programme.team.current().filter(role__in=roles)
    people = Person.objects.who_can_sign_in().filter(team_memberships__in=current)
    return list(people.distinct().order_by("name", "pk"))


def policy_of(programme: Programme) -> ProgrammePolicy:
    """Return what the programme agreed with itself, or what is usual."""
    return ProgrammePolicy.objects.filter(programme=programme).first() or ProgrammePolicy(
        programme=programme
    )


def last_version(programme: Programme) -> Charter | None:
    """Return the version with the highest number, whatever became of it."""
    return programme.charters.order_by("-version").first()


def sign_off_of(link: SignOffLink) -> SignOff:
    """Return the request that a link names; raises `BrokenLinkError` when there is none."""
    found = SignOff.objects.filter(pk=link.sign_off_id, charter_id=link.charter_id)
    sign_off = found.select_related(
        "charter__programme__organisation", "sponsorship__person", "asked_by"
    ).first()
    if sign_off is None:
        raise BrokenLinkError
    return sign_off


def state_of_request(sign_off: SignOff) -> LinkState:
    """Tell whether a request may still be answered by its link, and if not, why."""
    if sign_off.state == SignOffState.SIGNED:
        return LinkState.SIGNED
    if sign_off.state == SignOffState.SENT_BACK:
        return LinkState.SENT_BACK
    if not is_current(sign_off.sponsorship):
        return LinkState.NOT_SPONSOR
    if sign_off.state == SignOffState.WITHDRAWN:
        return LinkState.WITHDRAWN
    if sign_off.charter.state != CharterState.AWAITING_SIGNATURE:
        return LinkState.SUPERSEDED
    return LinkState.EXPIRED if sign_off.is_over(timezone.now()) else LinkState.OPEN


def review_of(link: ReviewLink) -> CharterReview:
    """Return the review that a link names; raises `BrokenLinkError` when there is none."""
    found = CharterReview.objects.filter(pk=link.review_id, charter_id=link.charter_id)
    review = found.select_related("charter__programme__organisation", "charter__signed_by").first()
    if review is None:
        raise BrokenLinkError
    return review


def state_of_review(review: CharterReview) -> LinkState:
    """Tell whether a review may still be answered by its link, and if not, why."""
    if review.answered_at is not None:
        return LinkState.ANSWERED
    if review.charter.state != CharterState.SIGNED:
        return LinkState.SUPERSEDED
    if sponsorship_behind(review.charter) is None:
        return LinkState.NOT_SPONSOR
    return LinkState.SETTLED if review.settled_at is not None else LinkState.OPEN


def is_current(sponsorship: Sponsorship) -> bool:
    """Tell whether somebody is sponsor still, and has not left the organisation."""
    return Sponsorship.objects.reachable().filter(pk=sponsorship.pk).exists()


def sponsorship_behind(charter: Charter) -> Sponsorship | None:
    """Return the sponsorship of whoever signed a charter, if they are sponsor and here still."""
    return (
        Sponsorship.objects.reachable()
        .filter(programme_id=charter.programme_id, person=charter.signed_by)
        .select_related("person")
        .first()
    )
