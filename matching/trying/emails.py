"""The mail with which somebody is asked to help find a mentor."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching.models import RecruitRequest
from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.rendering import Rendered, render
from programmes.enums import ParticipantRole
from programmes.models import ApplicationWindow
from training.queries import today_at

RECRUIT_ASKED = register(
    MessageKind(
        name="matching.recruit_asked",
        title=_("A mentor is looked for"),
        why=_("somebody who coordinates this programme asked you to help find a mentor"),
        is_open_to_coordinators=True,
    )
)


def application_url(asked: RecruitRequest) -> str:
    """Return where one applies as a mentor in the round's cohort; "" while nobody can."""
    cohort = asked.round.cohort
    today = today_at(cohort.programme.organisation)
    is_open = ApplicationWindow.objects.filter(
        cohort=cohort,
        role=ParticipantRole.MENTOR,
        opens_on__lte=today,
        closes_on__gte=today,
        takes_anybody=True,
    ).exists()
    if not is_open:
        return ""
    return absolute(reverse("programmes:apply", args=(cohort.pk, ParticipantRole.MENTOR.value)))


def preview_recruit(asked: RecruitRequest, *, to: Person, by: Person) -> "Rendered":
    """Return the mail as somebody would get it now; nothing is sent."""
    return render(
        RECRUIT_ASKED,
        recipient=to,
        organisation=asked.round.cohort.programme.organisation,
        context=_facts(asked, by),
    )


def post_recruit(asked: RecruitRequest, *, to: Person, by: Person) -> None:
    """Ask somebody to help find a mentor; once for each request."""
    programme = asked.round.cohort.programme
    post(
        RECRUIT_ASKED,
        recipient=to,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=asked,
        occurrence="1",
        context=_facts(asked, by),
    )


def _facts(asked: RecruitRequest, by: Person) -> dict[str, Any]:
    """Return what the mail says: nothing that tells who the mentees are."""
    programme = asked.round.cohort.programme
    apply = application_url(asked)
    return {
        "title": asked.title,
        "words": asked.words,
        "by_name": by.name,
        "programme_name": programme.name,
        "organisation_name": programme.organisation.name,
        "can_apply": bool(apply),
        "by_address": by.email or "",
        "action_url": apply or (f"mailto:{by.email}" if by.email else ""),
    }
