"""Copies of an agreement that counts now, one to each: with the paper where it can be drawn."""

import uuid
from datetime import datetime, timedelta

import structlog

from matching.agreeing.emails import AGREEMENT_COPY, post_copy
from matching.agreeing.papers import draw_agreement
from matching.emails import told_about
from matching.models import Agreement, Match
from mentorship.accounts.models import Person
from mentorship.common.pdf import PdfError
from mentorship.notifications.actions import Enclosure
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.models import Message

log = structlog.get_logger(__name__)

# For so long a copy that a lost worker owes is made up for.
OWED_FOR = timedelta(days=7)


def send_copies(agreement_id: uuid.UUID) -> int:
    """Send the copies of an agreement that have not been sent; return how many. Safe to run twice.

    Where the paper cannot be drawn, the mail leaves without it and leads to the page.
    """
    agreement = Agreement.objects.in_force().filter(pk=agreement_id).first()
    if agreement is None:
        return 0
    matches = Match.objects.select_related("cohort__programme__organisation").with_people()
    match = matches.get(pk=agreement.match_id)
    had = set(
        Message.objects.filter(kind=AGREEMENT_COPY.name, about=about_key(agreement)).values_list(
            "recipient_id", flat=True
        )
    )
    owed = [person for person in told_about(match) if person.pk not in had]
    papers: dict[str, Enclosure | None] = {}
    for person in owed:
        if person.language not in papers:
            papers[person.language] = _paper(agreement, match, person)
        post_copy(agreement, match, person, pdf=papers[person.language])
    return len(owed)


def send_owed_copies(now: datetime) -> int:
    """Send the copies that a lost worker owes; return how many. One query where none is owed."""
    recent = Agreement.objects.in_force().filter(in_force_at__gt=now - OWED_FOR)
    ids = list(recent.values_list("pk", flat=True))
    keys = {f"{Agreement._meta.label_lower}:{pk}": pk for pk in ids}
    sent = Message.objects.filter(kind=AGREEMENT_COPY.name, about__in=keys)
    done = set(sent.values_list("about", flat=True))
    return sum(send_copies(pk) for key, pk in keys.items() if key not in done)


def _paper(agreement: Agreement, match: Match, reader: Person) -> Enclosure | None:
    """Return the agreement as PDF, or nothing where it cannot be drawn."""
    try:
        return draw_agreement(agreement, match, reader=reader)
    except PdfError as error:
        log.warning("agreement_not_drawn", agreement_id=str(agreement.pk), error=str(error))
        return None
