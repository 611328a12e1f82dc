"""Pictures of who came back, and of how long mentors have served."""

from collections.abc import Mapping, Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.common.charts import Axis, Chart, Count, Reading, Words, bar_chart, cohort_chart
from training.retention.returning import CohortReturn

HEADROOM = 125
NEARLY_ALL = 85


def returning_chart(returns: Sequence[CohortReturn]) -> Chart | None:
    """Draw who came back beside who meant to, in per cent; None before two cohorts have begun."""
    if not returns:
        return None
    came, meant = _("Came back"), _("Meant to come back")
    readings = []
    for row in returns:
        readings.append(
            Reading(row.cohort.name, came, _share(row.returned, row.of), f"{row.returned}/{row.of}")
        )
        if row.meant is not None:
            share = _share(row.meant.count, row.meant.answers)
            words = f"{row.meant.count}/{row.meant.answers}"
            readings.append(Reading(row.cohort.name, meant, share, words))
    return cohort_chart(
        readings,
        words=Words(title=_("Mentors who came back for the next cohort"), caption=finding(returns)),
        axis=Axis(
            title=_("per cent"),
            low=0,
            high=HEADROOM if any((each.value or 0) > NEARLY_ALL for each in readings) else 100,
        ),
        first_column=_("Cohort"),
    )


def served_chart(served: Mapping[int, int]) -> Chart | None:
    """Draw how many mentors served in one cohort, in two, and so on."""
    if not served:
        return None
    mentors, several = sum(served.values()), sum(n for times, n in served.items() if times > 1)
    caption = ngettext(
        "%(several)s of %(mentors)s mentors has served more than once.",
        "%(several)s of %(mentors)s mentors have served more than once.",
        several,
    ) % {"several": number_format(several), "mentors": number_format(mentors)}
    return bar_chart(
        [
            Count(ngettext("%(n)s cohort", "%(n)s cohorts", times) % {"n": times}, people)
            for times, people in served.items()
        ],
        words=Words(title=_("How often mentors have served"), caption=caption),
        columns=(_("Served in"), _("Mentors")),
    )


def finding(returns: Sequence[CohortReturn]) -> str:
    """Say how many came back, all cohorts together."""
    returned, of = sum(row.returned for row in returns), sum(row.of for row in returns)
    return _("%(returned)s of %(of)s times, a mentor came back for the next cohort.") % {
        "returned": number_format(returned),
        "of": number_format(of),
    }


def _share(count: int, of: int) -> float | None:
    """Return a share in per cent; None of nothing."""
    return 100 * count / of if of else None
