"""When two records of one person become one: nobody meets themselves, and places join.

Of two places in one cohort, what was said and drafted about the one goes over to the other; where
both have their own (a list of wishes, a mentor in a draft), that of the place that stays is kept.
"""

from collections.abc import Iterable, Iterator

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from matching.concerns.queries import answers_other, is_named_for_concerns
from matching.drafts.enums import DraftState, HoldKind
from matching.drafts.queries import measures_of
from matching.models import (
    Draft,
    DraftHold,
    DraftPair,
    DraftUnplaced,
    MatchMember,
    MatchRequest,
    MessageReport,
    SendingPair,
    WishList,
)
from matching.rounds.enums import RoundState
from mentorship.accounts.models import Person
from programmes.merging import Merger
from programmes.models import Participant

FOLLOWS = frozenset(
    f"matching.{name}"
    for name in (
        "DraftHold",
        "DraftPair",
        "DraftSeat",
        "DraftUnplaced",
        "MatchingPlace",
        "MatchRequest",
        "MentorGroupMember",
        "MentorSeats",
        "SendingPair",
        "Wish",
        "WishList",
    )
)


def obstacles(kept: Person, gone: Person) -> Iterable[str]:
    """Say so where the two are in one match, or one asked the other for one."""
    matches = MatchMember.objects.filter(participant__person=gone).values("match")
    if MatchMember.objects.filter(participant__person=kept, match__in=matches).exists():
        yield _("They are in one match with each other, so they are two people.")
    asked = Q(mentee__person=kept, mentor__person=gone) | Q(
        mentee__person=gone, mentor__person=kept
    )
    if MatchRequest.objects.filter(asked).exists():
        yield _("One of them asked the other for a match, so they are two people.")
    yield from _two_of_a_report(kept, gone)
    if is_named_for_concerns(kept) or is_named_for_concerns(gone) or answers_other(kept, gone):
        # The same words whether there is a concern or not, so that they tell of none.
        yield _("One of them answers concerns: name somebody else for it first.")


def _two_of_a_report(kept: Person, gone: Person) -> Iterator[str]:
    """Yield what one of the two did about a report of the other, or beside them."""
    reports = MessageReport.objects.all()
    pairs = [(kept, gone), (gone, kept)]
    if any(reports.filter(opening_asked_by=a, opened_by=b).exists() for a, b in pairs):
        yield _("They opened a reported conversation as two people, so they stay two.")
    looked_after = Q()
    for one, other in pairs:
        for deed in ("opening_asked_by", "opened_by", "settled_by"):
            looked_after |= Q(by=one, **{deed: other})
    if reports.filter(looked_after).exists():
        yield _("One of them looked after the other’s report about a message, so they stay two.")


def gives_way(stays: Participant, goes: Participant) -> Iterator[Model]:
    """Yield what belongs to a place that goes, where the place that stays has its own."""
    own = WishList.objects.filter(participant=stays).values("round")
    for wishes in WishList.objects.filter(participant=goes, round__in=own):
        yield from wishes.wishes.all()
        yield wishes
    placed = DraftPair.objects.filter(mentee=stays).values("draft")
    there = {"mentee": goes, "draft__in": placed}
    yield from DraftPair.objects.filter(**there)
    yield from DraftHold.objects.filter(kind=HoldKind.PIN, **there)
    yield from DraftUnplaced.objects.filter(**there)
    # Whoever waits in a draft in which their other place has a mentor waits no more.
    paired = DraftPair.objects.filter(mentee=goes).values("draft")
    yield from DraftUnplaced.objects.filter(mentee=stays, draft__in=paired)
    asked = SendingPair.objects.filter(mentee=stays).values("sending")
    yield from SendingPair.objects.filter(mentee=goes, sending__in=asked)


def count_anew(kept: Person, gone: Person, _by: Person) -> None:
    """Count the drafts of open rounds anew in which one of them is."""
    rows = Draft.objects.filter(state=DraftState.READY, round__state=RoundState.OPEN)
    places = Participant.objects.filter(person__in=[kept, gone])
    there = Q(pairs__mentee__in=places) | Q(pairs__mentor__in=places)
    for draft in rows.filter(there | Q(unplaced__mentee__in=places)).distinct():
        draft.measures = {**draft.measures, **measures_of(draft)}
        draft.save(update_fields=["measures"])


MERGER = Merger(
    name="matching",
    obstacles=obstacles,
    settle=count_anew,
    follows=FOLLOWS,
    gives_way=gives_way,
    unspoken=frozenset({"matching.Concern", "matching.ConcernEntry"}),
)
