"""The Mirror in words and in a picture."""

from collections.abc import Sequence

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.canonical import figure
from evaluation.mirror.page import Area, Mirror
from matching.wording import in_words
from mentorship.common.charts import Chart, Pair, Scale, Words, pair_chart
from programmes.models import Participant


def headline_of(mirrors: Sequence[Mirror]) -> str:
    """Say the one thing that the page shows."""
    areas = [area for mirror in mirrors for area in mirror.areas]
    if not areas:
        return _("Your Mirror is still empty")
    spots = sorted((a for a in areas if a.is_blind_spot), key=lambda area: -(area.gap or 0))
    if spots:
        return _spot_in_words(spots[0])
    compared = [area for area in areas if area.gap is not None]
    if compared:
        together = _("Your mentees see you much as you do, or better")
        alone = _("Who agreed sees you much as you do, or better")
        return together if any(area.group for area in compared) else alone
    if any(area.own is not None for area in areas):
        return _("This is how you see yourself; your mentees’ view follows")
    return _("This is how your mentees see you")


def _spot_in_words(area: Area) -> str:
    """Say that the mentor's mark is higher: than that of all together, or of who agreed."""
    facts = {"name": area.competency.name, "names": _named(area)}
    if area.group:
        return _("On “%(name)s” you rate yourself higher than your mentees do") % facts
    words = ngettext(
        "On “%(name)s” you rate yourself higher than %(names)s does",
        "On “%(name)s” you rate yourself higher than %(names)s do",
        len(area.named),
    )
    return words % facts


def sentence_of(area: Area) -> str:
    """Say how the two views compare, and of how many mentees that is."""
    facts = {"own": _mark(area.own), "others": _mark(area.others)}
    if area.group:
        facts |= {"n": str(area.group.n)}
        if area.own is None:
            return _("%(n)s mentees give you %(others)s of 7 on average.") % facts
        return (
            _("You give yourself %(own)s of 7; %(n)s mentees give you %(others)s on average.")
            % facts
        )
    if area.own is None:
        return ""
    return _("You give yourself %(own)s of 7.") % facts


def named_of(area: Area) -> list[str]:
    """Say what each mentee who agreed gave."""
    return [
        _("%(name)s gives you %(mark)s, and agreed that you see it.")
        % {"name": each.name, "mark": _mark(each.score)}
        for each in area.named
    ]


def verdict_of(area: Area) -> str:
    """Say in a few words whether the two views differ."""
    gap = area.gap
    if gap is None:
        return ""
    facts = {"points": _mark(abs(gap)), "names": _named(area)}
    if area.is_blind_spot and not area.group:
        return _("%(points)s higher than %(names)s") % facts
    if area.is_hidden_strength and not area.group:
        return _("%(points)s lower than %(names)s") % facts
    if area.is_blind_spot:
        return _("%(points)s higher than your mentees") % facts
    if area.is_hidden_strength:
        return _("%(points)s lower than your mentees") % facts
    return _("You see it alike")


def caution_of(mirror: Mirror) -> str:
    """Say how far the mentees' figures carry."""
    groups = [area.group for area in mirror.areas if area.group]
    if not groups:
        return ""
    sizes = sorted({group.n for group in groups})
    facts = {
        "n": str(sizes[0]),
        "most": str(sizes[-1]),
        "day": date_format(max(group.closed_at for group in groups), "j F Y"),
    }
    if len(sizes) == 1:
        words = _("Means of %(n)s mentees, as of %(day)s: a hint, not a measurement.")
    else:
        words = _("Means of %(n)s to %(most)s mentees, as of %(day)s: a hint, not a measurement.")
    return words % facts


def chart_of(mirror: Mirror) -> Chart | None:
    """Draw own scores beside the mentees'; None where there are none of both."""
    pairs = [
        Pair(area.competency.name, area.own, area.group.mean)
        for area in mirror.areas
        if area.own is not None and area.group
    ]
    if not pairs:
        return None
    widest = max(pairs, key=lambda pair: abs(pair.first - pair.second))
    caption = _("You and your mentees differ most on %(name)s: %(points)s points.") % {
        "name": widest.label,
        "points": _mark(abs(widest.first - widest.second)),
    }
    return pair_chart(
        pairs,
        words=Words(title=_("How you see yourself, and how your mentees see you"), caption=caption),
        scale=Scale(1, 7, title=_("mean mark, 1 to 7")),
        series=(_("You"), _("Your mentees")),
        first_column=_("Competency"),
    )


def consent_words(mentor: Participant) -> str:
    """Return the sentence to which a mentee agrees."""
    return _("%(name)s may see, with my name, how I rate them as a mentor.") % {
        "name": mentor.person.name
    }


def _named(area: Area) -> str:
    """Return who agreed to be seen, by name."""
    return in_words(each.name for each in area.named)


def _mark(value: float | None) -> str:
    """Return a score with one decimal."""
    return "" if value is None else number_format(figure(value, 1))
