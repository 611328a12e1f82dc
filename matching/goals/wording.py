"""How goals, ratings and progress are said."""

from collections.abc import Mapping
from datetime import date

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching.goals.emails import told_of
from matching.goals.enums import GoalState
from matching.goals.queries import readers_of
from matching.models import Goal, Match
from matching.models.goal import HIGHEST, LOWEST
from matching.wording import in_words, short_names
from mentorship.accounts.models import Person

AT_THE_START, AT_THE_END = gettext_lazy("at the very beginning"), gettext_lazy("where I want to be")
# Up to which per cent which words are used.
LITTLE, HALF, NEARLY, ALL = 30, 60, 90, 100


def how_many(states: Mapping[str, int]) -> str:
    """Return how goals stand: "Two goals under way, one reached"; empty without any.

    `states` maps each state to a number.
    """
    under_way = states.get(GoalState.OPEN, 0)
    reached = states.get(GoalState.REACHED, 0)
    let_go = states.get(GoalState.DROPPED, 0)
    if not under_way and not reached:
        words = ngettext("%(number)s goal let go", "%(number)s goals let go", let_go)
        return capfirst(words % {"number": apnumber(let_go)}) if let_go else ""
    if not under_way:
        words = ngettext("%(number)s goal reached", "%(number)s goals reached", reached)
        return capfirst(words % {"number": apnumber(reached)})
    words = ngettext("%(number)s goal under way", "%(number)s goals under way", under_way)
    first = capfirst(words % {"number": apnumber(under_way)})
    if not reached:
        return first
    both = _("%(under_way)s, %(number)s reached")
    return both % {"under_way": first, "number": apnumber(reached)}


def how_far(reached: int | None) -> str:
    """Return how far a goal is in words: "About half way (50%)"; None where nobody has said so."""
    if reached is None:
        return _("Not said yet")
    return _("%(words)s (%(reached)d%%)") % {"words": _stretch(reached), "reached": reached}


def _stretch(reached: int) -> str:
    """Return the words for a share of the way, in per cent."""
    if reached == 0:
        return _("Not begun yet")
    if reached <= LITTLE:
        return _("Begun")
    if reached <= HALF:
        return _("About half way")
    if reached <= NEARLY:
        return _("Nearly there")
    return _("All the way")


def from_to(goal: Goal) -> str:
    """Return where somebody stood and stands: "from 3 to 6", or "3 of 7" before the end."""
    if goal.end_rating is None:
        return _("%(start)d of %(highest)d") % {"start": goal.start_rating, "highest": HIGHEST}
    return _("from %(start)d to %(end)d") % {"start": goal.start_rating, "end": goal.end_rating}


def scale_in_words() -> str:
    """Return what the numbers of the scale mean."""
    return _("from %(lowest)d, the very beginning, to %(highest)d, all the way") % {
        "lowest": LOWEST,
        "highest": HIGHEST,
    }


def due_in_words(due_on: date | None, today: date) -> str:
    """Return by when: "by 3 May", "was due on 3 May"; empty without a day."""
    if due_on is None:
        return ""
    form = "j F" if due_on.year == today.year else "j F Y"
    words = _("was due on %(day)s") if due_on < today else _("by %(day)s")
    return words % {"day": date_format(due_on, form)}


def who_reads(match: Match, viewer: Person) -> str:
    """Return in a line who reads the goals of a match, as one of its people sees it."""
    if viewer in match.mentees:
        names = [_("you"), *(person.short_name for person in match.mentors if person != viewer)]
        mates = [each for each in match.mentees if each != viewer and each not in match.mentors]
        line = _("Only %(names)s can read your goals.") % {"names": in_words(names)}
        if mates:
            line += " " + _("%(names)s cannot.") % {"names": short_names(mates)}
    else:
        line = _("Only the mentee whose goals they are and their mentors can read them.")
    counts = _("Coordinators see how many goals there are and how many are reached, not what.")
    return f"{line} {counts}"


def who_reads_goal(goal: Goal, viewer: Person) -> str:
    """Return in a line who reads one goal, and who hears by mail that somebody wrote."""
    others = [person for person in readers_of(goal) if person != viewer]
    if not others:
        return _("Only you can read this page.")
    line = _("Only you and %(names)s can read this page.") % {"names": short_names(others)}
    told = told_of(goal, viewer)
    if not told:
        return line
    mail = ngettext(
        "When you write, %(names)s gets an e-mail that says so, not what: one a day at the most.",
        "When you write, %(names)s get an e-mail that says so, not what: one a day at the most.",
        len(told),
    )
    return f"{line} {mail % {'names': short_names(told)}}"
