"""From figures to words: the whole document of a report, from its frozen structure alone."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.reports import fresh, method, phrases, pictures, summary
from evaluation.reports.chapters.ahead import ahead
from evaluation.reports.chapters.costs import costs
from evaluation.reports.chapters.freshness import freshness
from evaluation.reports.chapters.loops import loops
from evaluation.reports.chapters.objectives import objectives
from evaluation.reports.chapters.outcomes import outcomes
from evaluation.reports.chapters.participation import participation
from evaluation.reports.document import Document, Fact
from evaluation.reports.headlines import headlines
from evaluation.reports.model import ReportData
from evaluation.reports.wording.filling import Words, words_of
from evaluation.reports.wording.notes import notes_of
from evaluation.reports.wording.sections import Section


def document_of(
    data: ReportData, *, code: str, sha256: str, words: Words | None = None, version: int = 1
) -> Document:
    """Return the report in words, in the language that is active.

    `words` are those of its sections that people changed; the others are written from the figures.
    """
    said = words_of(data, words or {})
    line = _("%(organisation)s · Impact report") % {"organisation": data.organisation}
    return Document(
        title=data.title,
        cover_line=line,
        cover_facts=_cover_facts(data),
        cover_note=_cover_note(data, code, version),
        foot=_("%(organisation)s · Figures as at %(day)s · Code %(code)s")
        % {
            "organisation": data.organisation,
            "day": date_format(data.as_at, "j F Y"),
            "code": code,
        },
        fact=summary.fact(data),
        summary=said[Section.SUMMARY],
        headlines=headlines(data),
        worked=said[Section.WORKED],
        not_yet=said[Section.NOT_YET],
        chart=pictures.mail_chart(data),
        asks=said[Section.ASKS],
        objectives=objectives(data, said[Section.OBJECTIVES]),
        participation=participation(data),
        outcomes=outcomes(data, said[Section.OUTCOMES]),
        freshness=freshness(data, said[Section.FRESH]),
        fresh=fresh.answers(data),
        costs=costs(data, said[Section.COSTS]),
        loops=loops(data, said[Section.LOOPS]),
        ahead=ahead(data, said),
        method=method.method(data),
        proof=method.proof(data),
        code=code,
        sha256=sha256,
        version=version,
        notes=notes_of(data, words or {}),
        credit=method.credit(data),
    )


def _cover_note(data: ReportData, code: str, version: int) -> str:
    """Say of which day the figures are, which words these are, and the code of the figures."""
    facts = {
        "day": date_format(data.as_at, "j F Y"),
        "code": code,
        "version": version,
        "before": version - 1,
    }
    if version == 1:
        return _("Figures as at %(day)s · Code %(code)s") % facts
    return (
        _(
            "Figures as at %(day)s · Code %(code)s · Version %(version)s, replaces version "
            "%(before)s"
        )
        % facts
    )


def _cover_facts(data: ReportData) -> tuple[Fact, ...]:
    """Return for whom, about when, and by whom."""
    facts = [Fact(_("Period"), phrases.days(data.starts_on, data.ends_on))]
    if data.sponsors:
        names = "; ".join(
            f"{sponsor.name}, {sponsor.position}" if sponsor.position else sponsor.name
            for sponsor in data.sponsors
        )
        label = ngettext("Sponsor", "Sponsors", len(data.sponsors))
        facts.insert(0, Fact(label, names))
    if data.prepared_by:
        facts.append(Fact(_("Prepared by"), ", ".join(data.prepared_by)))
    return tuple(facts)
