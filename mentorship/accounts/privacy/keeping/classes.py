"""Each class of what is kept about people: the usual months, why, and when counting begins."""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from mentorship.common.privacy import Keeping

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class KeptClass(NamedTuple):
    """A class with what an administrator reads before choosing."""

    keeping: Keeping
    title: "_StrPromise"
    counted_from: "_StrPromise"
    why: "_StrPromise"
    months: int


CLASSES: tuple[KeptClass, ...] = (
    KeptClass(
        Keeping.ACCOUNT,
        _("Accounts of people who left"),
        _("the end of their membership"),
        _("Long enough to come back for another round; then the whole person is erased."),
        36,
    ),
    KeptClass(
        Keeping.RELATIONSHIP,
        _("What pairs wrote and noted"),
        _("the end of the match"),
        _("A pair may look things up for two years; figures stay."),
        24,
    ),
    KeptClass(
        Keeping.PARTICIPATION,
        _("Taking part: training, communities, matching"),
        _("the end of taking part"),
        _("Training lasts, and a mentor who comes back should not begin anew."),
        36,
    ),
    KeptClass(
        Keeping.APPLICATION,
        _("Applications, reviews and decisions"),
        _("the decision"),
        _("Long enough to answer a complaint about a decision, and for the next round."),
        12,
    ),
    KeptClass(
        Keeping.CONCERN,
        _("Concerns"),
        _("the day it was settled"),
        _("Three full years are the usual time within which claims can be made."),
        36,
    ),
    KeptClass(
        Keeping.ANSWER,
        _("Words in answers to surveys"),
        _("the closing of the survey"),
        _("Two years let a round be compared with the next; marks stay as figures."),
        24,
    ),
    KeptClass(
        Keeping.MESSAGE,
        _("Texts of sent mails"),
        _("the day a mail was sent"),
        _("Long enough to see why somebody did not hear of something."),
        6,
    ),
    KeptClass(
        Keeping.RECORD,
        _("Proofs: certificates, consents, requests"),
        _("the day each was made"),
        _("A certificate is shown for years, and a consent is proven for as long."),
        120,
    ),
)
BY_KEEPING = {each.keeping: each for each in CLASSES}
