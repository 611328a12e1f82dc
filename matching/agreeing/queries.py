"""How the agreement of a match stands: what counts, what waits, and what was before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Prefetch
from django.utils import timezone

from matching.agreeing.enums import AgreementState
from matching.agreeing.lines import Change, Line, changes_between, lines_of
from matching.enums import MatchState
from matching.models import Agreement, Match, MatchMember, Signature
from matching.models.agreement import AgreementQuerySet
from mentorship.accounts.models import Person

# While a match is in these, its people may write, sign and take back.
AGREEING_STATES = frozenset({MatchState.ACCEPTED, MatchState.ACTIVE, MatchState.PAUSED})
# Versions that counted at some time, so that there is something to keep.
SIGNED_STATES = (AgreementState.IN_FORCE, AgreementState.REPLACED)


@dataclass(frozen=True, slots=True)
class Version:
    """One version as the people of the match read it."""

    agreement: Agreement
    members: tuple[MatchMember, ...]
    signatures: tuple[Signature, ...]
    # Against the version before it that counted, or that it was written to replace.
    changes: tuple[Change, ...] = ()

    @property
    def lines(self) -> list[Line]:
        """Return its five lines in words."""
        return lines_of(self.agreement).in_words()

    @property
    def unsigned(self) -> list[Person]:
        """Return who has not signed it."""
        signed = {signature.member_id for signature in self.signatures}
        return [member.person for member in self.members if member.pk not in signed]

    @property
    def signed(self) -> list[tuple[Person, datetime]]:
        """Return who signed it, and when, the first first."""
        people = {member.pk: member.person for member in self.members}
        return [(people[each.member_id], each.signed_at) for each in self.signatures]

    @property
    def waits(self) -> bool:
        """Tell whether it waits for signatures."""
        return self.agreement.state == AgreementState.PROPOSED

    @property
    def was_signed_by_all(self) -> bool:
        """Tell whether it counts, or counted once."""
        return self.agreement.state in SIGNED_STATES

    def is_over(self, today: date) -> bool:
        """Tell whether the day until which they agreed has passed."""
        return self.agreement.ends_on < today


@dataclass(frozen=True, slots=True)
class AgreementStanding:
    """All versions of the agreement of a match, the latest first."""

    versions: tuple[Version, ...]

    @property
    def in_force(self) -> Version | None:
        """Return the version that counts, if any."""
        return self._first(AgreementState.IN_FORCE)

    @property
    def waiting(self) -> Version | None:
        """Return the version that waits for signatures, if any."""
        return self._first(AgreementState.PROPOSED)

    @property
    def latest(self) -> int:
        """Return the number of the latest version; 0 where there is none."""
        return self.versions[0].agreement.version if self.versions else 0

    def waits_for(self, person: Person) -> bool:
        """Tell whether somebody's signature is asked for."""
        return self.waiting is not None and person in self.waiting.unsigned

    def _first(self, state: str) -> Version | None:
        """Return the latest version in a state."""
        return next((each for each in self.versions if each.agreement.state == state), None)


def agreement_in_force(match: Match) -> Agreement | None:
    """Return the version that everybody signed and no later one replaced; one query."""
    return match.agreements.filter(state=AgreementState.IN_FORCE).first()


def latest_version(match: Match) -> int:
    """Return the number of the latest version; 0 where there is none; one query."""
    number = Agreement.objects.filter(match=match).aggregate(number=Max("version"))["number"]
    return int(number or 0)


def agreement_standing(match: Match, viewer: Person) -> AgreementStanding:
    """Return how the agreement stands, for one of its people; two queries.

    The match comes with its people. Whoever is not in it gets nothing to read.
    """
    return standing_of(match, list(versions_of(match, viewer)))


def versions_of(match: Match, viewer: Person) -> AgreementQuerySet:
    """Return all versions of an agreement with their signatures, the latest first."""
    return (
        Agreement.objects.visible_to(viewer)
        .filter(match=match)
        .select_related("written_by")
        .prefetch_related(Prefetch("signatures", queryset=Signature.objects.order_by("signed_at")))
        .order_by("-version")
    )


def standing_of(match: Match, rows: Sequence[Agreement]) -> AgreementStanding:
    """Return how an agreement of these versions stands."""
    members = tuple(match.members.all())
    return AgreementStanding(
        tuple(
            Version(row, members, tuple(row.signatures.all()), _changes(row, rows[place + 1 :]))
            for place, row in enumerate(rows)
        )
    )


def today_of(match: Match) -> date:
    """Return which day it is where the organisation is."""
    return timezone.localdate(timezone=match.cohort.programme.organisation.time_zone)


def _changes(row: Agreement, earlier: Sequence[Agreement]) -> tuple[Change, ...]:
    """Return what a version changed against the last one that counted, else the one before it."""
    if not earlier:
        return ()
    counted = (each for each in earlier if each.state in SIGNED_STATES)
    return tuple(changes_between(lines_of(next(counted, earlier[0])), lines_of(row)))
