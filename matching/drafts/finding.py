"""Rounds, drafts and pairs of one programme, for whoever may see them."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from matching.drafts.changes import PAIR
from matching.drafts.queries import pairs_of
from matching.models import Draft, DraftChange, DraftPair, Round
from matching.rounds.pages import trail_through
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.models import Participant, Programme
from programmes.permissions import allowed_in


def round_or_404(person: Person, programme: Programme, pk: UUID) -> Round:
    """Return a round of the programme, or answer 404."""
    rounds = Round.objects.visible_to(person).filter(cohort__programme=programme)
    return get_object_or_404(rounds.select_related("cohort__programme__organisation"), pk=pk)


def draft_or_404(person: Person, programme: Programme, pk: UUID) -> Draft:
    """Return a draft of the programme, or answer 404."""
    return get_object_or_404(_drafts(person, programme), pk=pk)


class PairGoneError(Exception):
    """The pair was there once; `change` says who took it apart, and when."""

    def __init__(self, change: DraftChange) -> None:
        """Keep what was done to it."""
        self.change = change
        super().__init__(str(change))


def pair_or_404(person: Person, programme: Programme, pk: UUID) -> tuple[Draft, DraftPair]:
    """Return a draft of the programme and one of its pairs, or answer 404.

    Raises PairGoneError where somebody took the pair apart meanwhile.
    """
    draft = _drafts(person, programme).filter(pairs=pk).first()
    if draft is None:
        changes = DraftChange.objects.filter(draft__in=_drafts(person, programme).order_by())
        undone = changes.filter(before__contains=[{"id": str(pk), "row": PAIR}])
        last = undone.select_related("by", "draft").order_by("-at").first()
        if last is None:
            raise Http404
        raise PairGoneError(last)
    return draft, get_object_or_404(pairs_of(draft), pk=pk)


def participant_or_404(draft: Draft, pk: UUID | None, role: str) -> Participant:
    """Return somebody in the cohort of a draft, or answer 404."""
    places = Participant.objects.filter(cohort=draft.round.cohort_id, role=role)
    return get_object_or_404(places.select_related("person"), pk=pk)


def may_manage(person: Person, programme: Programme) -> bool:
    """Tell whether somebody may change drafts here."""
    return allowed_in(person, Permission.MANAGE_MATCHES, programme)


def trail_of(programme: Programme, draft: Draft, *labels: str) -> list[dict[str, str]]:
    """Return the way to a page of a draft, or below it."""
    board = reverse("matching:draft", args=(programme.slug, draft.pk)) if labels else ""
    return trail_through(draft.round, (str(draft), board), *((label, "") for label in labels))


def _drafts(person: Person, programme: Programme) -> "QuerySet[Draft]":
    """Return the drafts of a programme that somebody may see."""
    drafts = Draft.objects.visible_to(person).filter(round__cohort__programme=programme)
    return drafts.select_related("round__cohort__programme__organisation", "asked_by")
