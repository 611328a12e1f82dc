"""What a wave would add to the month of those whom it asks, told before it is opened."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from statistics import median
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.burden.asks import read_surveys
from evaluation.burden.budgets import budget_of
from evaluation.burden.minutes import minutes_of
from evaluation.burden.planning import Ask, loads_of, month_of, next_month
from evaluation.burden.wording import minutes_in_words
from evaluation.callees import callees_of
from evaluation.models import Wave


@dataclass(frozen=True, slots=True)
class Verdict:
    """What opening a wave now asks of people this month, together with everything else.

    `minutes` are of the survey alone; `typical` is the median of the whole month; `over` counts
    those whose month comes above the `budget`.
    """

    minutes: int
    is_measured: bool
    people: int
    typical: float
    over: int
    budget: int
    month: date

    @property
    def is_within(self) -> bool:
        """Tell whether nobody is asked for too much."""
        return not self.over

    @property
    def tone(self) -> str:
        """Return the tone in which it is shown."""
        return "good" if self.is_within else "warn"

    @property
    def sentence(self) -> str:
        """Return it in words."""
        if not self.people:
            return _("It asks nobody just now.")
        facts = {
            "minutes": minutes_in_words(self.minutes),
            "typical": minutes_in_words(self.typical),
            "budget": self.budget,
            "month": date_format(self.month, "F"),
            "over": self.over,
            "people": self.people,
        }
        takes = (
            _("It takes %(minutes)s, as measured.")
            if self.is_measured
            else _("It takes about %(minutes)s, as estimated.")
        )
        together = (
            _("With everything else in %(month)s, nobody comes to more than %(budget)d minutes.")
            if self.is_within
            else ngettext(
                "With everything else in %(month)s, %(over)d of %(people)d people comes to more"
                " than %(budget)d minutes.",
                "With everything else in %(month)s, %(over)d of %(people)d people come to more"
                " than %(budget)d minutes.",
                self.over,
            )
        )
        return f"{takes % facts} {together % facts}"


def burden_of(wave: Wave) -> Verdict:
    """Return what asking a wave's people now adds to their month, across all programmes.

    Asks the database a number of questions that grows with nothing.
    """
    programme = wave.cohort.programme
    organisation = programme.organisation
    today = timezone.localdate(timezone=organisation.time_zone)
    month = month_of(today)
    asked: Counter[UUID] = Counter(person for person, _place, _about in callees_of(wave, on=today))
    minutes, is_measured = minutes_of(wave.instrument)
    own = f"wave:{wave.pk}"
    others = [
        survey.ask
        for survey in read_surveys(organisation, programme, today=today, until=next_month(month))
        if survey.ask.key != own
    ]
    core, optional = _questions(wave)
    host = f"wave:{wave.merged_into_id}" if wave.merged_into_id else ""
    this = Ask(
        own,
        today,
        {month: asked},
        minutes,
        forms=wave.forms,
        host=host,
        core=core,
        optional=optional,
    )
    loads = loads_of([*others, this])
    months = [loads[month, person] for person in asked]
    budget = budget_of(organisation)
    return Verdict(
        minutes=this.minutes_each,
        is_measured=is_measured,
        people=len(asked),
        typical=median(months) if months else 0,
        over=sum(minutes > budget for minutes in months),
        budget=budget,
        month=month,
    )


def _questions(wave: Wave) -> tuple[int, int]:
    """Return how many questions are always asked, and how many others there are."""
    is_core = list(wave.instrument.items.values_list("is_core", flat=True))
    return sum(is_core), len(is_core) - sum(is_core)
