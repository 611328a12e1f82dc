"""Messages while proposals are answered: a reminder, an end, and a letter to who has nobody."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from matching.drafts.enums import UnplacedReason
from matching.emails import told_about
from matching.models import Match, Round
from matching.queries import coordinators_of
from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.enums import Category
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.rendering import Rendered, render
from programmes.models import Participant

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PROPOSAL_REMINDER = register(
    MessageKind(
        name="matching.proposal_reminder",
        title=_("Reminder of a proposal that waits for an answer"),
        why=_("a match was proposed to you, and you have not answered yet"),
        category=Category.PROGRAMME,
        is_reminder=True,
        is_open_to_coordinators=True,
    )
)
PROPOSAL_RAN_OUT = register(
    MessageKind(
        name="matching.proposal_ran_out",
        title=_("The time to answer a proposal was over"),
        why=_("this match had been proposed to you"),
        is_open_to_coordinators=True,
    )
)
PROPOSAL_UNANSWERED = register(
    MessageKind(
        name="matching.proposal_unanswered",
        title=_("Nobody answered a proposal in time"),
        why=_("you coordinate this programme"),
        is_open_to_coordinators=True,
    )
)
NO_MATCH_YET = register(
    MessageKind(
        name="matching.no_match_yet",
        title=_("Letter to a mentee who has no match yet"),
        why=_("you take part in this programme as a mentee"),
        is_open_to_coordinators=True,
    )
)

# A proposal that came to nothing: no reason of a draft.
CAME_TO_NOTHING = "came_to_nothing"
REASONS: "Mapping[str, tuple[_StrPromise, _StrPromise]]" = {
    UnplacedReason.NOBODY_ALLOWED: (
        _("Among the mentors of this round, nobody fits what this programme looks for in a pair."),
        _("We look for a mentor who does, and you are first in line."),
    ),
    UnplacedReason.ALL_FULL: (
        _("The mentors who would suit you have as many mentees as they can look after well."),
        _("As soon as one of them has room, or another mentor joins, we come back to you."),
    ),
    UnplacedReason.TAKEN_OUT: (
        _("We have not found the person yet who suits you well enough."),
        _("We go on looking, and come back to you."),
    ),
    UnplacedReason.NOT_READY: (
        _("Something that has to be there before a match is missing still, such as training."),
        _("Your page in the portal says what it is. Once it is there, you can be matched."),
    ),
    CAME_TO_NOTHING: (
        _("The match that was proposed to you did not come about. It is nobody’s fault."),
        _("We look for somebody else who suits you, and come back to you."),
    ),
}


def reminder_facts(match: Match, person: Person) -> dict[str, Any]:
    """Return what the reminder of a proposal tells."""
    return {
        "others": [other.name for other in match.others_than(person)],
        "answer_by": match.answer_by,
        "programme_name": match.cohort.programme.name,
        "organisation_name": match.cohort.programme.organisation.name,
        "action_url": absolute(reverse("matching:my-match", args=(match.pk,))),
    }


def post_ran_out(match: Match) -> None:
    """Tell everybody in a match kindly that nobody can answer it any more."""
    programme = match.cohort.programme
    accepted = {member.person for member in match.members.all() if member.accepted_at}
    for person in told_about(match):
        post(
            PROPOSAL_RAN_OUT,
            recipient=person,
            organisation=programme.organisation,
            programme_id=programme.pk,
            about=match,
            occurrence="1",
            context={
                "others": [other.name for other in match.others_than(person)],
                "has_accepted": person in accepted,
                "programme_name": programme.name,
                "organisation_name": programme.organisation.name,
                "action_url": absolute(reverse("home")),
            },
        )


def post_unanswered(match: Match) -> None:
    """Tell the coordinators who let the time of a proposal pass, so that they find somebody else.

    The match comes with its people.
    """
    programme = match.cohort.programme
    silent = [member.person for member in match.members.all() if not member.has_answered]
    for coordinator in coordinators_of(programme):
        post(
            PROPOSAL_UNANSWERED,
            recipient=coordinator,
            organisation=programme.organisation,
            programme_id=programme.pk,
            about=match,
            occurrence="1",
            context={
                "silent": [person.name for person in silent],
                "others": [person.name for person in match.people if person not in silent],
                "organisation_name": programme.organisation.name,
                "action_url": absolute(reverse("matching:match", args=(programme.slug, match.pk))),
            },
        )


def preview_letter(mentee: Participant, chosen: Round, *, reason: str, words: str) -> Rendered:
    """Return the letter to a mentee who has no match yet, word for word; nothing is sent."""
    return render(
        NO_MATCH_YET,
        recipient=mentee.person,
        organisation=chosen.cohort.programme.organisation,
        context=_letter_facts(mentee, chosen, reason, words),
    )


def post_letter(mentee: Participant, chosen: Round, *, reason: str, words: str) -> None:
    """Write to a mentee who has no match yet, once in a round."""
    programme = chosen.cohort.programme
    post(
        NO_MATCH_YET,
        recipient=mentee.person,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=about_key(chosen),
        occurrence="1",
        context=_letter_facts(mentee, chosen, reason, words),
    )


def _letter_facts(mentee: Participant, chosen: Round, reason: str, words: str) -> dict[str, Any]:
    """Return what the letter tells, in the reader's language."""
    why, remedy = REASONS[reason]
    with translation.override(mentee.person.language):
        said = {"why_not": str(why), "remedy": str(remedy)}
    return {
        **said,
        "own_words": words,
        "programme_name": chosen.cohort.programme.name,
        "organisation_name": chosen.cohort.programme.organisation.name,
        "action_url": absolute(reverse("home")),
    }
