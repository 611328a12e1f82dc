"""The competencies that come with each organisation, in levels of what one would see."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from training.enums import Audience

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LEVEL_NAMES = (_("Beginning"), _("Practising"), _("Sure"), _("Leading others"))


@dataclass(frozen=True, slots=True)
class Shipped:
    """A competency, and how it shows at each of the four levels, the lowest first."""

    key: str
    name: "_StrPromise"
    description: "_StrPromise"
    levels: tuple["_StrPromise", "_StrPromise", "_StrPromise", "_StrPromise"]
    audience: Audience


MENTOR_AREAS = (
    Shipped(
        "expectations",
        _("Aligning expectations"),
        _("Agree what each of you hopes for, and what it takes."),
        (
            _("Says what they hope for, and asks the mentee once."),
            _("Agrees goals, rhythm and limits in the first meetings, and writes them down."),
            _("Comes back to what was agreed, and changes it together when life changes."),
            _("Helps other mentors to repair an agreement that no longer fits."),
        ),
        Audience.MENTORS,
    ),
    Shipped(
        "communication",
        _("Communication"),
        _("Listen, ask, and say hard things kindly."),
        (
            _("Lets the mentee finish, and gives advice when asked."),
            _("Asks open questions, and sums up what was said before answering."),
            _("Gives feedback that is kind, exact and used; hears what is not said."),
            _("Shows other mentors how to hold a hard conversation, and reflects on their own."),
        ),
        Audience.MENTORS,
    ),
    Shipped(
        "understanding",
        _("Understanding"),
        _("Find out what your mentee knows, and what they need."),
        (
            _("Asks what the mentee has done so far."),
            _("Checks what was understood by letting the mentee explain it."),
            _("Fits each step to what the mentee knows, and notices when it is too much."),
            _("Helps other mentors to see what their mentees have understood, and what not."),
        ),
        Audience.MENTORS,
    ),
    Shipped(
        "independence",
        _("Independence"),
        _("Step back in time, so that they step forward."),
        (
            _("Solves problems for the mentee, and says how."),
            _("Offers choices, and lets the mentee decide."),
            _("Hands over the agenda, and lets the mentee try things that may go wrong."),
            _("Helps other mentors to step back, and plans the end of a match from its start."),
        ),
        Audience.MENTORS,
    ),
    Shipped(
        "inclusion",
        _("Inclusion"),
        _("See what differs between you, and make room for it."),
        (
            _("Knows that their own way is not the only one."),
            _("Asks what the mentee needs to take part well, and changes habits for it."),
            _("Names what is unfair, and uses their own standing to make room."),
            _("Makes a whole programme fairer: who is heard, who is seen, who is asked."),
        ),
        Audience.MENTORS,
    ),
    Shipped(
        "development",
        _("Professional development"),
        _("Open doors, and help to walk through them."),
        (
            _("Tells how their own career went."),
            _("Helps to set goals, and to find the next small step."),
            _("Introduces the mentee to people, and recommends them by name."),
            _("Opens doors for mentees of others, and grows new mentors."),
        ),
        Audience.MENTORS,
    ),
)

MENTEE_SKILLS = (
    Shipped(
        "owning-goals",
        _("Owning my goals"),
        _("Know what you want from this, and steer towards it."),
        (
            _("Can say what they would like to change."),
            _("Has written goals, and can say what reaching them would look like."),
            _("Takes the next step without being asked, and adapts goals when they change."),
            _("Helps other mentees to find goals that are their own."),
        ),
        Audience.MENTEES,
    ),
    Shipped(
        "preparing",
        _("Preparing"),
        _("Come to each meeting with what matters most."),
        (
            _("Comes on time, and has something to talk about."),
            _("Sends a few lines beforehand: what happened, and what they would like to discuss."),
            _("Leads the meeting, keeps its time, and notes what was agreed."),
            _("Shows other mentees how they prepare."),
        ),
        Audience.MENTEES,
    ),
    Shipped(
        "using-feedback",
        _("Asking for and using feedback"),
        _("Ask for what would help, hear it, and try it."),
        (
            _("Listens to feedback without defending themselves at once."),
            _("Asks for feedback on something exact."),
            _("Tries what they heard, and tells what came of it."),
            _("Asks widely, gives feedback in turn, and helps others to hear it."),
        ),
        Audience.MENTEES,
    ),
    Shipped(
        "reflecting",
        _("Reflecting"),
        _("Look back on what you did, and find what to do next time."),
        (
            _("Tells what happened."),
            _("Says what went well, what did not, and why."),
            _("Sees patterns in what they do, and changes one at a time."),
            _("Asks others the questions that help them to look back."),
        ),
        Audience.MENTEES,
    ),
    Shipped(
        "building-network",
        _("Building a network"),
        _("Know people who help you on, and whom you help."),
        (
            _("Knows whom to ask in their own team."),
            _("Follows up on introductions, and thanks for them."),
            _("Finds and meets new people, and stays in touch with them."),
            _("Brings people together who should know each other."),
        ),
        Audience.MENTEES,
    ),
)

SHIPPED = (*MENTOR_AREAS, *MENTEE_SKILLS)
KEYS = frozenset(shipped.key for shipped in SHIPPED)
