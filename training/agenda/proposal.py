"""From topics to the items of a workshop or a gathering, each with the figure behind it."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from training.agenda.enums import AgendaForm
from training.agenda.evidence import Evidence, Topic
from training.agenda.ranking import Figure, Source, minutes_for
from training.models import Competency


@dataclass(frozen=True, slots=True)
class Shape:
    """How a form is filled: minutes for arriving, topics, a break, and for what to take away."""

    arriving: int
    topics: int
    pause: int
    leaving: int
    most_topics: int
    least: int


SHAPES: dict[AgendaForm, Shape] = {
    AgendaForm.HALF_DAY: Shape(15, 160, 20, 15, most_topics=3, least=30),
    AgendaForm.HOUR: Shape(5, 50, 0, 5, most_topics=2, least=20),
}


@dataclass(frozen=True, slots=True)
class DraftItem:
    """An item that is proposed; `why` holds the figures in words, `evidence` as data."""

    title: str
    minutes: int
    competency: Competency | None = None
    why: str = ""
    evidence: dict[str, Any] = field(default_factory=dict)


def title_of(evidence: Evidence) -> str:
    """Return a title that names the first two topics."""
    names = [topic.competency.name for topic in evidence.topics[:2]]
    return _(" and ").join(names)


def draft_items(evidence: Evidence, form: AgendaForm) -> list[DraftItem]:
    """Return the items of a form for the most pressing topics, the first one longest."""
    shape = SHAPES[form]
    topics = evidence.topics[: shape.most_topics]
    minutes = minutes_for([topic.weight for topic in topics], shape.topics, least=shape.least)
    items = [
        _on_topic(topic, length, place)
        for place, (topic, length) in enumerate(zip(topics, minutes, strict=True), start=1)
    ]
    if shape.pause:
        items.insert(min(2, len(items)), DraftItem(_("Break"), shape.pause))
    arriving = DraftItem(_("Arriving: what each of us brings"), shape.arriving)
    leaving = DraftItem(_("What each of us will try, and with whom"), shape.leaving)
    return [arriving, *items, leaving]


def why_of(topic: Topic) -> str:
    """Return the figures that put a topic there, the strongest first, two at most."""
    telling = [figure for figure in topic.figures if figure.strength > 0]
    return " ".join(sentence_of(figure) for figure in telling[:2])


def sentence_of(figure: Figure) -> str:
    """Say what a figure says of a competency."""
    if figure.source is Source.SCORE:
        return _("Mentees rate it %(value)s of 7 (n = %(n)s).") % _numbers(figure)
    if figure.source is Source.GAP:
        words = (
            _("Mentors rate themselves %(value)s points higher than their mentees do (n = %(n)s).")
            if figure.value >= 0
            else _("Mentors rate themselves lower than their mentees do (n = %(n)s).")
        )
        return words % _numbers(figure)
    count = {"count": number_format(int(figure.value)), "n": number_format(figure.n)}
    if figure.source is Source.RAISED:
        return (
            ngettext(
                "%(count)s of %(n)s reasons given in the last year was about it.",
                "%(count)s of %(n)s reasons given in the last year were about it.",
                int(figure.value),
            )
            % count
        )
    return (
        ngettext(
            "%(count)s of %(n)s mentors has probably less than half of it left.",
            "%(count)s of %(n)s mentors have probably less than half of it left.",
            int(figure.value),
        )
        % count
    )


def _numbers(figure: Figure) -> dict[str, str]:
    """Return a figure and its n as people write them."""
    return {"value": number_format(round(figure.value, 1), 1), "n": number_format(figure.n)}


def _on_topic(topic: Topic, minutes: int, place: int) -> DraftItem:
    """Return the item on a topic."""
    return DraftItem(
        topic.competency.name,
        minutes,
        topic.competency,
        why_of(topic),
        {
            "rank": place,
            "weight": round(topic.weight, 4),
            "figures": [
                {"source": each.source.value, "value": round(each.value, 4), "n": each.n}
                for each in topic.figures
            ],
        },
    )
