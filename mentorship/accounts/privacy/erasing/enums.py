"""The states of an erasure, and what is decided about a text that names the person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentorship.common.lifecycle import Transitions


class ErasureState(models.TextChoices):
    """How far an erasure has come."""

    ASKED = "asked", _("asked for")
    DONE = "done", _("erased")
    WITHDRAWN = "withdrawn", _("taken back")
    DECLINED = "declined", _("declined")


ERASURE_TRANSITIONS: Transitions = {
    ErasureState.DONE: frozenset({ErasureState.ASKED}),
    ErasureState.WITHDRAWN: frozenset({ErasureState.ASKED}),
    ErasureState.DECLINED: frozenset({ErasureState.ASKED}),
}


class MentionAnswer(models.TextChoices):
    """What becomes of a name in a text by somebody else."""

    CUT = "cut", _("Cut the name out")
    KEEP = "keep", _("Keep it, with a reason")
