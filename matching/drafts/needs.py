"""What drafts put on Today: one waits for a look, or could not be made."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.drafts.enums import DraftState
from matching.models import Draft, DraftPair
from matching.rounds.enums import RoundState
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.models import Programme
from programmes.needs import Need, Urgency, tells_needs

SHOWN = (DraftState.READY, DraftState.FAILED, DraftState.WAITING, DraftState.SOLVING)


@tells_needs(
    Permission.MANAGE_MATCHES,
    gate=lambda: Exists(
        Draft.objects.filter(
            round__cohort__programme=OuterRef("pk"),
            round__state=RoundState.OPEN,
            state__in=SHOWN,
        )
    ),
)
def needs_of_drafts(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield that the latest draft of an open round waits for a look; two queries at most.

    Nothing is asked while it is worked out, or once anything of the round's drafts was sent.
    """
    drafts = Draft.objects.filter(
        round__cohort__programme=programme, round__state=RoundState.OPEN, state__in=SHOWN
    )
    latest = drafts.select_related("round__cohort").order_by("-asked_at", "-number").first()
    if latest is None or latest.state in {DraftState.WAITING, DraftState.SOLVING}:
        return
    if latest.state == DraftState.FAILED:
        yield _failed(programme, latest)
        return
    sent = DraftPair.objects.filter(draft__round=latest.round_id, sending__isnull=False)
    if not sent.exists():
        yield _waits(programme, latest)


def _waits(programme: Programme, draft: Draft) -> Need:
    """Say that a draft waits for a look."""
    unplaced = draft.measures.get("unplaced", 0)
    reason = _("Everybody has a proposed mentor; nobody has been asked yet")
    if unplaced:
        said = ngettext(
            "%(count)d mentee needs a decision; nobody has been asked yet",
            "%(count)d mentees need a decision; nobody has been asked yet",
            unplaced,
        )
        reason = said % {"count": unplaced}
    return Need(
        key="matching.draft",
        title=_("%(draft)s of %(cohort)s waits for your look")
        % {"draft": draft, "cohort": draft.round.cohort.name},
        reason=reason,
        action=_("Look at it"),
        url=_url(programme, draft),
        urgency=Urgency.SOON,
    )


def _failed(programme: Programme, draft: Draft) -> Need:
    """Say that a draft could not be made."""
    return Need(
        key="matching.draft.failed",
        title=_("%(draft)s of %(cohort)s could not be made")
        % {"draft": draft, "cohort": draft.round.cohort.name},
        reason=draft.problem,
        action=_("See why"),
        url=_url(programme, draft),
        urgency=Urgency.SOON,
    )


def _url(programme: Programme, draft: Draft) -> str:
    """Return the page of a draft."""
    return reverse("matching:draft", args=(programme.slug, draft.pk))
