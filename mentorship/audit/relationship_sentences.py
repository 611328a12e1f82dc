"""What was done in a relationship, in words: never what anybody wrote in it."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

RELATIONSHIPS: "dict[str, _StrPromise]" = {
    # meeting each other and agreements
    "match.talk_asked": _("Asked to talk before saying yes or no"),
    # goals
    "goal.set": _("Set a goal"),
    "goal.changed": _("Changed a goal"),
    "goal.open": _("Took a goal up again"),
    "goal.reached": _("Reached a goal"),
    "goal.dropped": _("Let a goal go"),
    "goal.rated": _("Said where a goal stands at the end"),
    "goal.step_added": _("Added a step to a goal"),
    "goal.step_changed": _("Changed a step of a goal"),
    "goal.step_removed": _("Took a step off a goal"),
    "goal.step_done": _("Ticked a step of a goal"),
    "goal.step_undone": _("Took the tick off a step of a goal"),
    "goal.progress_said": _("Said how far a goal is"),
    "goal.commented": _("Commented on a goal"),
    # meetings
    # afterwards and fit
    # messages
    # care
    # concerns
    # endings
}
