"""Where one goes on from the results of a survey: to the pages that compare it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from evaluation.comparing.groups import By
from evaluation.comparing.series import COURSE, is_linked
from evaluation.enums import Purpose
from evaluation.models import Wave

TWIN = (Purpose.COMPETENCY_SELF, Purpose.COMPETENCY_OTHER)


def onward_from(wave: Wave) -> list[dict[str, str]]:
    """Return the pages that compare a closed wave, each with its label and address; no query."""
    cohort, instrument = wave.cohort, wave.instrument
    slug = (cohort.programme.slug,)
    ways = [
        (
            _("Compare cohorts, departments and roles"),
            reverse(
                "evaluation:survey-compare",
                args=slug,
                query={"survey": instrument.key, "by": By.COHORT.value},
            ),
        )
    ]
    if instrument.purpose in COURSE and is_linked(wave):
        course = {"of": f"{cohort.pk}.{instrument.audience}"}
        address = reverse("evaluation:survey-change", args=slug, query=course)
        ways.append((_("Before and after"), address))
    if instrument.purpose in TWIN:
        address = reverse("evaluation:survey-gap", args=slug, query={"cohort": str(cohort.pk)})
        ways.append((_("Self and others"), address))
    return [{"label": label, "url": url} for label, url in ways]
