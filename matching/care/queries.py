"""What is counted of a relationship, what was foreseen of many, and what came of it."""

from typing import NamedTuple

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching.care.enums import HealthLevel
from matching.care.sequels import GOOD, TROUBLE
from matching.care.wording import cadence_in_words
from matching.goals.enums import GoalState
from matching.models import FitCheck, HealthReading, Match
from mentorship.common.together import Reads, Telling
from programmes.models import Programme


class HitCounts(NamedTuple):
    """Weeks of pairs: alerted or silent, and whether trouble came or they were well."""

    alerted_trouble: int
    alerted_well: int
    silent_trouble: int
    silent_well: int


def hit_counts(programme: Programme) -> HitCounts:
    """Return how often an alert was followed by trouble, and how often silence was; one query.

    Trouble is a pair that did not meet again in six weeks or ended early. Weeks in which a pair
    was not scored, or after which it rested, say nothing and are left out. Whoever was alerted was
    often helped, too: `was_acted_on` tells those apart.
    """
    known = HealthReading.objects.filter(match__cohort__programme=programme).exclude(
        level=HealthLevel.NOT_SCORED
    )
    trouble, well = Q(aftermath__in=TROUBLE), Q(aftermath__in=GOOD)
    counted = known.order_by().aggregate(
        alerted_trouble=Count("pk", filter=trouble & Q(was_alerted=True)),
        alerted_well=Count("pk", filter=well & Q(was_alerted=True)),
        silent_trouble=Count("pk", filter=trouble & Q(was_alerted=False)),
        silent_well=Count("pk", filter=well & Q(was_alerted=False)),
    )
    return HitCounts(**counted)


def counted_of(match: Match) -> Telling[tuple[str, str]]:
    """Yield what coordinators may know of what a pair agreed, works on and was asked.

    Dates and numbers, never words, and never who.
    """
    agreements = match.agreements.in_force().values_list("every_weeks", "ends_on")[:1]
    kept = match.goals.exclude(state=GoalState.DROPPED).order_by()
    goals = kept.values("match").annotate(
        all=Count("pk"), reached=Count("pk", filter=Q(state=GoalState.REACHED))
    )
    checks = FitCheck.objects.filter(member__match=match).order_by()
    fits = checks.values("member__match").annotate(
        asked=Count("member", distinct=True),
        answered=Count("member", distinct=True, filter=~Q(answer="")),
    )
    yield Reads(agreements, goals, fits)
    for every, ends_on in agreements:
        words = _("Meet %(every)s, until %(day)s")
        said = {"every": cadence_in_words(every), "day": date_format(ends_on, "j M Y")}
        yield _("Agreement"), words % said
    if not agreements and match.started_on is not None:
        yield _("Agreement"), _("Not signed")
    for counted in goals:
        yield _("Goals"), _("%(reached)d of %(all)d reached") % counted
    for answers in fits:
        yield _("Fit check"), _("%(answered)d of %(asked)d answered") % answers
