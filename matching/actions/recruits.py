"""Asking somebody to help find a mentor who is missing: written, previewed, sent once."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from matching.models import RecruitRequest, Round
from matching.trying.emails import post_recruit
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.meanwhile import mark_of


class SentAlreadyError(Exception):
    """The request has been sent; what was sent stays as it is."""


class OtherWordsError(Exception):
    """The words or the recipient are others than were previewed. Nothing was sent."""


def mark_of_request(asked: RecruitRequest) -> str:
    """Return the mark of what somebody reads in a preview."""
    return mark_of({"title": asked.title, "words": asked.words, "to": asked.sent_to_id})


@transaction.atomic
def write_request(
    chosen: Round,
    *,
    key: UUID,
    title: str,
    words: str,
    sent_to: Person | None,
    profile: Mapping[str, Any],
    mentees: int,
    by: Person,
) -> RecruitRequest:
    """Keep a request for a mentor, not sent yet; recorded. A second press keeps nothing twice."""
    asked, is_new = RecruitRequest.objects.get_or_create(
        pk=key,
        round=chosen,
        defaults={
            "title": title,
            "words": words,
            "sent_to": sent_to,
            "profile": dict(profile),
            "mentees": mentees,
            "by": by,
        },
    )
    if is_new:
        _record("recruit.written", asked, by)
    return asked


@transaction.atomic
def change_request(
    asked: RecruitRequest, *, title: str, words: str, sent_to: Person | None, by: Person
) -> None:
    """Change the words or the recipient of a request; recorded. Raises SentAlreadyError."""
    now = _locked(asked)
    if now.sent_at is not None:
        raise SentAlreadyError
    if (now.title, now.words, now.sent_to) == (title, words, sent_to):
        return
    now.title, now.words, now.sent_to = title, words, sent_to
    now.save(update_fields=["title", "words", "sent_to"])
    _record("recruit.changed", now, by)


@transaction.atomic
def send_request(asked: RecruitRequest, *, by: Person, mark: str) -> bool:
    """Send a request to whom it is for, as it was previewed; recorded.

    Returns False where it was sent before. Raises OtherWordsError where the preview was of
    something else, or nobody is chosen.
    """
    now = _locked(asked)
    if now.sent_at is not None:
        return False
    if now.sent_to is None or mark_of_request(now) != mark:
        raise OtherWordsError
    now.sent_at, now.by = timezone.now(), by
    now.save(update_fields=["sent_at", "by"])
    _record("recruit.sent", now, by)
    post_recruit(now, to=now.sent_to, by=by)
    return True


def _locked(asked: RecruitRequest) -> RecruitRequest:
    """Return a request as it is now, and let nobody else change it until the end."""
    # Locked alone first: another recipient chosen while one waits would be missing from a join.
    alone = RecruitRequest.objects.select_for_update().get(pk=asked.pk)
    rows = RecruitRequest.objects.select_related(
        "sent_to", "round__cohort__programme__organisation"
    )
    return rows.get(pk=alone.pk)


def _record(kind: str, asked: RecruitRequest, by: Person) -> None:
    """Record something about a request."""
    organisation_id = asked.round.cohort.programme.organisation_id
    record(kind, asked, by=by, organisation_id=organisation_id)
