"""The messages about intake: nominations, endorsements, and a place that became free."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.enums import Category, SendPolicy
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.rendering import Rendered, render
from programmes.intake.links import EndorsementLink
from programmes.models import Application, Cohort, Endorsement, Nomination, WaitingPlace
from programmes.queries import policy_of

NOMINATION = register(
    MessageKind(
        name="programmes.nomination",
        title=_("Nomination"),
        why=_("somebody of your organisation nominated you"),
        policy=SendPolicy.RESEND,
        is_open_to_coordinators=True,
    )
)
NOMINATION_REMINDER = register(
    MessageKind(
        name="programmes.nomination_reminder",
        title=_("Reminder of a nomination"),
        why=_("somebody of your organisation nominated you"),
        category=Category.PROGRAMME,
        is_reminder=True,
    )
)
NOMINATION_ANSWERED = register(
    MessageKind(
        name="programmes.nomination_answered",
        title=_("Answer to a nomination"),
        why=_("you nominated them"),
        is_open_to_coordinators=True,
    )
)
# Whoever holds the link in it may answer, so that no outbox shows its text to those who ask.
ENDORSEMENT_REQUEST = register(
    MessageKind(
        name="programmes.endorsement_request",
        title=_("Request to endorse a mentee"),
        why=_("you were named as their line manager"),
        policy=SendPolicy.RESEND,
    )
)
ENDORSEMENT_REMINDER = register(
    MessageKind(
        name="programmes.endorsement_reminder",
        title=_("Reminder of a request to endorse"),
        why=_("you were named as their line manager"),
        category=Category.PROGRAMME,
        is_reminder=True,
    )
)
ENDORSEMENT_RECEIPT = register(
    MessageKind(
        name="programmes.endorsement_receipt",
        title=_("Confirmation of an endorsement's answer"),
        why=_("you have just answered"),
        is_open_to_coordinators=True,
    )
)
ENDORSEMENT_NEWS = register(
    MessageKind(
        name="programmes.endorsement_news",
        title=_("The line manager's answer"),
        why=_("you applied to have a mentor"),
        is_open_to_coordinators=True,
    )
)
PLACE_FREE = register(
    MessageKind(
        name="programmes.place_free",
        title=_("A place from the waiting list"),
        why=_("you were on the waiting list"),
        is_open_to_coordinators=True,
    )
)


def post_nomination(nomination: Nomination) -> None:
    """Tell somebody, once, that they are nominated, by whom, and why."""
    programme = nomination.cohort.programme
    post(
        NOMINATION,
        recipient=nomination.nominee,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=nomination,
        occurrence="nomination",
        context=nomination_facts(nomination),
    )


def nomination_facts(nomination: Nomination) -> dict[str, object]:
    """Return what a nomination's mails say; the same each time they are reckoned."""
    return {
        "programme": nomination.cohort.programme.name,
        "role": nomination.role,
        "nominator": nomination.nominated_by.name,
        "nominator_short": nomination.nominated_by.short_name,
        "reason": nomination.reason,
        "action_url": absolute(reverse("programmes:nomination-answer", args=(nomination.pk,))),
    }


def preview_nomination(nomination: Nomination) -> Rendered:
    """Return the mail as it would leave for a nomination that is not stored yet."""
    return render(
        NOMINATION,
        recipient=nomination.nominee,
        organisation=nomination.cohort.programme.organisation,
        context=nomination_facts(nomination),
    )


def post_nomination_answered(nomination: Nomination) -> None:
    """Tell whoever nominated somebody what they answered, once."""
    programme = nomination.cohort.programme
    post(
        NOMINATION_ANSWERED,
        recipient=nomination.nominated_by,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=nomination,
        occurrence="answered",
        context={
            "programme": programme.name,
            "nominee": nomination.nominee.name,
            "nominee_short": nomination.nominee.short_name,
            "role": nomination.role,
            "state": nomination.state,
            "words": nomination.words,
        },
    )


def post_endorsement_request(endorsement: Endorsement, *, occurrence: str = "request") -> None:
    """Ask a line manager; dropped when it could not leave before its link is over."""
    programme = endorsement.application.cohort.programme
    post(
        ENDORSEMENT_REQUEST,
        recipient=endorsement.endorser,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=endorsement,
        occurrence=occurrence,
        stale_after=endorsement.expires_at - timedelta(hours=1),
        context=request_facts(endorsement),
    )


def request_facts(endorsement: Endorsement) -> dict[str, object]:
    """Return what a request to endorse says; the same each time it is reckoned."""
    return _request_facts(
        endorsement.application, endorsement.expires_at, EndorsementLink.of(endorsement).url
    )


def preview_endorsement_request(
    application: Application, *, endorser: Person, last_day: datetime
) -> Rendered:
    """Return the mail as it would leave now; its link leads nowhere."""
    return render(
        ENDORSEMENT_REQUEST,
        recipient=endorser,
        organisation=application.cohort.programme.organisation,
        context=_request_facts(application, last_day, absolute("/endorsements/…")),
    )


def post_endorsement_receipt(endorsement: Endorsement) -> None:
    """Confirm to a line manager what they answered, once."""
    programme = endorsement.application.cohort.programme
    post(
        ENDORSEMENT_RECEIPT,
        recipient=endorsement.endorser,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=endorsement,
        occurrence="receipt",
        context={
            **_answer_facts(endorsement),
            "answered_at": endorsement.answered_at,
            "action_url": EndorsementLink.of(endorsement).url,
        },
    )


def post_endorsement_news(endorsement: Endorsement) -> None:
    """Tell the applicant what their line manager answered, once."""
    application = endorsement.application
    programme = application.cohort.programme
    post(
        ENDORSEMENT_NEWS,
        recipient=application.person,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=endorsement,
        occurrence="news",
        context={
            **_answer_facts(endorsement),
            "action_url": absolute(reverse("programmes:endorsement-own", args=(application.pk,))),
        },
    )


def post_place_free(place: WaitingPlace) -> None:
    """Tell somebody from the waiting list that they have a place; once for each promotion."""
    application = place.application
    programme = application.cohort.programme
    post(
        PLACE_FREE,
        recipient=application.person,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=place,
        occurrence=f"since {timezone.localtime(place.joined_at):%Y-%m-%d %H:%M:%S}",
        context=_place_facts(application.cohort),
    )


def preview_place_free(place: WaitingPlace) -> Rendered:
    """Return the mail as it would leave now."""
    return render(
        PLACE_FREE,
        recipient=place.application.person,
        organisation=place.application.cohort.programme.organisation,
        context=_place_facts(place.application.cohort),
    )


def _place_facts(cohort: Cohort) -> dict[str, object]:
    """Return what the mail about a free place says."""
    return {
        "programme": cohort.programme.name,
        # Once it has begun, the day says nothing any more.
        "starts_on": cohort.starts_on if cohort.starts_on > timezone.localdate() else None,
        "action_url": absolute(reverse("programmes:home")),
    }


def _request_facts(application: Application, last_day: datetime, url: str) -> dict[str, object]:
    """Return what a request to endorse says, whatever its link."""
    programme = application.cohort.programme
    policy = policy_of(programme)
    return {
        "applicant": application.person.name,
        "applicant_short": application.person.short_name,
        "programme": programme.name,
        "organisation": programme.organisation.name,
        "hours": format(policy.hours_a_month.normalize(), "f"),
        "months": policy.months,
        "last_day": last_day,
        "action_url": url,
        # A line manager has no account to choose in; the link that stops reminders needs none.
        "preferences_url": "",
    }


def _answer_facts(endorsement: Endorsement) -> dict[str, object]:
    """Return what was answered, by whom, about whom."""
    application = endorsement.application
    hours = endorsement.hours_a_month
    substitute = getattr(endorsement, "substitute", None)
    return {
        "applicant": application.person.name,
        "applicant_short": application.person.short_name,
        "endorser": endorsement.endorser.name,
        "programme": application.cohort.programme.name,
        "state": endorsement.state,
        "hours": format(hours.normalize(), "f") if hours else "",
        "words": endorsement.words,
        "substitute": substitute.endorser.name if substitute else "",
    }
