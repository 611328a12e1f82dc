"""The page about the next cohort's mentors, in words, with its picture and its table."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.forecasting.core import COVERS, Foreseen
from evaluation.forecasting.forecast import Forecast, Tested
from mentorship.common.charts import Chart, Estimate, Scale, Words, interval_chart
from training.retention.returning import Meant

TENTHS = 1
# Fewer earlier forecasts than this say little about how good the next one is.
TELLING = 10
# So many of the latest cohorts are told of one by one.
MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that the forecast rests on, and what it alone makes of it."""

    name: str
    meaning: str
    figure: str


@dataclass(frozen=True, slots=True)
class Row:
    """One earlier cohort: what would have been foreseen, what came, and whether it held."""

    name: str
    foreseen: str
    actual: str
    held: bool


def span(foreseen: Foreseen) -> str:
    """Write the bounds: “15 to 22”, or one number where both are the same."""
    if foreseen.low == foreseen.high:
        return number_format(foreseen.low)
    return _("%(low)s to %(high)s") % {
        "low": number_format(foreseen.low),
        "high": number_format(foreseen.high),
    }


def headline(forecast: Forecast) -> str:
    """Return the sentence with which the page opens."""
    return ngettext(
        "%(span)s of your %(of)s mentor may come back, most likely %(likely)s",
        "%(span)s of your %(of)s mentors may come back, most likely %(likely)s",
        forecast.ahead.mentors,
    ) % {
        "span": span(forecast.back),
        "of": number_format(forecast.ahead.mentors),
        "likely": number_format(forecast.back.likely),
    }


def last_time(forecast: Forecast) -> str:
    """Say how the last forecast fared, as it would have been made from the cohorts before it."""
    if not forecast.tested:
        return _("No earlier cohort could have been foreseen yet, so this forecast is untested.")
    last = forecast.tested[-1]
    return _("Last time: forecast %(span)s, actual %(actual)s.") % {
        "span": span(last.foreseen),
        "actual": number_format(last.actual),
    }


def to_find(forecast: Forecast) -> str:
    """Say how many mentors are to be found for a next cohort of the same size."""
    wanted = forecast.ahead.mentors
    most = max(0, wanted - forecast.total.low)
    fewest = max(0, wanted - forecast.total.high)
    if not most:
        return _("For a next cohort of the same size you need not look for new mentors.")
    facts = {
        "wanted": number_format(wanted),
        "fewest": number_format(fewest),
        "most": number_format(most),
    }
    if fewest == most:
        return _("For %(wanted)s mentors again, look for %(most)s new ones.") % facts
    return _("For %(wanted)s mentors again, look for %(fewest)s to %(most)s new ones.") % facts


def basis(forecast: Forecast) -> list[Line]:
    """Return what the forecast rests on, each with the bounds it gives."""
    ahead = forecast.ahead
    lines = [
        Line(_("Earlier cohorts"), _history(forecast), span(forecast.by_history)),
        Line(_("What mentors say"), _intent(forecast), span(forecast.by_intent)),
    ]
    if ahead.gone:
        words = ngettext(
            "%(count)s mentor left the organisation or is not to be asked again, and is not "
            "counted among those who could.",
            "%(count)s mentors left the organisation or are not to be asked again, and are not "
            "counted among those who could.",
            ahead.gone,
        ) % {"count": number_format(ahead.gone)}
        lines.append(Line(_("Known causes"), words, _("of %s") % number_format(forecast.back.of)))
    if ahead.sure:
        words = ngettext(
            "%(count)s mentor already has a place in the next cohort.",
            "%(count)s mentors already have a place in the next cohort.",
            ahead.sure,
        ) % {"count": number_format(ahead.sure)}
        lines.append(Line(_("Places already given"), words, span(forecast.back)))
    if forecast.steps:
        lines.append(Line(_("Mentees who step up"), _steps(forecast), span(forecast.steps)))
        words = _("Both together, as if they decided apart from each other.")
        lines.append(Line(_("Mentors in all"), words, span(forecast.total)))
    return lines


def rows(forecast: Forecast) -> list[Row]:
    """Return the earlier cohorts, the latest first."""
    return [_row(each) for each in reversed(forecast.tested)]


def verdict(forecast: Forecast) -> str:
    """Say how often such forecasts held, and that few of them prove nothing."""
    count = len(forecast.tested)
    if not count:
        return ""
    held = ngettext(
        "%(held)s of %(count)s earlier forecast held what came; about %(covers)s of 100 should. "
        "On average it missed by %(error)s people.",
        "%(held)s of %(count)s earlier forecasts held what came; about %(covers)s of 100 should. "
        "On average they missed by %(error)s people.",
        count,
    ) % {
        "held": number_format(forecast.held),
        "count": number_format(count),
        "covers": number_format(COVERS),
        "error": number_format(round(forecast.mean_error or 0, TENTHS), TENTHS),
    }
    if forecast.mean_error_by_history != forecast.mean_error:
        alone = _("Without what mentors say, by %(error)s.") % {
            "error": number_format(round(forecast.mean_error_by_history or 0, TENTHS), TENTHS)
        }
        held = f"{held} {alone}"
    few = _("So few forecasts cannot prove that the method is right.")
    return f"{held} {few}" if count < TELLING else held


def picture(forecast: Forecast) -> Chart:
    """Draw each earlier forecast with what came, and the one for the next cohort."""
    estimates = [
        Estimate(
            each.turn.name,
            each.foreseen.likely,
            each.foreseen.low,
            each.foreseen.high,
            each.turn.mentors,
            _("%(actual)s came") % {"actual": number_format(each.actual)},
        )
        for each in forecast.tested
    ]
    estimates.append(
        Estimate(
            forecast.ahead.name,
            forecast.back.likely,
            forecast.back.low,
            forecast.back.high,
            forecast.ahead.mentors,
            _("to come"),
        )
    )
    most = max(each.n for each in estimates)
    caption = f"{headline(forecast)}. {last_time(forecast)}"
    return interval_chart(
        estimates,
        words=Words(_("How many mentors come back"), caption),
        scale=Scale(0, most, _("mentors")),
        columns=(_("After"), _("Most likely"), _("Foreseen"), _("Mentors")),
    )


def hesitation_lines(hesitations: dict[str, Meant]) -> list[str]:
    """Return why mentors said they were not sure, the most frequent first."""
    ordered = sorted(hesitations.items(), key=lambda each: -each[1].count)
    return [
        _("%(cause)s: %(count)s of %(answers)s answers")
        % {
            "cause": cause,
            "count": number_format(meant.count),
            "answers": number_format(meant.answers),
        }
        for cause, meant in ordered
    ]


def _history(forecast: Forecast) -> str:
    """Say who came back in earlier cohorts."""
    told = [
        _("%(came)s of %(of)s")
        % {"came": number_format(turn.back.came), "of": number_format(turn.back.of)}
        for turn in forecast.turns[-MOST_TOLD:]
    ]
    if len(told) == 1:
        return _("%(came)s came back after the one cohort that another followed.") % {
            "came": told[0]
        }
    return _("Cohort after cohort, %(counts)s came back.") % {
        "counts": get_text_list(told, _("and"))
    }


def _intent(forecast: Forecast) -> str:
    """Say what mentors of the last cohort intend, and whether it could be set against anything."""
    intent = forecast.ahead.intent
    if intent is None:
        return _("No closed survey of this cohort’s mentors tells whether they want to come back.")
    facts = {
        "yes": number_format(intent.yes),
        "unsure": number_format(intent.unsure),
        "answers": number_format(intent.answers),
    }
    said = _("%(yes)s of %(answers)s answers want to, %(unsure)s are not sure.") % facts
    if not forecast.by_intent.uses_intent:
        alone = _("No earlier cohort was asked, so there is nothing to set that against yet.")
        return f"{said} {alone}"
    weight = _(
        "Set against earlier answers; about half of a change in what people intend is seen in "
        "what they do."
    )
    return f"{said} {weight}"


def _steps(forecast: Forecast) -> str:
    """Say how many mentees could become mentors."""
    return ngettext(
        "%(count)s mentee of the cohort has never mentored; as many may step up as from earlier "
        "cohorts.",
        "%(count)s mentees of the cohort have never mentored; as many may step up as from earlier "
        "cohorts.",
        forecast.ahead.mentees,
    ) % {"count": number_format(forecast.ahead.mentees)}


def _row(each: Tested) -> Row:
    """Return one earlier cohort in words."""
    return Row(
        each.turn.name,
        _("%(span)s, most likely %(likely)s")
        % {"span": span(each.foreseen), "likely": number_format(each.foreseen.likely)},
        _("%(came)s of %(of)s")
        % {"came": number_format(each.actual), "of": number_format(each.turn.back.of)},
        each.held,
    )
