"""States of drafts, and what was done to them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DraftState(TextChoices):
    """How far a draft is."""

    WAITING = "waiting", _("Waiting for its turn")
    SOLVING = "solving", _("Being worked out")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be made")
    CANCELLED = "cancelled", _("Stopped")
    DISCARDED = "discarded", _("Put aside")


DRAFT_TRANSITIONS: dict[str, frozenset[str]] = {
    DraftState.SOLVING: frozenset({DraftState.WAITING}),
    DraftState.READY: frozenset({DraftState.SOLVING, DraftState.DISCARDED}),
    DraftState.FAILED: frozenset({DraftState.WAITING, DraftState.SOLVING}),
    DraftState.CANCELLED: frozenset({DraftState.WAITING, DraftState.SOLVING}),
    DraftState.DISCARDED: frozenset({DraftState.READY}),
}


class DraftOrigin(TextChoices):
    """Why a draft was made."""

    RUN = "run", _("A run of the rules")
    AGAIN = "again", _("Run again, keeping pins")
    WHAT_IF = "what_if", _("A what-if that was kept")
    AFTER_ANSWERS = "after_answers", _("For those still without a match")


class HoldKind(TextChoices):
    """What a coordinator decided of a pair before any run."""

    PIN = "pin", _("Together, whatever comes")
    FORBID = "forbid", _("Not with each other")


class DraftChangeKind(TextChoices):
    """What somebody did to a draft by hand."""

    MADE = "made", _("Made")
    PINNED = "pinned", _("Pinned")
    UNPINNED = "unpinned", _("Pin taken out")
    FORBIDDEN = "forbidden", _("Kept apart")
    ALLOWED = "allowed", _("No longer kept apart")
    PLACED = "placed", _("Placed by hand")
    REMOVED = "removed", _("Taken out of the pair")
    SWAPPED = "swapped", _("Swapped")
    OVERRIDDEN = "overridden", _("Placed against a rule")
    RESTORED = "restored", _("Taken back")


class UnplacedReason(TextChoices):
    """Why a mentee has nobody in a draft."""

    NOBODY_ALLOWED = "nobody_allowed", _("A rule leaves nobody")
    ALL_FULL = "all_full", _("Everybody who fits is full")
    TAKEN_OUT = "taken_out", _("Taken out by hand")
    NOT_READY = "not_ready", _("Cannot be matched yet")
