"""What the page of one application says besides the answers: intake, decision, appeal."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from programmes.models import Appeal, Application, Decision, Endorsement, Nomination, WaitingPlace
from programmes.selection.enums import DecisionState, ReviewState

ENDORSEMENT_TONES = {
    "open": "warn",
    "endorsed": "good",
    "conditional": "good",
    "not_now": "bad",
    "passed_on": "off",
    "withdrawn": "off",
}
REVIEW_TONES = {ReviewState.SUBMITTED: "good", ReviewState.ASSIGNED: "warn"}


def day_words(at: Any) -> str:
    """Return the day of a moment, in the reader's zone."""
    return date_format(timezone.localdate(at), "j F Y")


def intake_facts(
    application: Application, nominations: Iterable[Nomination], place: WaitingPlace | None
) -> list[dict[str, str]]:
    """Return how the applicant came in, and what they agreed to."""
    facts = [
        {
            "label": _("Nominated by %(name)s") % {"name": each.nominated_by.name},
            "value": f"{each.get_state_display()}. {each.reason}",
        }
        for each in nominations
    ]
    if application.confirmed_at and application.confirmed_hours is not None:
        hours = number_format(application.confirmed_hours.normalize())
        said = _("%(hours)s hours a month, on %(day)s")
        facts.append(
            {
                "label": _("Agreed to what is asked"),
                "value": said % {"hours": hours, "day": day_words(application.confirmed_at)},
            }
        )
    if place is not None:
        said = _("%(state)s since %(day)s, priority %(priority)d")
        words = {
            "state": place.get_state_display(),
            "day": day_words(place.joined_at),
            "priority": place.priority,
        }
        facts.append({"label": _("Waiting list"), "value": said % words})
    return facts


def endorsement_lines(endorsements: Iterable[Endorsement]) -> list[dict[str, str]]:
    """Return what each line manager said, the latest first."""
    return [
        {
            "name": each.endorser.name,
            "tone": ENDORSEMENT_TONES[each.state],
            "state": _("Their time to answer is over")
            if each.is_over(timezone.now())
            else each.get_state_display(),
            "asked": day_words(each.asked_at),
            "hours": number_format(each.hours_a_month.normalize()) if each.hours_a_month else "",
            "words": each.words,
        }
        for each in endorsements
    ]


def review_lines(application: Any) -> list[dict[str, str]]:
    """Return who reviews and how far they are; what they think stays theirs until all are in."""
    return [
        {
            "name": review.reviewer.name,
            "state": review.get_state_display(),
            "tone": REVIEW_TONES[ReviewState(review.state)],
            "day": day_words(review.ended_at or review.assigned_at),
        }
        for review in application.reviews.all()
    ]


def decision_facts(decision: Decision | None) -> list[dict[str, str]]:
    """Return what is decided or staged, and why."""
    if decision is None:
        return []
    is_told = decision.state == DecisionState.PUBLISHED
    at = decision.published_at if is_told else decision.staged_at
    facts = [
        (_("Decision"), decision.get_outcome_display()),
        (_("Published on") if is_told else _("Staged on"), day_words(at)),
        (_("Reason"), decision.get_reason_display()),
        (_("About what is essential and not met"), decision.essentials_answer),
        (_("Feedback for the applicant"), decision.feedback),
        (_("Note for the coordinators"), decision.private_note),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def appeal_lines(appeals: Iterable[Appeal]) -> list[dict[str, str]]:
    """Return what the applicant asked afterwards, and what they were answered."""
    return [
        {
            "kind": each.get_kind_display(),
            "asked": day_words(each.asked_at),
            "words": each.words,
            "answer": each.answer,
        }
        for each in appeals
    ]
