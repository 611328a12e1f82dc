"""Mails after a meeting: whether it happened, and whether the two fit."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching.afterwards.links import WordLink
from matching.models import FitCheck, Meeting
from mentorship.accounts.models import Person
from mentorship.notifications.enums import Category, Turn
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute

# Its links act without signing in, so nobody but the reader sees what it says.
MEETING_WORD = register(
    MessageKind(
        name="matching.meeting_word",
        title=_("Question whether a meeting happened"),
        why=_("you had planned to meet, and nobody has said yet whether you did"),
        category=Category.MEETINGS,
        is_reminder=True,
        turn=Turn.APART,
    )
)
FIT_ASKED = register(
    MessageKind(
        name="matching.fit_asked",
        title=_("Question whether a match fits"),
        why=_("you have met in this match, and only you can say whether it fits"),
        category=Category.PROGRAMME,
        is_reminder=True,
    )
)


def word_facts(meeting: Meeting, person: Person) -> dict[str, Any]:
    """Return what the mail after a meeting tells one of its people."""
    url = WordLink.of(meeting, person).url
    return {
        "others": [other.short_name for other in meeting.match.others_than(person)],
        "starts_at": meeting.starts_at,
        "programme_name": meeting.match.cohort.programme.name,
        "organisation_name": meeting.match.cohort.programme.organisation.name,
        "action_url": f"{url}?it=happened",
        "other_url": f"{url}?it=did-not",
    }


def fit_facts(check: FitCheck) -> dict[str, Any]:
    """Return what the mail about the fit tells whoever is asked: no answer, only the question."""
    match = check.member.match
    return {
        "others": [other.short_name for other in match.others_than(check.member.person)],
        "is_first": check.turn == 1,
        "programme_name": match.cohort.programme.name,
        "organisation_name": match.cohort.programme.organisation.name,
        "action_url": absolute(reverse("matching:my-fit", args=(match.pk,))),
    }
