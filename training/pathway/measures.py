"""Figures of the pathway for the indicators of programmes."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from programmes import retention
from programmes.measures import Measure, Reading, number, register_measure, share
from programmes.models import Programme
from training.models import Pathway


def conversion(programme: Programme, *, as_of: date) -> Reading | None:
    """Compare the mentees who became mentors later with all who could have."""
    found = retention.conversion(programme)
    return share(found.stepped_up, found.of, as_of)


def on_pathway(programme: Programme, *, as_of: date) -> Reading | None:
    """Count who is on the way to being a mentor; None where nobody ever was."""
    ever = Pathway.objects.filter(programme=programme)
    if not ever.exists():
        return None
    return number(ever.going_on().count(), as_of)


def register() -> None:
    """Offer these figures."""
    for measure in MEASURES:
        register_measure(measure)


MEASURES = (
    Measure(
        key="training.conversion",
        title=_("Mentees who became mentors"),
        unit="%",
        describe=_(
            "Of the mentees whose first cohort came before the last and who had not mentored by "
            "then, those whose first cohort as a mentor came later."
        ),
        read=conversion,
    ),
    Measure(
        key="training.on_pathway",
        title=_("People becoming mentors"),
        unit=_("people"),
        describe=_(
            "People on the pathway from mentee to mentor who have neither arrived nor left it."
        ),
        read=on_pathway,
    ),
)
