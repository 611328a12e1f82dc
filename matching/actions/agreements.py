"""The five lines of a match: written, signed by everybody, taken back."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from matching.actions.locks import lock_match, record_about
from matching.actions.proposals import NotInMatchError
from matching.agreeing.emails import post_agreement_proposed
from matching.agreeing.enums import AGREEMENT_TRANSITIONS, AgreementState
from matching.agreeing.lines import AgreementLines, lines_of
from matching.agreeing.queries import AGREEING_STATES, SIGNED_STATES, latest_version
from matching.agreeing.tasks import ring_for_copies
from matching.models import Agreement, Match, MatchMember, Signature
from mentorship.accounts.models import Person
from mentorship.common.lifecycle import advance


class NotUnderWayError(Exception):
    """The match is not accepted yet, or has ended; nothing was changed."""


class AgreementChangedError(Exception):
    """The version is not the one that waits any more, or another came in between.

    Nothing was changed.
    """


class NothingChangedError(Exception):
    """These are the very lines that wait, or count, already; nothing was changed."""


class NotTheWriterError(Exception):
    """Only whoever wrote a version takes it back; nothing was changed."""


@transaction.atomic
def write_agreement(
    match: Match, *, by: Person, lines: AgreementLines, seen: int | None = None
) -> Agreement:
    """Propose five lines to the others, signed by whoever writes; recorded, and they are told.

    What waited for signatures is replaced by it; what counts goes on counting until all have
    signed. `seen` is the number of the latest version that the writer knew (0: none); None does not
    ask. A second press changes nothing. Raises NotInMatchError, NotUnderWayError,
    AgreementChangedError where somebody else was quicker, NothingChangedError.
    """
    now = lock_match(match)
    members = _places_of(by, now)
    latest = latest_version(now)
    before = now.agreements.filter(version=latest).first()
    is_same = before is not None and lines_of(before) == lines
    if seen is not None and seen != latest:
        if before is not None and is_same and before.written_by_id == by.pk:
            return before
        raise AgreementChangedError
    if is_same and before is not None and before.state != AgreementState.WITHDRAWN:
        raise NothingChangedError
    changes: dict[str, object] = {"version": latest + 1}
    waiting = now.agreements.filter(state=AgreementState.PROPOSED).first()
    if waiting is not None:
        advance(waiting, AgreementState.WITHDRAWN, AGREEMENT_TRANSITIONS)
        changes["instead_of"] = waiting.version
    written = Agreement.objects.create(
        match=now,
        version=latest + 1,
        purpose=lines.purpose,
        confidentiality=lines.confidentiality,
        every_weeks=lines.every_weeks,
        contact=lines.contact,
        ends_on=lines.ends_on,
        written_by=by,
    )
    _sign(written, members)
    record_about("agreement.proposed", now, by=by, changes=changes)
    post_agreement_proposed(written, now)
    return written


@transaction.atomic
def sign_agreement(agreement: Agreement, *, by: Person) -> None:
    """Put one's name to the version that waits; recorded. With the last name it counts.

    Then it replaces what counted before, and everybody gets a copy. A second press changes nothing.
    Raises NotInMatchError, NotUnderWayError, and AgreementChangedError when it waits no longer.
    """
    match = lock_match(agreement.match)
    members = _places_of(by, match)
    now = Agreement.objects.get(pk=agreement.pk)
    missing = set(now.unsigned_members().values_list("pk", flat=True))
    own = [member for member in members if member.pk in missing]
    if not own and now.state in {AgreementState.PROPOSED, *SIGNED_STATES}:
        return
    if now.state != AgreementState.PROPOSED:
        raise AgreementChangedError
    _sign(now, own)
    changes = {"version": now.version}
    record_about("agreement.signed", match, by=by, changes=changes)
    if missing - {member.pk for member in own}:
        return
    before = match.agreements.filter(state=AgreementState.IN_FORCE).first()
    if before is not None:
        advance(before, AgreementState.REPLACED, AGREEMENT_TRANSITIONS)
    advance(now, AgreementState.IN_FORCE, AGREEMENT_TRANSITIONS, in_force_at=timezone.now())
    record_about("agreement.in_force", match, by=by, changes=changes)
    transaction.on_commit(partial(ring_for_copies, now.pk), robust=True)


@transaction.atomic
def take_back_agreement(agreement: Agreement, *, by: Person) -> None:
    """Take back one's own version that not all have signed; recorded. What counts goes on counting.

    A second press changes nothing. Raises NotInMatchError, NotUnderWayError, NotTheWriterError,
    and AgreementChangedError where the last signature was quicker.
    """
    match = lock_match(agreement.match)
    _places_of(by, match)
    now = Agreement.objects.get(pk=agreement.pk)
    if now.written_by_id != by.pk:
        raise NotTheWriterError
    if now.state == AgreementState.WITHDRAWN:
        return
    if now.state != AgreementState.PROPOSED:
        raise AgreementChangedError
    advance(now, AgreementState.WITHDRAWN, AGREEMENT_TRANSITIONS)
    record_about("agreement.withdrawn", match, by=by, changes={"version": now.version})


def _sign(agreement: Agreement, members: list[MatchMember]) -> None:
    """Put the names of members under a version."""
    Signature.objects.bulk_create(
        Signature(agreement=agreement, member=member) for member in members
    )


def _places_of(person: Person, match: Match) -> list[MatchMember]:
    """Return the person's places in a match under way; raises what stands in the way."""
    members = [member for member in match.members.all() if member.person == person]
    if not members:
        raise NotInMatchError
    if match.state not in AGREEING_STATES:
        raise NotUnderWayError
    return members
