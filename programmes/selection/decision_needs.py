"""What decisions put on Today: what applicants ask, and what is staged but told to nobody."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Exists, Min, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.models import Appeal, Decision, Programme
from programmes.needs import Need, NeedSources, Urgency, tells_needs
from programmes.selection.enums import AppealKind

PATIENCE = timedelta(days=3)
# Decisions of which nobody was told for so long are more urgent.
STAGED_TOO_LONG = timedelta(days=2)
MOST_NAMED = 10
QUOTED = 140


@tells_needs(
    Permission.DECIDE_APPLICATIONS,
    gate=lambda: Exists(
        Appeal.objects.unanswered().filter(decision__application__cohort__programme=OuterRef("pk"))
    ),
)
def _questions(programme: Programme, person: Person) -> Iterator[Need]:
    """Yield each question that waits for an answer; one query."""
    asked = (
        Appeal.objects.unanswered()
        .filter(decision__application__cohort__programme=programme)
        .exclude(decision__application__person=person)
        .select_related("decision__application__person")
        .order_by("asked_at")
    )
    for appeal in asked[:MOST_NAMED]:
        yield _asked(programme, appeal)


@tells_needs(
    Permission.DECIDE_APPLICATIONS,
    gate=lambda: Exists(
        Decision.objects.staged().filter(application__cohort__programme=OuterRef("pk"))
    ),
)
def _letters(programme: Programme, person: Person) -> Iterator[Need]:
    """Yield that letters wait; one query."""
    staged = (
        Decision.objects.staged()
        .filter(application__cohort__programme=programme)
        .exclude(application__person=person)
        .aggregate(number=Count("pk"), since=Min("staged_at"))
    )
    if staged["number"]:
        is_long = staged["since"] + STAGED_TOO_LONG < timezone.now()
        yield _untold(programme, staged["number"], Urgency.SOON if is_long else Urgency.WHEN_READY)


def _asked(programme: Programme, appeal: Appeal) -> Need:
    """Say who asks what, and since when."""
    name = appeal.decision.application.person.name
    title = (
        _("%(name)s asks you to look at their application again")
        if appeal.kind == AppealKind.APPEAL
        else _("%(name)s has a question about the decision")
    )
    words = Truncator(appeal.words).chars(QUOTED)
    day = date_format(timezone.localtime(appeal.asked_at), "j F")
    is_late = appeal.asked_at + PATIENCE < timezone.now()
    return Need(
        key=f"programmes.appeal.{appeal.pk}",
        title=title % {"name": name},
        reason=_("Since %(day)s: “%(words)s”") % {"day": day, "words": words},
        action=_("Answer"),
        url=reverse("programmes:appeal-answer", args=(programme.slug, appeal.pk)),
        urgency=Urgency.NOW if is_late else Urgency.SOON,
    )


def _untold(programme: Programme, number: int, urgency: Urgency) -> Need:
    """Say that decisions are staged, and nobody knows of them."""
    return Need(
        key="programmes.decisions.staged",
        title=ngettext(
            "%(count)d decision is made, and nobody was told",
            "%(count)d decisions are made, and nobody was told",
            number,
        )
        % {"count": number},
        reason=_("Each letter is ready to be read before it leaves"),
        action=_("Read the letters"),
        url=reverse("programmes:decision-publish", args=(programme.slug,)),
        urgency=urgency,
    )


needs_of_decisions = NeedSources((_questions, _letters))
