"""The return forecast, as a report freezes it."""

from collections.abc import Sequence

from evaluation.forecasting.core import COVERS
from evaluation.forecasting.forecast import forecast_from
from evaluation.forecasting.history import record_of
from evaluation.reports.model import ForecastLine
from programmes.models import Cohort, Programme


def forecast_of(programme: Programme, cohorts: Sequence[Cohort]) -> ForecastLine | None:
    """Return who may come back after the last of these cohorts; None where nothing tells.

    A report on cohorts that others have followed needs no forecast: it tells who came.
    """
    forecast = forecast_from(record_of(programme))
    if forecast is None or forecast.ahead.number != max(cohort.number for cohort in cohorts):
        return None
    last = forecast.tested[-1] if forecast.tested else None
    return ForecastLine(
        of=forecast.back.of,
        likely=forecast.back.likely,
        low=forecast.back.low,
        high=forecast.back.high,
        covers=COVERS,
        backtests=len(forecast.tested),
        held=forecast.held,
        last_low=last.foreseen.low if last else None,
        last_high=last.foreseen.high if last else None,
        last_actual=last.actual if last else None,
    )
