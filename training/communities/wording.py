"""Communities in words that a person would say."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from training.communities.health import Health
from training.communities.rhythm import Vitality
from training.wording import number

TONES: dict[Vitality, str] = {
    Vitality.NEW: "idle",
    Vitality.ALIVE: "good",
    Vitality.QUIET: "warn",
    Vitality.ASLEEP: "off",
}


def vitality_word(vitality: Vitality) -> str:
    """Return one word for how a community fares."""
    words = {
        Vitality.NEW: _("New"),
        Vitality.ALIVE: _("Alive"),
        Vitality.QUIET: _("Quiet"),
        Vitality.ASLEEP: _("Asleep"),
    }
    return words[vitality]


def health_sentence(health: Health) -> str:
    """Say in a sentence how alive it is: “Alive: 9 of 14 members came to the last three …”."""
    pulse = health.pulse
    if pulse.vitality is Vitality.NEW:
        if health.next is not None:
            return _("New: the first gathering is on %(day)s") % {
                "day": date_format(health.next.starts_at, "j F")
            }
        return _("New: nobody has gathered yet")
    if pulse.vitality is Vitality.ASLEEP:
        return _("Asleep: nobody has gathered since %(month)s, and nothing is planned") % {
            "month": date_format(health.beats[-1].on, "F Y")
        }
    sentence = ngettext(
        "%(word)s: %(came)d of %(members)d members came to the last gathering",
        "%(word)s: %(came)d of %(members)d members came to the last %(count)s gatherings",
        pulse.gatherings,
    )
    return sentence % {
        "word": vitality_word(pulse.vitality),
        "came": pulse.came,
        "members": pulse.members,
        "count": number(pulse.gatherings).lower(),
    }


def planned_against_needed(health: Health) -> str:
    """Say how many gatherings there are of those it needs: “1 (2 needed)”."""
    return _("%(counted)d (%(needed)d needed)") % {
        "counted": health.counted,
        "needed": health.needed,
    }


def what_is_needed(health: Health) -> str:
    """Say what a community needs, and within which days."""
    sentence = ngettext(
        "It needs %(needed)d gathering between %(first)s and %(last)s; %(counted)d is held or "
        "planned",
        "It needs %(needed)d gatherings between %(first)s and %(last)s; held or planned: "
        "%(counted)d",
        health.needed,
    )
    return sentence % {
        "needed": health.needed,
        "counted": health.counted,
        "first": date_format(health.span.first, "j F Y"),
        "last": date_format(health.span.last, "j F Y"),
    }


def latest_beats(health: Health) -> str:
    """Return how many came to the last gatherings, the latest last: “12, 9, 11”."""
    return ", ".join(str(beat.came) for beat in health.beats[-3:]) or "–"
