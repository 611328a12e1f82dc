"""Evidence as pages show it, line by line."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from training.agenda.effect import Change, Effect
from training.agenda.evidence import Evidence, Topic
from training.agenda.proposal import sentence_of


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic with its place and the sentences that put it there."""

    place: int
    topic: Topic
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EffectLines:
    """What changed after a refresher: a sentence, and a table."""

    sentence: str
    columns: tuple[dict[str, Any], ...]
    rows: tuple[tuple[dict[str, Any], ...], ...]


def agenda_headline(evidence: Evidence) -> str:
    """Say what the next refresher should be about."""
    names = [topic.competency.name for topic in evidence.topics[:2]]
    if not names:
        return _("What should the next refresher be about?")
    if len(names) == 1:
        return _("The next refresher should be about %(first)s") % {"first": names[0]}
    return _("The next refresher should be about %(first)s and %(second)s") % {
        "first": names[0],
        "second": names[1],
    }


def topic_lines(evidence: Evidence) -> list[TopicLine]:
    """Return the topics in their order, each with what was said of it."""
    return [
        TopicLine(
            place, topic, tuple(sentence_of(each) for each in topic.figures if each.strength > 0)
        )
        for place, topic in enumerate(evidence.topics, start=1)
    ]


def effect_lines(effect: Effect) -> EffectLines:
    """Return what changed, the agenda's own competencies first."""
    columns = (
        {"label": _("Competency")},
        {"label": _("On the agenda")},
        {"label": _("Before"), "is_number": True},
        {"label": _("After"), "is_number": True},
        {"label": _("Change"), "is_number": True},
    )
    ordered = sorted(effect.changes, key=lambda change: not change.was_on_agenda)
    return EffectLines(_finding(effect), columns, tuple(_row(change) for change in ordered))


def _row(change: Change) -> tuple[dict[str, Any], ...]:
    """Return one competency's line."""
    return (
        {"text": change.competency.name},
        {"text": _("Yes") if change.was_on_agenda else _("No"), "column": _("On the agenda")},
        {
            "text": _mean(change.before.value, change.before.n),
            "is_number": True,
            "column": _("Before"),
        },
        {
            "text": _mean(change.after.value, change.after.n),
            "is_number": True,
            "column": _("After"),
        },
        {"text": signed(change.points), "is_number": True, "column": _("Change")},
    )


def _finding(effect: Effect) -> str:
    """Say how the agenda's competencies moved, and how the others did."""
    on_agenda = signed(effect.on_agenda or 0.0)
    if effect.elsewhere is None:
        return _(
            "What was on the agenda changed by %(here)s points at the next survey; nothing else "
            "was measured to compare it with."
        ) % {"here": on_agenda}
    return _(
        "What was on the agenda changed by %(here)s points at the next survey, the other "
        "competencies by %(there)s. That goes with the refresher; it need not come from it."
    ) % {"here": on_agenda, "there": signed(effect.elsewhere)}


def _mean(value: float, n: int) -> str:
    """Return a mean with its n."""
    return f"{number_format(round(value, 1), 1)} (n = {number_format(n)})"


def signed(points: float) -> str:
    """Return a change with its sign, never “−0.0”."""
    rounded = round(points, 1)
    if not rounded:
        return number_format(0, 1)
    sign = "+" if rounded > 0 else "−"
    return f"{sign}{number_format(abs(rounded), 1)}"
