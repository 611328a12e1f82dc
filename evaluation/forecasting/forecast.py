"""The forecast of a programme: who comes back, who steps up, and how earlier forecasts fared."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from evaluation.forecasting.core import Foreseen, foresee, look_back, together
from evaluation.forecasting.history import Ahead, Record, Turn


@dataclass(frozen=True, slots=True)
class Tested:
    """What would have been foreseen of a cohort from those before it alone, and what came."""

    turn: Turn
    foreseen: Foreseen

    @property
    def actual(self) -> int:
        """Return how many came back."""
        return self.turn.back.came

    @property
    def held(self) -> bool:
        """Tell whether what came lies within the bounds."""
        return self.foreseen.holds(self.actual)

    @property
    def error(self) -> int:
        """Return by how many the forecast was wrong, above zero where more came than likely."""
        return self.actual - self.foreseen.likely


@dataclass(frozen=True, slots=True)
class Forecast:
    """Who may mentor in the next cohort: of the last one's mentors, of its mentees, and together.

    `by_history` is what earlier cohorts alone say; `back` also knows what people said and did.
    """

    ahead: Ahead
    turns: tuple[Turn, ...]
    by_history: Foreseen
    by_intent: Foreseen
    back: Foreseen
    steps: Foreseen | None
    total: Foreseen
    tested: tuple[Tested, ...]
    tested_by_history: tuple[Tested, ...]

    @property
    def held(self) -> int:
        """Return how many earlier forecasts held what came."""
        return sum(each.held for each in self.tested)

    @property
    def mean_error(self) -> float | None:
        """Return by how many people earlier forecasts were wrong on average, either way."""
        return _mean_error(self.tested)

    @property
    def mean_error_by_history(self) -> float | None:
        """Return the same of forecasts that knew nothing of what people intended."""
        return _mean_error(self.tested_by_history)


def forecast_from(record: Record) -> Forecast | None:
    """Return the forecast, or None where no cohort was followed by another, or none has begun."""
    ahead = record.ahead
    if ahead is None:
        return None
    able = ahead.mentors - ahead.gone
    by_history = foresee(record.backs, of=able)
    by_intent = foresee(record.backs, of=able, intent=ahead.intent)
    back = foresee(record.backs, of=able, intent=ahead.intent, surely=ahead.sure)
    if by_history is None or by_intent is None or back is None:
        return None
    steps = foresee(record.steps, of=ahead.mentees, surely=ahead.sure_steps)
    return Forecast(
        ahead=ahead,
        turns=record.turns,
        by_history=by_history,
        by_intent=by_intent,
        back=back,
        steps=steps,
        total=together(back, steps) if steps else back,
        tested=looked_back(record.turns),
        tested_by_history=looked_back([_without_intent(turn) for turn in record.turns]),
    )


def looked_back(turns: Sequence[Turn]) -> tuple[Tested, ...]:
    """Return each cohort of which something could have been foreseen, with what came."""
    foreseen = look_back([turn.back for turn in turns])
    return tuple(
        Tested(turn, each) for turn, each in zip(turns, foreseen, strict=True) if each is not None
    )


def _mean_error(forecasts: Sequence[Tested]) -> float | None:
    """Return by how many people forecasts were wrong on average; None without any."""
    if not forecasts:
        return None
    return sum(abs(each.error) for each in forecasts) / len(forecasts)


def _without_intent(turn: Turn) -> Turn:
    """Return what is known of a cohort but for what its mentors intended."""
    return replace(turn, back=replace(turn.back, intent=None))
