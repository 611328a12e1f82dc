"""Example goals by theme: a start for who does not know where to begin, each with two steps."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from matching.goals.enums import GoalTheme

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Example:
    """A goal as somebody might set it; `key` names it in an address."""

    key: str
    theme: str
    title: "_StrPromise"
    measure: "_StrPromise"
    steps: "tuple[_StrPromise, _StrPromise]"


@dataclass(frozen=True, slots=True)
class Theme:
    """What goals are about, with its examples."""

    label: str
    examples: tuple[Example, ...]


_CAREER = (
    Example(
        "next-role",
        GoalTheme.CAREER,
        _("Know which role I want next, and why"),
        _("I can say it in two sentences, and name what I still lack for it"),
        (
            _("Talk to three people who do work that interests me"),
            _("Write down what gives me energy in my week, and what takes it"),
        ),
    ),
    Example(
        "promotion",
        GoalTheme.CAREER,
        _("Be ready to apply for the next level"),
        _("My manager and my mentor both say that my examples are strong enough"),
        (
            _("Read what the next level asks for, and mark what I do already"),
            _("Ask my manager which two things they would need to see"),
        ),
    ),
    Example(
        "change-field",
        GoalTheme.CAREER,
        _("Find out whether another department would suit me"),
        _("I have seen its work for a day, and decided either way"),
        (
            _("Ask my mentor whom I could follow for a day"),
            _("List what I would gain there, and what I would miss"),
        ),
    ),
    Example(
        "first-year",
        GoalTheme.CAREER,
        _("Find my feet in my new job"),
        _("I know what is expected of me, and whom to ask about what"),
        (
            _("Agree with my manager what a good first half-year looks like"),
            _("Draw a map of the people my work depends on"),
        ),
    ),
)

_LEADING = (
    Example(
        "first-team",
        GoalTheme.LEADING,
        _("Lead my first team with a calm hand"),
        _("Everybody in the team knows what matters this month, and tells me early when it slips"),
        (
            _("Meet everybody in the team on their own, mostly to listen"),
            _("Agree with the team how we want to work, on one page"),
        ),
    ),
    Example(
        "delegate",
        GoalTheme.LEADING,
        _("Hand work over, and leave it there"),
        _("Three pieces of my work are done by others, and I no longer check each step"),
        (
            _("List what only I can do, and what I only do from habit"),
            _("Hand over one piece, with a date on which we look at it together"),
        ),
    ),
    Example(
        "feedback",
        GoalTheme.LEADING,
        _("Give honest feedback without hurting"),
        _("I say difficult things within a week, and people still come to me"),
        (
            _("Practise one conversation with my mentor before I have it"),
            _("Ask somebody I trust how my last feedback felt"),
        ),
    ),
    Example(
        "meetings",
        GoalTheme.LEADING,
        _("Run meetings that people are glad to have been in"),
        _("We end on time, with decisions that everybody can repeat"),
        (
            _("Watch how my mentor opens and closes a meeting"),
            _("Send the one question of each meeting the day before"),
        ),
    ),
    Example(
        "conflict",
        GoalTheme.LEADING,
        _("Settle a disagreement in my team"),
        _("The two work together again without me in between"),
        (
            _("Hear both sides on their own, before I judge"),
            _("Think through with my mentor what each of them needs"),
        ),
    ),
)

_SKILLS = (
    Example(
        "speaking",
        GoalTheme.SKILLS,
        _("Speak to a room without dreading it"),
        _("I have spoken to twenty people or more, and would do it again"),
        (
            _("Give a five-minute talk to my own team"),
            _("Ask my mentor to listen to a rehearsal, and to name one thing"),
        ),
    ),
    Example(
        "writing",
        GoalTheme.SKILLS,
        _("Write so that busy people read it"),
        _("My papers fit on one page, and decisions are taken on them"),
        (
            _("Cut my last report to a third, and compare it with my mentor"),
            _("Collect three papers that I found clear, and see why"),
        ),
    ),
    Example(
        "figures",
        GoalTheme.SKILLS,
        _("Read a budget, and ask the right questions about it"),
        _("I can explain our department’s figures to a new colleague"),
        (
            _("Go through last year’s budget with somebody from finance"),
            _("Keep a list of words I do not understand, and bring it along"),
        ),
    ),
    Example(
        "negotiating",
        GoalTheme.SKILLS,
        _("Negotiate without giving in too soon"),
        _("I have gone through one real negotiation with a plan, and kept to it"),
        (
            _("Write down what I want, what I would accept, and when I would leave"),
            _("Play it through with my mentor on the other side"),
        ),
    ),
)

_CONFIDENCE = (
    Example(
        "speak-up",
        GoalTheme.CONFIDENCE,
        _("Say what I think in meetings with senior people"),
        _("I have spoken in each of the last four meetings"),
        (
            _("Prepare one point before each meeting, and make it early"),
            _("Tell my mentor afterwards what held me back, and what helped"),
        ),
    ),
    Example(
        "strengths",
        GoalTheme.CONFIDENCE,
        _("Know what I am good at, and say so"),
        _("I can name three strengths, each with an example, without apologising"),
        (
            _("Ask three colleagues when they saw me at my best"),
            _("Tell my mentor the story of something that went well"),
        ),
    ),
    Example(
        "visible-work",
        GoalTheme.CONFIDENCE,
        _("Let my work be seen"),
        _("Two people outside my team know what I do, and have asked me about it"),
        (
            _("Show a piece of work at a meeting of another team"),
            _("Send my manager a short note each month on what was done"),
        ),
    ),
    Example(
        "say-no",
        GoalTheme.CONFIDENCE,
        _("Say no kindly, and mean it"),
        _("I have turned down what was not mine to do, and nobody was lost over it"),
        (
            _("Write down what I said yes to this month, and what I regret"),
            _("Find words with my mentor that sound like me"),
        ),
    ),
)

_NETWORK = (
    Example(
        "five-people",
        GoalTheme.NETWORK,
        _("Know five people outside my department"),
        _("I could ring each of them with a question"),
        (
            _("Ask my mentor to introduce me to two people"),
            _("Invite somebody I do not know to a coffee each fortnight"),
        ),
    ),
    Example(
        "field",
        GoalTheme.NETWORK,
        _("Belong to the people of my field"),
        _("I go to one gathering regularly, and am greeted by name"),
        (
            _("Find two groups or events, and try both once"),
            _("Offer to help at one of them"),
        ),
    ),
    Example(
        "sponsor",
        GoalTheme.NETWORK,
        _("Find somebody who speaks for me when I am not in the room"),
        _("Somebody senior has put my name forward for something"),
        (
            _("Think with my mentor about who knows my work, and who should"),
            _("Ask one of them for advice on something real"),
        ),
    ),
    Example(
        "relation",
        GoalTheme.NETWORK,
        _("Work better with a colleague I find difficult"),
        _("We settle things between us without others being drawn in"),
        (
            _("Write down what I know of what they need"),
            _("Have a talk that is not about a problem"),
        ),
    ),
)

_BALANCE = (
    Example(
        "evenings",
        GoalTheme.BALANCE,
        _("Stop working in the evenings"),
        _("Four evenings a week are mine, for a month"),
        (
            _("Note for a week what keeps me late"),
            _("Tell my team when I can be reached, and when not"),
        ),
    ),
    Example(
        "return",
        GoalTheme.BALANCE,
        _("Come back well from parental leave"),
        _("I do work that matters to me, in the hours I want to work"),
        (
            _("Agree with my manager what the first three months look like"),
            _("Talk to somebody who came back last year"),
        ),
    ),
    Example(
        "focus",
        GoalTheme.BALANCE,
        _("Have time for what matters most"),
        _("I spend two undisturbed mornings a week on my most important work"),
        (
            _("Choose the two mornings, and block them in my diary"),
            _("Leave one regular meeting that does not need me"),
        ),
    ),
    Example(
        "pressure",
        GoalTheme.BALANCE,
        _("Keep calm when everything comes at once"),
        _("I notice early that it is too much, and say so in time"),
        (
            _("Write down how I notice that it is getting too much"),
            _("Decide with my mentor whom I tell, and what I let lie"),
        ),
    ),
)

_PROJECT = (
    Example(
        "finish",
        GoalTheme.PROJECT,
        _("Finish the project that I keep putting off"),
        _("It is in use, or I have decided in peace to stop"),
        (
            _("Write down what “finished” means, in three lines"),
            _("Agree with my mentor on the smallest next piece"),
        ),
    ),
    Example(
        "first-project",
        GoalTheme.PROJECT,
        _("Lead a project from idea to result"),
        _("Those it was made for use it, and say what it changed"),
        (
            _("Describe on one page for whom it is, and why now"),
            _("Show it to two people who will ask hard questions"),
        ),
    ),
    Example(
        "support",
        GoalTheme.PROJECT,
        _("Win support for an idea of mine"),
        _("Somebody who decides has said yes, with time or money"),
        (
            _("List who decides, and what each of them cares about"),
            _("Practise a three-minute version with my mentor"),
        ),
    ),
    Example(
        "publish",
        GoalTheme.PROJECT,
        _("Bring a piece of my work to the public"),
        _("It is published, given as a talk, or open for others to use"),
        (
            _("Choose where it should appear, and read what they ask for"),
            _("Write a first version that only my mentor sees"),
        ),
    ),
)

_OTHER = (
    Example(
        "language",
        GoalTheme.OTHER,
        _("Hold a work conversation in another language"),
        _("I have got through a meeting of half an hour in it"),
        (
            _("Find somebody to talk with for half an hour a week"),
            _("Collect the fifty words that my work needs"),
        ),
    ),
    Example(
        "study",
        GoalTheme.OTHER,
        _("Decide whether to study beside my work"),
        _("I have decided, and know what it costs in time and money"),
        (
            _("Talk to somebody who has done it"),
            _("Try for two weeks to keep the hours free that it would take"),
        ),
    ),
    Example(
        "give-back",
        GoalTheme.OTHER,
        _("Pass on what I know"),
        _("Somebody does something better because I showed them how"),
        (
            _("Think of three people who are where I was two years ago"),
            _("Offer one of them an hour"),
        ),
    ),
    Example(
        "values",
        GoalTheme.OTHER,
        _("Find out what matters to me in my work"),
        _("I can name three things that I would not give up, and see them in my week"),
        (
            _("Tell my mentor of a day on which everything felt right"),
            _("Write down what I envy in others’ work, and why"),
        ),
    ),
)

_ALL = (_CAREER, _LEADING, _SKILLS, _CONFIDENCE, _NETWORK, _BALANCE, _PROJECT, _OTHER)
_BY_KEY = {example.key: example for examples in _ALL for example in examples}


def themes() -> list[Theme]:
    """Return all themes with their examples, in the order in which they are offered."""
    return [Theme(str(GoalTheme(examples[0].theme).label), examples) for examples in _ALL]


def example_of(key: str) -> Example | None:
    """Return the example of that key; None where there is none."""
    return _BY_KEY.get(key)
