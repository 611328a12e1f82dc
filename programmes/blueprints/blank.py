"""An empty page: the usual lengths and the usual timetable, and nothing said for anybody."""

from django.utils.translation import gettext_lazy as _

from programmes.blueprints.model import Blueprint
from programmes.enums import ProgrammeTemplate

BLANK = Blueprint(
    template=ProgrammeTemplate.BLANK,
    summary=_("The usual timetable and lengths, and no words of ours."),
    suits=_("You know what you want, and would rather write everything yourselves."),
)
