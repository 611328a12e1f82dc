"""The steps from mentee to mentor."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PathwayState(TextChoices):
    """How far somebody is on the way to being a mentor."""

    INTERESTED = "interested", _("Interested")
    READY = "ready", _("Ready")
    TRAINED = "trained", _("Trained")
    SHADOWING = "shadowing", _("Shadowing")
    CO_MENTORING = "co_mentoring", _("Co-mentoring")
    SOLO = "solo", _("Mentor, with support")
    ESTABLISHED = "established", _("Established mentor")
    LEFT = "left", _("Left the pathway")


# The funnel, in order; who left it may come back.
PATHWAY_STEPS = (
    PathwayState.INTERESTED,
    PathwayState.READY,
    PathwayState.TRAINED,
    PathwayState.SHADOWING,
    PathwayState.CO_MENTORING,
    PathwayState.SOLO,
    PathwayState.ESTABLISHED,
)

# A step may be left out with a reason: somebody with experience need not shadow.
PATHWAY_TRANSITIONS: dict[str, frozenset[str]] = {
    **{
        step: frozenset({*PATHWAY_STEPS[:number], PathwayState.LEFT})
        for number, step in enumerate(PATHWAY_STEPS)
    },
    PathwayState.LEFT: frozenset(PATHWAY_STEPS),
}


class InterestSource(TextChoices):
    """How it came out that somebody would like to be a mentor."""

    CLOSE = "close", _("Asked at the close")
    SELF = "self", _("Said so themselves")
    COORDINATOR = "coordinator", _("Asked by the team")


class ConsentState(TextChoices):
    """Whether a mentor and a mentee let somebody observe."""

    ASKED = "asked", _("Waiting for an answer")
    GIVEN = "given", _("Agreed")
    REFUSED = "refused", _("Rather not")


class ShadowingState(TextChoices):
    """How far an observation is."""

    ASKED = "asked", _("Waiting for both")
    AGREED = "agreed", _("Both agree")
    REFUSED = "refused", _("Rather not")
    OBSERVED = "observed", _("Observed")
    CANCELLED = "cancelled", _("Called off")


SHADOWING_TRANSITIONS: dict[str, frozenset[str]] = {
    ShadowingState.AGREED: frozenset({ShadowingState.ASKED}),
    ShadowingState.REFUSED: frozenset({ShadowingState.ASKED, ShadowingState.AGREED}),
    ShadowingState.OBSERVED: frozenset({ShadowingState.AGREED}),
    ShadowingState.CANCELLED: frozenset({ShadowingState.ASKED, ShadowingState.AGREED}),
}

# Those that may still come about.
OPEN_SHADOWINGS = frozenset({ShadowingState.ASKED, ShadowingState.AGREED})

# Who has been found ready, and has not begun to mentor yet, may come to transition training.
LEARNING_TO_MENTOR = (
    PathwayState.READY,
    PathwayState.TRAINED,
    PathwayState.SHADOWING,
    PathwayState.CO_MENTORING,
)
