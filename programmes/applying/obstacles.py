"""Why somebody cannot apply now, in a sentence each."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from programmes.applying.entry import Obstacle

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WHY_NOT: "dict[Obstacle, _StrPromise]" = {
    Obstacle.NOT_YET: _("It is not open yet."),
    Obstacle.CLOSED: _("The last day to apply has passed."),
    Obstacle.NO_FORM: _("The coordinators are still preparing the questions. Please look again."),
    Obstacle.BY_INVITATION: _(
        "Places in this cohort are by invitation or nomination. The coordinators tell you more."
    ),
    Obstacle.BARRED: _("As things stand, you do not meet a condition for taking part."),
    Obstacle.TAKES_PART: _("You take part already. There is nothing to apply for."),
}
