"""What the Survey plan says: the month ahead in a sentence, and why each step is proposed."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.burden.asks import Survey
from evaluation.burden.outlook import Burden, Month, Outlook, still_over
from evaluation.burden.planning import FORMS_TO_TRY, Remedy, Step
from evaluation.canonical import figure

TWO_FORMS = min(FORMS_TO_TRY)


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as it is read: what to do, why, what it costs, and what accepts it."""

    title: str
    reason: str
    price: str
    effect: str
    button: str
    token: str


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """A survey of a month as it is read; `wave` is empty while a plan is still to open it."""

    title: str
    cohort: str
    day: str
    people: int
    minutes: str
    state: str
    wave: str


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month as it is read: as planned, with the changes, and the surveys in it."""

    name: str
    sentence: str
    after: str
    others: str
    over: int
    status: str
    surveys: tuple[SurveyLine, ...]


def headline(outlook: Outlook) -> str:
    """Return what the page says first: whether anybody is asked for too much, and when."""
    over = outlook.over_months
    if not any(month.now.people for month in outlook.months):
        return _("Nobody is asked anything in the next six months")
    if not over:
        return _("Nobody is asked for more than %(budget)d minutes a month") % {
            "budget": outlook.budget
        }
    first = over[0]
    return ngettext(
        "%(month)s asks one person for more than %(budget)d minutes",
        "%(month)s asks %(people)d people for more than %(budget)d minutes",
        first.now.over,
    ) % {"month": month_name(first), "people": first.now.over, "budget": outlook.budget}


def lead(outlook: Outlook) -> str:
    """Return what comes of it when all steps are accepted."""
    if not any(month.now.people for month in outlook.months):
        return _("What is planned, here or in other programmes, shows before anything is sent.")
    if not outlook.over_months:
        return _("This is what surveys will take, across all programmes, before anything is sent.")
    left = still_over(outlook)
    if not outlook.steps:
        return _(
            "Merging, postponing or asking in part brings it down for nobody. Shorten a survey,"
            " ask it less often, or allow more minutes."
        )
    changes = ngettext("One change", "%(count)d changes", len(outlook.steps)) % {
        "count": len(outlook.steps)
    }
    if not left:
        return _("%(changes)s would bring every month within it. Nothing changes by itself.") % {
            "changes": changes
        }
    return ngettext(
        "%(changes)s would help; one month stays too much for some. Nothing changes by itself.",
        "%(changes)s would help; %(months)d months stay too much for some. Nothing changes by"
        " itself.",
        len(left),
    ) % {"changes": changes, "months": len(left)}


def month_name(month: Month) -> str:
    """Return the month with its year."""
    return date_format(month.starts_on, "F Y")


def minutes_in_words(minutes: float) -> str:
    """Return so many minutes; halves are shown."""
    shown = number_format(figure(minutes, 0 if minutes == int(minutes) else 1))
    return ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes if minutes == 1 else 2) % {
        "minutes": shown
    }


def burden_in_words(burden: Burden, budget: int) -> str:
    """Return what a month asks: the typical person, the most, and how many are asked too much."""
    if not burden.people:
        return _("Nobody is asked anything.")
    facts = {
        "people": burden.people,
        "typical": minutes_in_words(burden.typical),
        "most": minutes_in_words(burden.most),
        "over": burden.over,
        "budget": budget,
    }
    if burden.least == burden.most:
        asked = ngettext(
            "One person is asked for %(most)s.",
            "%(people)d people are asked, each for %(most)s.",
            burden.people,
        )
    else:
        asked = _(
            "%(people)d people are asked: half of them for %(typical)s or less, nobody for more"
            " than %(most)s."
        )
    if not burden.over:
        return asked % facts
    too_much = ngettext(
        "One comes to more than %(budget)d.",
        "%(over)d come to more than %(budget)d.",
        burden.over,
    )
    return f"{asked % facts} {too_much % facts}"


def month_lines(outlook: Outlook) -> list[MonthLine]:
    """Return the months as they are read."""
    return [
        MonthLine(
            month_name(month),
            burden_in_words(month.now, outlook.budget),
            "" if month.now == month.then else burden_in_words(month.then, outlook.budget),
            _of_others(month),
            month.now.over,
            _too_much(month.now.over),
            tuple(_survey_line(survey, month) for survey in month.surveys),
        )
        for month in outlook.months
    ]


def _too_much(over: int) -> str:
    """Return how many are asked for too much, in a few words."""
    if not over:
        return _("Within the budget")
    return ngettext("Too much for one", "Too much for %(count)d", over) % {"count": over}


def _of_others(month: Month) -> str:
    """Return how many surveys of other programmes ask the same people; they are not changed."""
    if not month.of_others:
        return ""
    return ngettext(
        "One survey of another programme asks some of them too; it is counted here.",
        "%(count)d surveys of other programmes ask some of them too; they are counted here.",
        month.of_others,
    ) % {"count": month.of_others}


def _survey_line(survey: Survey, month: Month) -> SurveyLine:
    """Return a survey of a month as it is read."""
    each = minutes_in_words(survey.ask.minutes_each)
    how = _("measured") if survey.is_measured else _("estimated")
    state = _("Planned")
    if survey.is_asked:
        state = _("Asked")
    elif survey.foreseen is not None:
        state = _("Opens by plan")
    return SurveyLine(
        survey.instrument.title,
        survey.cohort.name,
        _day(max(survey.ask.day, month.starts_on)),
        len(survey.ask.people[month.starts_on]),
        f"{each}, {how}",
        state,
        str(survey.wave.pk) if survey.wave else "",
    )


def step_lines(outlook: Outlook) -> list[StepLine]:
    """Return the steps in their order, as they are read."""
    return [_line(step, outlook) for step in outlook.steps]


def _line(step: Step, outlook: Outlook) -> StepLine:
    """Return one step as it is read."""
    survey = outlook.surveys[step.key]
    facts = {
        "title": survey.instrument.title,
        "cohort": survey.cohort.name,
        "from": _day(survey.ask.day),
        "to": _day(step.day),
        "forms": step.forms,
        "host": outlook.surveys[step.host].instrument.title if step.host else "",
        "minutes": minutes_in_words(survey.ask.minutes),
        "count": survey.ask.optional,
        "days": survey.ask.patience,
    }
    title, reason, price, button = _WORDS[step.remedy](step, survey)
    return StepLine(title % facts, reason % facts, price % facts, _effect(step), button, step.token)


def _merge(step: Step, survey: Survey) -> tuple[str, str, str, str]:
    """Return the words of putting two surveys together."""
    return (
        _("Put “%(title)s” together with “%(host)s”"),
        _("Both ask the same people of %(cohort)s, with the same promise of who sees what."),
        _("One invitation on %(to)s instead of two; every question is still asked.")
        if survey.ask.day == step.day
        else _(
            "One invitation on %(to)s instead of two, so it waits from %(from)s; every question is"
            " still asked."
        ),
        _("Put them together"),
    )


def _postpone(_step: Step, survey: Survey) -> tuple[str, str, str, str]:
    """Return the words of postponing."""
    reason = ngettext(
        "Of those that could move, this one can wait longest: one day in all.",
        "Of those that could move, this one can wait longest: %(days)d days in all.",
        survey.ask.patience,
    )
    return (
        _("Ask “%(title)s” on %(to)s instead of %(from)s"),
        reason,
        _("%(cohort)s answers later; nothing is left out."),
        _("Postpone it"),
    )


def _sample(step: Step, survey: Survey) -> tuple[str, str, str, str]:
    """Return the words of asking each person a part."""
    price = _(
        "Each of them is still asked of most people, so its figures rest on fewer answers; what"
        " everybody is asked stays."
    )
    if step.forms == TWO_FORMS:
        price = _(
            "Each of them is still asked of half the people, so its figures rest on fewer answers;"
            " how one of the first half goes with one of the second cannot be told."
        )
    parts = {
        2: _("Ask each person half of the questions in “%(title)s” that not all must answer"),
        3: _("Ask each person two thirds of the questions in “%(title)s” that not all must answer"),
        4: _(
            "Ask each person three quarters of the questions in “%(title)s” that not all must"
            " answer"
        ),
    }
    reason = ngettext(
        "The survey takes %(minutes)s; one question need not be asked of everybody.",
        "The survey takes %(minutes)s; %(count)d questions need not be asked of everybody.",
        survey.ask.optional,
    )
    return parts[step.forms], reason, price, _("Ask in parts")


_WORDS = {Remedy.MERGE: _merge, Remedy.POSTPONE: _postpone, Remedy.SAMPLE: _sample}


def _effect(step: Step) -> str:
    """Return what a step does for how many people, and whether it is enough."""
    spared = ngettext(
        "Spares one person up to %(minutes)s in %(month)s.",
        "Spares %(people)d people up to %(minutes)s in %(month)s.",
        step.people,
    ) % {
        "people": step.people,
        "minutes": minutes_in_words(step.minutes),
        "month": date_format(step.month, "F"),
    }
    if step.is_enough:
        return f"{spared} {_('Then the month is within the budget for everybody.')}"
    return f"{spared} {_('More is needed for this month.')}"


def _day(day: date) -> str:
    """Return a day in words."""
    return date_format(day, "j F")
