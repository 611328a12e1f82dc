"""Looks back: what would have been foreseen of each Open Seeds cohort from those before it alone.

`python -m benchmarks.forecasting` imports the record into a throw-away database and prints, for
each cohort, forecast and outcome, the mean error and how often the interval held, once with what
mentors had said they intend and once without. `figures.txt` keeps what it printed last.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.people.__main__ import scratch_database

if TYPE_CHECKING:
    from evaluation.forecasting.forecast import Tested

RECORD = Path(__file__).parents[2] / "examples" / "open-seeds"


def told(name: str, forecasts: "Sequence[Tested]", covers: int) -> list[str]:
    """Return one line for each forecast, then how often they held and by how much they missed."""
    lines = [name]
    for each in forecasts:
        foreseen = each.foreseen
        lines.append(
            f"  cohort {each.turn.number + 1}: {foreseen.low} to {foreseen.high}, likely"
            f" {foreseen.likely}, of {each.turn.back.of}; actual {each.actual},"
            f" error {each.error:+}, {'held' if each.held else 'missed'}"
        )
    held = sum(each.held for each in forecasts)
    error = sum(abs(each.error) for each in forecasts) / len(forecasts)
    lines.append(
        f"  held {held} of {len(forecasts)} (meant: {covers}%), mean error {error:.2f} people"
    )
    return lines


def main() -> int:
    """Import, look back, print."""
    with scratch_database():
        from evaluation.actions.imports import import_open_seeds
        from evaluation.forecasting.core import COVERS
        from evaluation.forecasting.forecast import forecast_from
        from evaluation.forecasting.history import record_of
        from programmes.models import Programme

        import_open_seeds(RECORD, by=None)
        forecast = forecast_from(record_of(Programme.objects.get(slug="open-seeds")))
        if forecast is None:
            print("Nothing can be foreseen of the record.")
            return 1
        lines = told("With what mentors intend", forecast.tested, COVERS)
        lines += told("From history alone", forecast.tested_by_history, COVERS)
        back = forecast.back
        lines.append(f"Next: {back.low} to {back.high}, likely {back.likely}, of {back.of}")
        print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
