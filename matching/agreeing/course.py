"""How a relationship began, for the console's timeline: asked, answered, agreed; no words."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching.agreeing.enums import AgreementState
from matching.agreeing.lines import every_weeks_in_words
from matching.agreeing.queries import SIGNED_STATES
from matching.models import Agreement, Match, MatchMember
from matching.timeline import CourseFact
from mentorship.common.together import Reads, Telling


def facts_of_beginning(match: Match) -> Telling[CourseFact]:
    """Yield when a match was proposed and answered, and when agreements were made.

    The match comes with its people.
    """
    agreements = match.agreements.select_related("written_by")
    yield Reads(agreements)
    yield CourseFact(match.proposed_at, _("Proposed to its people"), icon="paper-airplane")
    for member in match.members.all():
        yield from _answers_of(member)
    if match.accepted_at is not None:
        yield CourseFact(match.accepted_at, _("Everybody said yes"), icon="hand-thumb-up")
    for agreement in agreements:
        yield from _agreement(agreement)


def _answers_of(member: MatchMember) -> Iterator[CourseFact]:
    """Yield what one person answered; coordinators see the reason of a no elsewhere."""
    words = {"name": member.person.name}
    if member.talk_asked_at is not None:
        title = _("%(name)s asked to talk first") % words
        yield CourseFact(member.talk_asked_at, title, icon="chat-bubble-left-right")
    if member.accepted_at is not None:
        yield CourseFact(member.accepted_at, _("%(name)s said yes") % words, icon="check")
    if member.declined_at is not None:
        yield CourseFact(member.declined_at, _("%(name)s declined") % words, icon="x-mark")


def _agreement(agreement: Agreement) -> Iterator[CourseFact]:
    """Yield that a version was written, and that everybody signed it, with what it fixes."""
    words = {"name": agreement.written_by.name}
    if agreement.state == AgreementState.WITHDRAWN:
        return
    title = (
        _("%(name)s suggested a change of the agreement")
        if agreement.version > 1
        else _("%(name)s wrote down how they work together")
    )
    yield CourseFact(agreement.written_at, title % words, icon="pencil-square")
    if agreement.state in SIGNED_STATES and agreement.in_force_at is not None:
        text = _("They meet %(how_often)s, until %(day)s.") % {
            "how_often": every_weeks_in_words(agreement.every_weeks),
            "day": date_format(agreement.ends_on, "j F Y"),
        }
        title = _("Everybody signed the agreement")
        yield CourseFact(agreement.in_force_at, title, text, icon="document-check", tone="good")
