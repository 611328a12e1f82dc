"""What to talk about in the last meeting, for each side."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from matching.enums import MatchSide

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Prompts = Sequence["_StrPromise"]

MENTEES: Prompts = (
    _("What can you do now that you could not do at the beginning?"),
    _("Which meeting do you still think of, and why?"),
    _("What did your mentor do that helped most? Tell them: few people ever do."),
    _("Where are you with your goals, and what is still open?"),
    _("Who could be beside you in the next step?"),
    _("Would you like to keep in touch, and how?"),
)
MENTORS: Prompts = (
    _("What have you seen grow? Name one thing, as precisely as you can."),
    _("What surprised you in your mentee’s way of doing things?"),
    _("What did you learn yourself, about the work or about listening?"),
    _("What would you do otherwise another time? Say it kindly, and ask the same."),
    _("Whom or what could you open a door to, before you part?"),
    _("Would you like to keep in touch, and how? A no is fine, and better said."),
)
PEERS: Prompts = (
    _("What can each of you do now that you could not do at the beginning?"),
    _("Which meeting do you still think of, and why?"),
    _("What did you get from the other that nobody else gave you?"),
    _("Was the time shared fairly? What would you do otherwise?"),
    _("What is the next step of each of you, and who could be beside you?"),
    _("Would you like to keep in touch, and how?"),
)
GUIDES: dict[str, Prompts] = {
    MatchSide.MENTEE: MENTEES,
    MatchSide.MENTOR: MENTORS,
    MatchSide.PEER: PEERS,
}
