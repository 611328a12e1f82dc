"""Two questions each for those who make it possible: sponsors and line managers."""

from django.utils.translation import gettext_lazy as _

from evaluation.enums import Audience, Candour, Purpose, Subject
from evaluation.shipped.model import Part, Shipped, mark, one_of, words

SHIPPED = (
    Shipped(
        key="sponsor",
        title=_("Two questions for sponsors"),
        introduction=_(
            "What the programme is worth to you. As you are few, the coordinator sees your answer "
            "with your name."
        ),
        purpose=Purpose.SPONSOR,
        audience=Audience.SPONSOR,
        candour=Candour.NAMED,
        minutes=1,
        parts=(
            Part(
                (
                    mark(
                        "worth_what_it_takes",
                        _("The programme is worth what it takes."),
                        is_required=True,
                    ),
                    words("should_achieve_next", _("What should it achieve for you next?")),
                )
            ),
        ),
    ),
    Shipped(
        key="line-manager",
        title=_("Two questions for line managers"),
        introduction=_(
            "What you notice at work. Neither your colleague nor the coordinator sees your answer: "
            "only the answers of five or more line managers together."
        ),
        purpose=Purpose.MANAGER,
        audience=Audience.LINE_MANAGER,
        candour=Candour.CONFIDENTIAL,
        minutes=1,
        subject=Subject.MENTEE,
        parts=(
            Part(
                (
                    mark(
                        "change_noticed",
                        _("I notice that mentoring helps this person at work."),
                        is_required=True,
                    ),
                    one_of(
                        "time_fits",
                        _("Does the time for mentoring fit with the work?"),
                        (
                            ("well", _("Yes, well")),
                            ("mostly", _("Mostly")),
                            ("hardly", _("Hardly")),
                        ),
                    ),
                )
            ),
        ),
    ),
)
