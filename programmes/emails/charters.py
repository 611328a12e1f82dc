"""The messages about a charter: to its sponsor, and to those who run the programme."""

from datetime import date, datetime, timedelta

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.notifications.actions import Enclosure, post
from mentorship.notifications.enums import Category, SendPolicy
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.rendering import Rendered, render
from programmes.charters.links import SIGNING_LIVES, ReviewLink, SignOffLink
from programmes.charters.queries import coordinators_of
from programmes.enums import TextKind
from programmes.models import Charter, CharterReview, MessageText, Programme, SignOff, Sponsorship

# Whoever holds the link in it may sign, so that no outbox shows its text to those who ask.
CHARTER_REQUEST = register(
    MessageKind(
        name="programmes.charter_request",
        title=_("Charter for the sponsor's signature"),
        why=_("you are the sponsor of this programme"),
        policy=SendPolicy.RESEND,
    )
)
CHARTER_SIGNED = register(
    MessageKind(
        name="programmes.charter_signed",
        title=_("Confirmation of a signature"),
        why=_("you have just signed this charter"),
        is_open_to_coordinators=True,
    )
)
CHARTER_REVIEW = register(
    MessageKind(
        name="programmes.charter_review",
        title=_("Reminder of a charter's review"),
        why=_("you signed this charter as sponsor of the programme"),
        category=Category.PROGRAMME,
        is_reminder=True,
    )
)
CHARTER_NEWS = register(
    MessageKind(
        name="programmes.charter_news",
        title=_("The sponsor's answer"),
        why=_("you coordinate this programme"),
        is_open_to_coordinators=True,
    )
)
CHARTER_SILENCE = register(
    MessageKind(
        name="programmes.charter_silence",
        title=_("The sponsor is silent"),
        why=_("you coordinate this programme"),
        is_open_to_coordinators=True,
    )
)
HAND_OVER = register(
    MessageKind(
        name="programmes.hand_over",
        title=_("Hand-over pack for a new sponsor"),
        why=_("you are the sponsor of this programme"),
        is_open_to_coordinators=True,
    )
)


def post_charter_request(sign_off: SignOff) -> None:
    """Ask a sponsor to sign; dropped when it could not leave before its link is over."""
    programme = sign_off.charter.programme
    post(
        CHARTER_REQUEST,
        recipient=sign_off.sponsorship.person,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=sign_off,
        occurrence="request",
        stale_after=sign_off.expires_at - timedelta(days=1),
        context=_request_facts(
            sign_off.charter,
            by=sign_off.asked_by,
            last_day=sign_off.expires_at,
            url=SignOffLink.of(sign_off).url,
        ),
    )


def preview_charter_request(charter: Charter, *, sponsor: Person, by: Person) -> Rendered:
    """Return the mail as it would leave now; its link leads nowhere."""
    return render(
        CHARTER_REQUEST,
        recipient=sponsor,
        organisation=charter.programme.organisation,
        context=_request_facts(
            charter, by=by, last_day=timezone.now() + SIGNING_LIVES, url=absolute("/charters/…")
        ),
    )


def post_charter_signed(sign_off: SignOff, *, review_on: date) -> None:
    """Confirm to a sponsor what they signed, once."""
    charter = sign_off.charter
    post(
        CHARTER_SIGNED,
        recipient=sign_off.sponsorship.person,
        organisation=charter.programme.organisation,
        programme_id=charter.programme_id,
        about=sign_off,
        occurrence="signed",
        context={
            "programme": charter.programme.name,
            "version": charter.version,
            "signed_name": sign_off.signed_name,
            "signed_at": sign_off.ended_at,
            "review_on": review_on,
            "asked_by": sign_off.asked_by.name if sign_off.asked_by else "",
            "asked_by_address": (sign_off.asked_by.email or "") if sign_off.asked_by else "",
            "action_url": SignOffLink.of(sign_off).url,
        },
    )


def review_facts(review: CharterReview) -> dict[str, object]:
    """Return what a reminder of a review says; the same each time it is reckoned."""
    charter = review.charter
    return {
        "programme": charter.programme.name,
        "version": charter.version,
        "signed_at": charter.signed_at,
        "due_on": review.due_on,
        "action_url": ReviewLink.of(review).url,
        # A sponsor has no account to choose in; the link that stops these mails needs none.
        "preferences_url": "",
    }


def post_charter_news(
    charter: Charter,
    sponsor: Person,
    *,
    news: str,
    about: models.Model,
    words: str = "",
) -> None:
    """Tell each coordinator, once, what the sponsor did: signed, sent_back, or a ReviewAnswer."""
    programme = charter.programme
    for person in coordinators_of(programme):
        post(
            CHARTER_NEWS,
            recipient=person,
            organisation=programme.organisation,
            programme_id=programme.pk,
            about=about,
            occurrence=str(news),
            context={
                "news": str(news),
                "sponsor": sponsor.name,
                "programme": programme.name,
                "version": charter.version,
                "words": words,
                "action_url": _charter_url(programme),
            },
        )


def post_charter_silence(review: CharterReview, now: datetime) -> None:
    """Tell each coordinator, once for each review, that the sponsor does not answer."""
    programme = review.charter.programme
    sponsor = review.charter.signed_by
    today = timezone.localdate(now, programme.organisation.time_zone)
    for person in coordinators_of(programme):
        post(
            CHARTER_SILENCE,
            recipient=person,
            organisation=programme.organisation,
            programme_id=programme.pk,
            about=review,
            occurrence="silence",
            context={
                "sponsor": sponsor.name if sponsor else "",
                "programme": programme.name,
                "days": review.silent_days(today),
                "due_on": review.due_on,
                "action_url": _charter_url(programme),
            },
        )


def post_hand_over(sponsorship: Sponsorship, *, by: Person, pdf: Enclosure, day: date) -> None:
    """Send a sponsor all they need to know of the programme, at most once a day."""
    programme = sponsorship.programme
    post(
        HAND_OVER,
        recipient=sponsorship.person,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=sponsorship,
        occurrence=day.isoformat(),
        context=_hand_over_facts(programme, by),
        attachments=(pdf,),
    )


def preview_hand_over(programme: Programme, *, sponsor: Person, by: Person) -> Rendered:
    """Return the mail with the hand-over pack as it would leave now."""
    return render(
        HAND_OVER,
        recipient=sponsor,
        organisation=programme.organisation,
        context=_hand_over_facts(programme, by),
    )


def _request_facts(
    charter: Charter, *, by: Person | None, last_day: datetime, url: str
) -> dict[str, object]:
    """Return what a request to sign says."""
    programme = charter.programme
    own = MessageText.objects.filter(programme=programme, kind=TextKind.CHARTER_REQUEST).first()
    return {
        "programme": programme.name,
        "version": charter.version,
        "asked_by": by.name if by else "",
        "own_words": own.text if own else "",
        "last_day": last_day,
        "action_url": url,
    }


def _hand_over_facts(programme: Programme, by: Person) -> dict[str, object]:
    """Return what the mail with the hand-over pack says."""
    return {
        "programme": programme.name,
        "purpose": programme.purpose,
        "sent_by": by.name,
        "sent_by_address": by.email or "",
    }


def _charter_url(programme: Programme) -> str:
    """Return where coordinators see the charter."""
    return absolute(reverse("programmes:charter", args=(programme.slug,)))
