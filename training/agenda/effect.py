"""Whether a refresher moved what it was about: the next scores against those before it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from training.agenda.enums import FigureKind
from training.models import Competency, CompetencyFigure, RefresherAgenda
from training.queries.sessions import local_day


@dataclass(frozen=True, slots=True)
class Change:
    """Mentees' mean rating of a competency before a refresher and at the next wave after it."""

    competency: Competency
    was_on_agenda: bool
    before: CompetencyFigure
    after: CompetencyFigure

    @property
    def points(self) -> float:
        """Return by how much it changed, on the scale from 1 to 7."""
        return self.after.value - self.before.value


@dataclass(frozen=True, slots=True)
class Effect:
    """What changed on the agenda's competencies, and on the others."""

    changes: tuple[Change, ...]

    @property
    def on_agenda(self) -> float | None:
        """Return the mean change of what was on the agenda; None where nothing was measured."""
        return _mean(change.points for change in self.changes if change.was_on_agenda)

    @property
    def elsewhere(self) -> float | None:
        """Return the mean change of all other competencies."""
        return _mean(change.points for change in self.changes if not change.was_on_agenda)


def effect_of(agenda: RefresherAgenda) -> Effect | None:
    """Return what changed after an agenda's session; None before there is a later wave.

    Two queries. What is shown is associated with the refresher; other things happened as well.
    """
    if agenda.session is None:
        return None
    day = local_day(agenda.session)
    about = {item.competency_id for item in agenda.items.all() if item.competency_id}
    figures = CompetencyFigure.objects.filter(
        programme=agenda.programme_id, kind=FigureKind.MENTEE
    ).select_related("competency")
    changes = _changes(list(figures.order_by("measured_on", "pk")), day, about)
    return Effect(changes) if any(change.was_on_agenda for change in changes) else None


def _changes(
    figures: Sequence[CompetencyFigure], day: date, about: set[UUID]
) -> tuple[Change, ...]:
    """Return the change of each competency that was measured on both sides of the day."""
    before: dict[UUID, CompetencyFigure] = {}
    after: dict[UUID, CompetencyFigure] = {}
    for figure in figures:
        if figure.measured_on <= day:
            before[figure.competency_id] = figure
        else:
            after.setdefault(figure.competency_id, figure)
    return tuple(
        Change(figure.competency, key in about, figure, after[key])
        for key, figure in before.items()
        if key in after
    )


def _mean(values: Iterable[float]) -> float | None:
    """Return the mean, or None of nothing."""
    found = list(values)
    return sum(found) / len(found) if found else None
