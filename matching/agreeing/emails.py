"""Messages about talking first and about agreements; none of them says what is agreed."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching.emails import told_about
from matching.models import Agreement, Match
from mentorship.accounts.models import Person
from mentorship.notifications.actions import Enclosure, post
from mentorship.notifications.enums import Category
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute

TALK_ASKED = register(
    MessageKind(
        name="matching.talk_asked",
        title=_("Somebody would like to talk before they say yes"),
        why=_("this match was proposed to you"),
    )
)
AGREEMENT_PROPOSED = register(
    MessageKind(
        name="matching.agreement_proposed",
        title=_("An agreement waits for a signature"),
        why=_("you are in this match"),
    )
)
AGREEMENT_REMINDER = register(
    MessageKind(
        name="matching.agreement_reminder",
        title=_("Reminder of an agreement that waits for a signature"),
        why=_("an agreement in your match waits for your signature"),
        category=Category.PROGRAMME,
        is_reminder=True,
    )
)
AGREEMENT_COPY = register(
    MessageKind(
        name="matching.agreement_copy",
        title=_("Copy of an agreement that everybody signed"),
        why=_("you signed this agreement"),
    )
)


def post_talk_asked(match: Match, *, by: Person, occurrence: str = "1") -> None:
    """Tell the others of a proposal that one of them would like to talk first."""
    programme = match.cohort.programme
    for person in told_about(match):
        if person == by:
            continue
        post(
            TALK_ASKED,
            recipient=person,
            organisation=programme.organisation,
            programme_id=programme.pk,
            about=match,
            occurrence=f"{by.pk} {occurrence}",
            stale_after=match.answer_by,
            context={
                "by_name": by.short_name,
                "answer_by": match.answer_by,
                "programme_name": programme.name,
                "organisation_name": programme.organisation.name,
                "action_url": absolute(reverse("matching:my-match", args=(match.pk,))),
            },
        )


def post_agreement_proposed(agreement: Agreement, match: Match) -> None:
    """Ask the others to read and sign a version."""
    for person in told_about(match):
        if person != agreement.written_by:
            _post(
                AGREEMENT_PROPOSED,
                agreement,
                match,
                person,
                by_name=agreement.written_by.short_name,
                is_change=agreement.version > 1,
            )


def post_copy(agreement: Agreement, match: Match, person: Person, *, pdf: Enclosure | None) -> None:
    """Send one person a copy of a version that counts now, once; without a file if need be."""
    _post(
        AGREEMENT_COPY,
        agreement,
        match,
        person,
        attachments=() if pdf is None else (pdf,),
        others=[other.short_name for other in match.others_than(person)],
        has_file=pdf is not None,
    )


def agreement_facts(match: Match) -> dict[str, Any]:
    """Return what every mail about an agreement tells."""
    programme = match.cohort.programme
    return {
        "programme_name": programme.name,
        "organisation_name": programme.organisation.name,
        "action_url": absolute(reverse("matching:my-agreement", args=(match.pk,))),
    }


def _post(
    kind: MessageKind,
    agreement: Agreement,
    match: Match,
    person: Person,
    attachments: tuple[Enclosure, ...] = (),
    **more: object,
) -> None:
    """Write a mail about one version into the outbox, once for each person."""
    programme = match.cohort.programme
    post(
        kind,
        recipient=person,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=agreement,
        occurrence="1",
        attachments=attachments,
        context={**agreement_facts(match), **more},
    )
