"""What the list of applications says before it lists anything."""

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.applications.found import FoundApplications


def who_waits(found: FoundApplications) -> str:
    """Say for whom how many applications wait: “Four applications wait for you, …”."""
    numbers = {who: found.waiting_for(who) for who in ("you", "reviewers", "manager")}
    said = [_part(who, number) for who, number in numbers.items() if number]
    if not said:
        return _("No application waits for anybody.")
    first = next(number for number in numbers.values() if number)
    opening = ngettext("%(count)s application waits", "%(count)s applications wait", first)
    return capfirst(f"{opening % {'count': apnumber(first)}} {_after_count(said)}.")


def being_written(number: int) -> str:
    """Say how many are being written; who writes them is nobody's business yet."""
    if not number:
        return ""
    words = ngettext("%(count)s is being written.", "%(count)s are being written.", number)
    return capfirst(words % {"count": apnumber(number)})


def _part(who: str, number: int) -> tuple[str, str]:
    """Return a number in words, and for whom so many wait."""
    whom = {
        "you": _("for you"),
        "reviewers": _("for reviewers"),
        "manager": ngettext("for a line manager", "for line managers", number),
    }
    return str(apnumber(number)), whom[who]


def _after_count(said: list[tuple[str, str]]) -> str:
    """Return for whom they wait; the first number stands at the beginning already."""
    (_number, first), *others = said
    return ", ".join([first, *(f"{number} {whom}" for number, whom in others)])
