"""The letter that says what was decided, and the answer to what came back."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.models import Message
from mentorship.notifications.rendering import Rendered, render
from programmes.models import Appeal, Application, Decision

DECISION = register(
    MessageKind(
        name="programmes.decision",
        title=_("Decision about an application"),
        why=_("you applied for a place in this programme"),
        is_open_to_coordinators=True,
    )
)
APPEAL_ANSWER = register(
    MessageKind(
        name="programmes.appeal_answer",
        title=_("Answer to a question about a decision"),
        why=_("you asked about the decision on your application"),
        is_open_to_coordinators=True,
    )
)


def post_decision(decision: Decision, *, letter: str) -> Message:
    """Mail the letter, once."""
    application = decision.application
    programme = application.cohort.programme
    return post(
        DECISION,
        recipient=application.person,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=decision,
        occurrence="published",
        context=_letter_facts(decision, letter),
    )


def preview_decision(decision: Decision, *, letter: str) -> Rendered:
    """Return the mail as it would leave now."""
    application = decision.application
    return render(
        DECISION,
        recipient=application.person,
        organisation=application.cohort.programme.organisation,
        context=_letter_facts(decision, letter),
    )


def post_answer(appeal: Appeal, *, answer: str, by: Person) -> Message:
    """Mail the answer, once."""
    application = appeal.decision.application
    programme = application.cohort.programme
    return post(
        APPEAL_ANSWER,
        recipient=application.person,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=appeal,
        occurrence="answered",
        context=_answer_facts(appeal, answer, by),
    )


def preview_answer(appeal: Appeal, *, answer: str, by: Person) -> Rendered:
    """Return the answer as it would leave now."""
    application = appeal.decision.application
    return render(
        APPEAL_ANSWER,
        recipient=application.person,
        organisation=application.cohort.programme.organisation,
        context=_answer_facts(appeal, answer, by),
    )


def _letter_facts(decision: Decision, letter: str) -> dict[str, object]:
    """Return what the letter's mail says: words as they were typed, which no template runs."""
    programme = decision.application.cohort.programme
    return {
        "programme": programme.name,
        "outcome": decision.outcome,
        "role": decision.application.role,
        "letter": letter,
        "action_url": _page(decision.application),
    }


def _answer_facts(appeal: Appeal, answer: str, by: Person) -> dict[str, object]:
    """Return what the answer's mail says."""
    return {
        "programme": appeal.decision.application.cohort.programme.name,
        "asked": appeal.words,
        "words": answer,
        "from_name": by.name,
        "action_url": _page(appeal.decision.application),
    }


def _page(application: Application) -> str:
    """Return where the applicant reads the decision."""
    return absolute(reverse("programmes:decision-own", args=(application.pk,)))
