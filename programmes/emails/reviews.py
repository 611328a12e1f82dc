"""The messages to reviewers: what they have to read, and what still waits for them."""

from collections.abc import Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.enums import Category, Turn
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.rendering import Rendered, render
from programmes.models import Review, SelectionRound

REVIEWS_ASSIGNED = register(
    MessageKind(
        name="programmes.reviews_assigned",
        title=_("Applications to read"),
        why=_("you review applications for this programme"),
        is_open_to_coordinators=True,
    )
)
REVIEWS_NUDGE = register(
    MessageKind(
        name="programmes.reviews_nudge",
        title=_("Reminder of applications to read"),
        why=_("you review applications for this programme"),
        category=Category.PROGRAMME,
        is_reminder=True,
        turn=Turn.AT_ONCE,
        is_open_to_coordinators=True,
    )
)
REVIEWS_REMINDER = register(
    MessageKind(
        name="programmes.reviews_reminder",
        title=_("Reminder of the day for reviews"),
        why=_("you review applications for this programme"),
        category=Category.PROGRAMME,
        is_reminder=True,
        is_open_to_coordinators=True,
    )
)
REVIEW_GIVEN_BACK = register(
    MessageKind(
        name="programmes.review_given_back",
        title=_("A review given back"),
        why=_("you review applications for this programme"),
        is_open_to_coordinators=True,
    )
)


def post_reviews_assigned(
    selection_round: SelectionRound, reviewer: Person, *, number: int, occurrence: str
) -> None:
    """Tell a reviewer, once for each time, how many applications are new to them."""
    programme = selection_round.cohort.programme
    post(
        REVIEWS_ASSIGNED,
        recipient=reviewer,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=selection_round,
        occurrence=occurrence,
        context=_facts(selection_round, number),
    )


def preview_reviews_assigned(
    selection_round: SelectionRound, reviewer: Person, *, number: int
) -> Rendered:
    """Return the mail about new applications as it would leave now."""
    return render(
        REVIEWS_ASSIGNED,
        recipient=reviewer,
        organisation=selection_round.cohort.programme.organisation,
        context=_facts(selection_round, number),
    )


def post_reviews_nudge(
    selection_round: SelectionRound, reviewer: Person, *, number: int, by: Person, day: date
) -> None:
    """Remind a reviewer of what is to do, at most once a day."""
    programme = selection_round.cohort.programme
    post(
        REVIEWS_NUDGE,
        recipient=reviewer,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=selection_round,
        occurrence=f"nudge {day.isoformat()}",
        context=_facts(selection_round, number, asked_by=by.name),
    )


def preview_reviews_nudge(
    selection_round: SelectionRound, reviewer: Person, *, number: int, by: Person
) -> Rendered:
    """Return the reminder as it would leave now."""
    return render(
        REVIEWS_NUDGE,
        recipient=reviewer,
        organisation=selection_round.cohort.programme.organisation,
        context=_facts(selection_round, number, asked_by=by.name),
    )


def reminder_facts(selection_round: SelectionRound, number: int) -> Mapping[str, object]:
    """Return what the reminder of the day for reviews says."""
    return _facts(selection_round, number)


def post_review_given_back(review: Review, *, reason: str, by: Person, occurrence: str) -> None:
    """Tell a reviewer what to look at again."""
    programme = review.round.cohort.programme
    post(
        REVIEW_GIVEN_BACK,
        recipient=review.reviewer,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=review,
        occurrence=occurrence,
        context=_given_back_facts(review, reason=reason, by=by),
    )


def preview_review_given_back(review: Review, *, reason: str, by: Person) -> Rendered:
    """Return the mail with a review that is given back as it would leave now."""
    return render(
        REVIEW_GIVEN_BACK,
        recipient=review.reviewer,
        organisation=review.round.cohort.programme.organisation,
        context=_given_back_facts(review, reason=reason, by=by),
    )


def _facts(
    selection_round: SelectionRound, number: int, *, asked_by: str = ""
) -> Mapping[str, object]:
    """Return what a mail about a number of applications says."""
    return {
        "programme": selection_round.cohort.programme.name,
        "number": number,
        "due_on": selection_round.review_by,
        "calibrates": selection_round.calibrates,
        "asked_by": asked_by,
        "action_url": absolute(reverse("programmes:marking-list")),
    }


def _given_back_facts(review: Review, *, reason: str, by: Person) -> Mapping[str, object]:
    """Return what a mail with a review that is given back says; no applicant's name."""
    return {
        "programme": review.round.cohort.programme.name,
        "asked_by": by.name,
        "reason": reason,
        "action_url": absolute(reverse("programmes:marking-review", args=(review.pk,))),
    }
