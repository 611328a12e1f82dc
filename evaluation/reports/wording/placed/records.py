"""What the programme's own records say, to be placed: people, results, training, the pathway."""

from collections.abc import Iterator

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from evaluation.reports import phrases
from evaluation.reports.fresh import label as fresh_label
from evaluation.reports.model import FreshLine, ReportData, Source, Unit
from evaluation.reports.wording.placeable import (
    WHOLE,
    Placeable,
    key_of,
    of_count,
    of_figure,
    of_words,
)
from evaluation.results import share
from training.enums import CurrencyStatus, EntryKind
from training.fresh.enums import Question


def names(data: ReportData) -> Iterator[Placeable]:
    """Yield what the report is about: names and days, which are no figures."""
    group = _("Names and days")
    yield of_words("programme", _("The programme"), group, data.programme)
    yield of_words("organisation", _("The organisation"), group, data.organisation)
    yield of_words("title", _("The title of the report"), group, data.title)
    yield of_words("period", _("The time it is about"), group, _period(data))
    yield of_words("as_at", _("The day of the figures"), group, date_format(data.as_at, "j F Y"))
    for cohort in data.cohorts:
        key = f"cohort-{cohort.number}.name"
        yield of_words(key, _("The name of a cohort"), group, cohort.name)


def people(data: ReportData) -> Iterator[Placeable]:
    """Yield who took part, and what came of their relationships."""
    group, source = _("Who took part"), phrases.source(Source.PLACES)
    places = _("every place; who came back has two")
    yield of_count("mentors", _("Mentors’ places"), group, data.mentors, rests_on=places,
                   source=source)  # fmt: skip
    yield of_count("mentees", _("Mentees’ places"), group, data.mentees, rests_on=places,
                   source=source)  # fmt: skip
    yield Placeable(
        key="cohorts",
        label=_("Cohorts in this report"),
        group=group,
        forms={WHOLE: str(apnumber(len(data.cohorts)))},
        rests_on=_("counted one by one"),
        source=source,
    )
    yield of_figure("graduated", _("Relationships that graduated"), group, data.graduated)
    for step in data.steps:
        yield of_count(
            key_of("step", step.key), step_name(step.key), group, step.count, source=source
        )
    for cohort in data.cohorts:
        start, facts = f"cohort-{cohort.number}", {"cohort": cohort.name}
        yield of_count(f"{start}.mentors", _("Mentors in %(cohort)s") % facts, group,
                       cohort.mentors, source=source)  # fmt: skip
        yield of_count(f"{start}.mentees", _("Mentees in %(cohort)s") % facts, group,
                       cohort.mentees, source=source)  # fmt: skip
        yield of_figure(f"{start}.graduated", _("Graduated in %(cohort)s") % facts, group,
                        cohort.graduated)  # fmt: skip
        yield of_figure(f"{start}.returning", _("Came back after %(cohort)s") % facts, group,
                        cohort.returning)  # fmt: skip


def staying(data: ReportData) -> Iterator[Placeable]:
    """Yield who came back, who stepped up, and the four questions."""
    group, retention = _("Fresh and alive"), data.retention
    yield of_figure("returning", _("Mentors who came back"), group, retention.returning)
    yield of_figure("conversion", _("Mentees who became mentors"), group, retention.conversion)
    for served in retention.served:
        label = _("Mentors who served in so many cohorts: %(count)s") % {"count": served.cohorts}
        yield of_count(key_of("served", served.cohorts), label, group, served.mentors,
                       source=phrases.source(Source.PLACES))  # fmt: skip
    for line in data.fresh:
        yield from _fresh(line, group)
    for number, place in enumerate(data.communities, start=1):
        label, source = (
            _("Gatherings of %(name)s") % {"name": place.name},
            _("record of gatherings"),
        )
        present = {"present": phrases.mark(place.present, 1)} if place.present is not None else {}
        yield Placeable(
            key=f"community-{number}",
            label=label,
            group=group,
            forms={
                WHOLE: number_format(place.held),
                "wanted": number_format(place.wanted),
                "held": number_format(place.held),
                "members": number_format(place.members),
                "name": place.name,
                **present,
            },
            rests_on=_("every gathering that was held"),
            source=source,
        )
    for step in data.pathway:
        label = _("On the way to mentoring: %(step)s") % {"step": step_name(step.key).lower()}
        yield of_count(key_of("pathway", step.key), label, group, step.count,
                       source=phrases.source(Source.PATHWAY))  # fmt: skip


def training(data: ReportData) -> Iterator[Placeable]:
    """Yield what was held and learnt, and how current it is."""
    group, held = _("Training"), data.training
    sessions = phrases.source(Source.SESSIONS)
    yield of_count("sessions", _("Sessions held"), group, held.sessions, source=sessions)
    yield of_count("attendances", _("Places filled at sessions"), group, held.attendances,
                   source=sessions)  # fmt: skip
    yield _hours("hours_held", _("Hours of sessions"), number_format(held.hours_held),
                 _("every session held"), sessions)  # fmt: skip
    for earned in held.earned:
        label = _("Hours earned: %(kind)s, %(who)s") % {
            "kind": str(EntryKind(earned.kind).label).lower(),
            "who": phrases.audience(earned.role).lower(),
        }
        yield _hours(key_of("earned", earned.role, earned.kind), label, number_format(earned.hours),
                     phrases.group(Unit.PEOPLE, earned.people),
                     phrases.source(Source.LEDGER))  # fmt: skip
    for currency in data.currency:
        who = phrases.audience(currency.role)
        label = _("%(who)s whose training is in date") % {"who": who}
        yield of_figure(key_of("in_date", currency.role), label, group, currency.in_date)
        for count in currency.counts:
            name = str(CurrencyStatus(count.status).label).lower()
            label = _("%(who)s by training: %(status)s") % {"who": who, "status": name}
            yield of_count(key_of("currency", currency.role, count.status), label, group,
                           count.count, source=phrases.source(Source.STANDINGS))  # fmt: skip


def _hours(key: str, label: str, hours: str, rests_on: str, source: str) -> Placeable:
    """Return a sum of hours."""
    return Placeable(
        key=key,
        label=label,
        group=_("Training"),
        forms={WHOLE: hours},
        rests_on=rests_on,
        source=source,
    )


def _fresh(line: FreshLine, group: str) -> Iterator[Placeable]:
    """Yield one of the four questions, now and before."""
    source = {
        Question.SKILLS: Source.STANDINGS,
        Question.SUPPORT: Source.PATHWAY,
    }.get(Question(line.question), Source.PLACES)
    now = share(line.count, line.of, source=source, unit=Unit.PEOPLE, has_interval=False)
    yield of_figure(key_of("fresh", line.question), fresh_label(line), group, now)
    if line.before_count is None or line.before_of is None:
        return
    before = share(
        line.before_count, line.before_of, source=source, unit=Unit.PEOPLE, has_interval=False
    )
    when = _("a cohort earlier")
    if line.before_on:
        when = _("on %(day)s") % {"day": date_format(line.before_on, "j F Y")}
    label = _("%(figure)s, before") % {"figure": fresh_label(line)}
    yield of_figure(key_of("fresh", line.question, "before"), label, group, before, when=when)


def _period(data: ReportData) -> str:
    """Return the time that the report is about, where it has cohorts."""
    return phrases.days(data.starts_on, data.ends_on) if data.cohorts else ""


def step_name(key: str) -> str:
    """Call a step of a way by a few words."""
    return {
        "asked": _("Were invited or applied"),
        "applied": _("Applied"),
        "took_part": _("Took part"),
        "confirmed": _("Confirmed"),
        "trained": _("Trained"),
        "matched": _("Had a mentor"),
        "completed": _("Finished"),
        "graduated": _("Graduated with a mentor"),
    }.get(key, phrases.capital(key.replace("_", " ")))
