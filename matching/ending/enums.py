"""States of requests for somebody else."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RematchState(TextChoices):
    """What became of a wish for somebody else."""

    ASKED = "asked", _("Asked")
    TAKEN_BACK = "taken_back", _("Taken back")
    DONE = "done", _("Done")


REMATCH_TRANSITIONS: dict[str, frozenset[str]] = {
    RematchState.TAKEN_BACK: frozenset({RematchState.ASKED}),
    RematchState.DONE: frozenset({RematchState.ASKED}),
}
