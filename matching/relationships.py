"""Everything that belongs to a match under way puts its news where others look for it."""

from matching.afterwards import registering as afterwards
from matching.agreeing import registering as agreeing
from matching.booking import registering as booking
from matching.care import registering as care
from matching.concerns import registering as concerns
from matching.ending import registering as ending
from matching.goals import registering as goals
from matching.messaging import registering as messaging


def register() -> None:
    """Fill the registries; called once, when the app is ready."""
    for part in (agreeing, goals, booking, messaging, afterwards, concerns, ending, care):
        part.register()
