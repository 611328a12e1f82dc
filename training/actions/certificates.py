"""Issuing certificates for what people attended and gave, and revoking what is no longer true."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext, override

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.enums import ParticipantRole
from programmes.models import Programme
from training.actions.sessions import lock_session
from training.attending.certificate_codes import new_code
from training.enums import CertificateKind, SessionKind
from training.models import Certificate, LedgerEntry, Session


class NothingEarnedError(Exception):
    """The person earned no hours at the session, or they were taken back."""


@transaction.atomic
def issue_certificate(session: Session, person: Person, *, by: Person | None) -> Certificate:
    """Issue what a person may show of a session, once; recorded.

    It states their name, the session, the hours of one role and the day, as the ledger has them.
    Who has one in force keeps it. Raises NothingEarnedError.
    """
    locked = lock_session(session)
    known = locked.certificates.in_force().filter(person=person).first()
    if known is not None:
        return known
    earned = LedgerEntry.objects.standing().filter(session=locked, person=person, is_assured=True)
    first = earned.order_by(F("role").desc(), "earned_on").first()
    if first is None:
        raise NothingEarnedError
    is_module = locked.kind == SessionKind.MODULE
    certificate = Certificate(
        kind=CertificateKind.MODULE if is_module else CertificateKind.SESSION,
        programme=locked.programme,
        person=person,
        role=first.role,
        session=locked,
        title=locked.title,
        hours=earned.filter(role=first.role).aggregate(sum=Sum("hours"))["sum"],
        earned_on=first.earned_on,
    )
    return _issue(certificate, by=by)


@transaction.atomic
def issue_certificates(
    session: Session, people: Iterable[Person], *, by: Person | None
) -> list[Certificate]:
    """Issue one for each of these people and return them; who earned nothing gets none."""
    certificates = []
    for person in people:
        try:
            certificates.append(issue_certificate(session, person, by=by))
        except NothingEarnedError:
            continue
    return certificates


@transaction.atomic
def issue_service_certificate(
    programme: Programme,
    person: Person,
    *,
    title: str,
    hours: Decimal | None,
    earned_on: date,
    by: Person | None,
) -> Certificate:
    """Issue what a mentor may show of their service, once for each title and day; recorded."""
    # Two at once for the same person: the other one waits here.
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    certificate = Certificate(
        kind=CertificateKind.SERVICE,
        programme=programme,
        person=person,
        role=ParticipantRole.MENTOR,
        title=title,
        hours=hours,
        earned_on=earned_on,
    )
    known = Certificate.objects.in_force().filter(
        kind=CertificateKind.SERVICE,
        programme=programme,
        person=person,
        title=title,
        earned_on=earned_on,
    )
    return known.first() or _issue(certificate, by=by)


def revoke_where_reversed(entries: Iterable[LedgerEntry], *, by: Person | None) -> None:
    """Revoke certificates of sessions whose hours were reversed, in whole or in part; recorded.

    What such a paper states is no longer true; where hours are left, a new one states those.
    """
    gone = {
        (entry.session_id, entry.person_id)
        for entry in entries
        if entry.reverses_id is not None and entry.session_id is not None
    }
    if not gone:
        return
    held = Certificate.objects.in_force().filter(
        session__in={session for session, _ in gone}, person__in={person for _, person in gone}
    )
    for certificate in held.select_related("person", "programme__organisation"):
        if (certificate.session_id, certificate.person_id) in gone:
            _revoke(certificate, by=by)


def _issue(certificate: Certificate, *, by: Person | None) -> Certificate:
    """Store a certificate with the person's name of today, and a code of its own."""
    certificate.name = certificate.person.name
    certificate.code = new_code()
    certificate.save()
    _record("certificate.issued", certificate, by=by)
    return certificate


def _revoke(certificate: Certificate, *, by: Person | None) -> None:
    """Say since when and why a certificate no longer holds, in the holder’s language."""
    with override(certificate.person.language):
        reason = gettext("The hours it states were taken back.")
    revoked = Certificate.objects.in_force().filter(pk=certificate.pk)
    if revoked.update(revoked_at=timezone.now(), revoked_reason=reason):
        _record("certificate.revoked", certificate, by=by)


def _record(kind: str, certificate: Certificate, *, by: Person | None) -> None:
    """Record under the organisation that the programme belongs to."""
    organisation_id = certificate.programme.organisation_id
    record(kind, certificate, by=by, organisation_id=organisation_id)
