"""Who waits for whom: participants are locked first, in one order, and then the match."""

from collections.abc import Iterable, Mapping

from matching.models import Match
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models import Participant


def lock_participants(participants: Iterable[Participant]) -> list[Participant]:
    """Return the participants as they are now, and let nobody else move them until the end."""
    wanted = [participant.pk for participant in participants]
    rows = Participant.objects.filter(pk__in=wanted).select_related("person", "cohort")
    return list(rows.order_by("pk").select_for_update(of=("self",), no_key=True))


def lock_match(match: Match) -> Match:
    """Return the match as it is now, and let nobody else change it until the end."""
    rows = Match.objects.select_related("cohort__programme__organisation").with_people()
    return rows.select_for_update(of=("self",), no_key=True).get(pk=match.pk)


def lock_people_and_match(match: Match) -> tuple[list[Participant], Match]:
    """Lock everybody in the match and then the match; nobody joins a match once it is made."""
    members = Participant.objects.filter(match_places__match=match)
    return lock_participants(members), lock_match(match)


def record_about(
    kind: str, match: Match, *, by: Person | None, changes: Mapping[str, object] | None = None
) -> None:
    """Record something under the organisation that the match belongs to."""
    organisation_id = match.cohort.programme.organisation_id
    record(kind, match, by=by, organisation_id=organisation_id, changes=changes)
