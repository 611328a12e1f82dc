"""Certificates of participation: once for each person in a match."""

from datetime import date

from django.db import transaction

from matching.actions.locks import lock_match, record_about
from matching.enums import MatchState
from matching.models import Match, MatchMember, ParticipationCertificate
from mentorship.accounts.models import Person
from training.attending.certificate_codes import new_code


class NothingToCertifyError(Exception):
    """The match has not ended, or ended before its people ever met."""


def issue_participations(match: Match, *, ended_on: date, by: Person | None) -> None:
    """Give everybody in a match that closes their certificate; recorded in one row.

    The caller holds the match. Who has one keeps it.
    """
    known = set(
        ParticipationCertificate.objects.filter(member__match=match).values_list(
            "member_id", flat=True
        )
    )
    new = [member for member in match.members.all() if member.pk not in known]
    _issue(match, new, ended_on=ended_on, by=by)


@transaction.atomic
def ask_for_participation(member: MatchMember, *, by: Person) -> ParticipationCertificate:
    """Return the certificate of somebody whose match is over, made now where there is none.

    Recorded. A match that ended early has to have met once: raises NothingToCertifyError.
    """
    match = lock_match(member.match)
    known = ParticipationCertificate.objects.filter(member=member).first()
    if known is not None:
        return known
    has_met = match.state == MatchState.CLOSED or match.meetings.held().exists()
    if match.ended_on is None or match.started_on is None or not has_met:
        raise NothingToCertifyError
    return _issue(match, [member], ended_on=match.ended_on, by=by)[0]


def _issue(
    match: Match, members: list[MatchMember], *, ended_on: date, by: Person | None
) -> list[ParticipationCertificate]:
    """Store certificates that state what is true today."""
    if not members or match.started_on is None:
        return []
    held = match.meetings.held().count()
    issued = ParticipationCertificate.objects.bulk_create(
        ParticipationCertificate(
            code=new_code(),
            member=member,
            name=member.person.name,
            programme_name=match.cohort.programme.name,
            started_on=match.started_on,
            ended_on=max(ended_on, match.started_on),
            meetings=held,
        )
        for member in members
    )
    ids = [certificate.pk for certificate in issued]
    record_about("participation.issued", match, by=by, changes={"certificates": ids})
    return issued
