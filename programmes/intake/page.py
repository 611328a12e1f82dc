"""What is asked of a mentee, as the pages of the mentee and of their line manager show it."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.charters.texts import BULLET
from programmes.intake.queries import intake_policy_of
from programmes.intake.standing import hours_in_words
from programmes.intake.year import Year, year_of
from programmes.models import Application, Programme, ProgrammePolicy
from programmes.queries import policy_of


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the strip, in words."""

    name: str
    long_name: str
    hours: str

    @property
    def is_busy(self) -> bool:
        """Tell whether something is asked in it."""
        return bool(self.hours)


@dataclass(frozen=True, slots=True)
class YearAsked:
    """What a programme asks of a mentee: a strip of twelve months, and the sentences below it."""

    months: tuple[Month, ...]
    hours_a_month: str
    sentence: str
    details: str


def year_asked(application: Application) -> YearAsked:
    """Return what is asked in the first year of an application's cohort."""
    cohort = application.cohort
    policy = policy_of(cohort.programme)
    year = year_of(
        starts_on=cohort.starts_on,
        months=policy.months,
        hours_a_month=policy.hours_a_month,
        every_weeks=policy.meets_every_weeks,
    )
    return YearAsked(
        tuple(
            Month(
                date_format(month.first_day, "M"),
                date_format(month.first_day, "F Y"),
                hours_in_words(month.hours) if month.hours else "",
            )
            for month in year.months
        ),
        hours_in_words(policy.hours_a_month),
        _sentence(year, policy),
        _details(year, policy),
    )


def commitments_of(programme: Programme) -> list[str]:
    """Return what a mentee promises: what is usual, and what the programme asks besides."""
    own = intake_policy_of(programme).commitments.splitlines()
    return [
        _("I prepare each meeting: I bring what I would like to talk about."),
        _("I keep to the dates we agree, or say early that I cannot."),
        _("What my mentor tells me in confidence stays between us."),
        _("I answer the short surveys, and say when something is not right."),
        *(BULLET.sub("", line).strip() for line in own if line.strip()),
    ]


def _sentence(year: Year, policy: ProgrammePolicy) -> str:
    """Say what the hours come to."""
    words = ngettext(
        "%(hours)s hours a month for %(months)d month: %(total)s hours within a year.",
        "%(hours)s hours a month for %(months)d months: %(total)s hours within a year.",
        len(year.busy),
    )
    return words % {
        "hours": hours_in_words(policy.hours_a_month),
        "months": len(year.busy),
        "total": hours_in_words(year.total),
    }


def _details(year: Year, policy: ProgrammePolicy) -> str:
    """Say what the hours are for."""
    every = ngettext(
        "A meeting every week, so about %(meetings)d of them.",
        "A meeting every %(weeks)d weeks, so about %(meetings)d of them.",
        policy.meets_every_weeks,
    ) % {"weeks": policy.meets_every_weeks, "meetings": year.meetings}
    return f"{every} {_('The other hours are for preparing, learning and a few short surveys.')}"
