"""Whether mentoring stays fresh and alive: four questions, and what their answers rest on."""

from django.utils.translation import gettext as _

from evaluation.reports import fresh, phrases, pictures
from evaluation.reports.chapters.cells import number
from evaluation.reports.document import Cell, Chapter, Column, Part, Table
from evaluation.reports.model import ForecastLine, ReportData
from training.enums import CurrencyStatus, EntryKind


def freshness(data: ReportData, words: tuple[str, ...] = ()) -> Chapter:
    """Tell whether mentoring stays fresh and alive."""
    parts = [Part(answered=answered) for answered in fresh.answers(data)]
    if data.retention.served:
        parts.append(Part(charts=(pictures.served_chart(data),)))
    if data.forecast:
        parts.append(_forecast(data.forecast))
    if data.pathway and any(step.count for step in data.pathway):
        parts.append(Part(charts=(pictures.pathway_chart(data),)))
    if data.currency:
        parts.append(Part(tables=(_currency_table(data),)))
    if data.training.earned:
        parts.append(Part(tables=(_learning_table(data),)))
    if data.communities:
        parts.append(Part(tables=(_community_table(data),)))
    return Chapter(_("Fresh and alive"), fresh.lead(data), tuple(parts), words, starts_page=False)


def _forecast(line: ForecastLine) -> Part:
    """Say how many mentors may come back, and how far earlier forecasts could be trusted."""
    facts = {
        "likely": phrases.whole(line.likely),
        "of": phrases.whole(line.of),
        "low": phrases.whole(line.low),
        "high": phrases.whole(line.high),
        "covers": line.covers,
    }
    texts = [
        _(
            "About %(likely)s of %(of)s mentors may come back for the next cohort; between %(low)s "
            "and %(high)s in %(covers)s of 100 cases like this."
        )
        % facts
    ]
    if line.last_actual is not None and line.last_low is not None and line.last_high is not None:
        texts.append(
            _("Last time: forecast %(low)s to %(high)s, actual %(actual)s.")
            % {
                "low": phrases.whole(line.last_low),
                "high": phrases.whole(line.last_high),
                "actual": phrases.whole(line.last_actual),
            }
        )
    if line.backtests:
        texts.append(
            _("Tried on earlier cohorts, the interval held %(held)s of %(backtests)s times.")
            % {"held": line.held, "backtests": line.backtests}
        )
    else:
        texts.append(_("It could not be tried on an earlier cohort yet."))
    return Part(title=_("Who may come back"), texts=(" ".join(texts),))


def _currency_table(data: ReportData) -> Table:
    """Return how current each role's training is."""
    rows = tuple(
        (
            Cell(phrases.audience(currency.role)),
            *(number(phrases.whole(count.count)) for count in currency.counts),
        )
        for currency in data.currency
    )
    statuses = [Column(str(status.label), is_number=True) for status in CurrencyStatus]
    return Table(
        _("Training currency on the day of this report"),
        (Column(_("Role")), *statuses),
        rows,
        _("Of the people of this report’s cohorts, whether or not they are away.")
        if data.fresh
        else "",
    )


def _learning_table(data: ReportData) -> Table:
    """Return the hours people earned."""
    rows = tuple(
        (
            Cell(str(EntryKind(learning.kind).label), phrases.audience(learning.role)),
            number(phrases.whole(learning.people)),
            number(phrases.plain(learning.hours)),
        )
        for learning in data.training.earned
    )
    columns = (
        Column(_("Learning")),
        Column(_("People"), is_number=True),
        Column(_("Hours"), is_number=True),
    )
    return Table(_("Hours in the ledger, reversed entries left out"), columns, rows)


def _community_table(data: ReportData) -> Table:
    """Return each community of practice with its gatherings."""
    rows = tuple(
        (
            Cell(community.name),
            number(phrases.whole(community.held)),
            number(phrases.whole(community.wanted)),
            number(phrases.whole(community.members)),
            number("–" if community.present is None else phrases.mark(community.present, 1)),
        )
        for community in data.communities
    )
    columns = (
        Column(_("Community of practice")),
        Column(_("Gatherings held"), is_number=True),
        Column(_("Wanted"), is_number=True),
        Column(_("Members"), is_number=True),
        Column(_("Came on average"), is_number=True),
    )
    return Table(_("Communities and their gatherings"), columns, rows)
