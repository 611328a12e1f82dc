"""How good the relationship is, by each side, about each person on the other."""

from django.utils.translation import gettext_lazy as _

from evaluation.enums import Audience, Candour, Layout, Purpose, Subject
from evaluation.shipped.model import TRUE_OF_ME, Part, Shipped, mark, subscale

# What both sides are asked in the same words.
BOTH = (
    *subscale(
        "trust",
        mark("say_what_i_think", _("I can say what I really think."), TRUE_OF_ME, is_required=True),
        mark("kept_between_us", _("What I say stays between us."), TRUE_OF_ME),
        mark("hold_back", _("I hold back what troubles me."), TRUE_OF_ME, is_reversed=True),
    ),
    *subscale(
        "working_together",
        mark("same_aim", _("We work towards the same thing."), TRUE_OF_ME),
        mark("time_well_spent", _("Our time together is well spent."), TRUE_OF_ME),
        mark("unclear_why", _("I often wonder why we meet."), TRUE_OF_ME, is_reversed=True),
    ),
)
LOOK_FORWARD = mark("look_forward", _("I look forward to our meetings."), TRUE_OF_ME)
MENTEE = (
    *BOTH,
    *subscale(
        "closeness",
        mark("taken_seriously", _("My mentor takes me seriously."), TRUE_OF_ME),
        LOOK_FORWARD,
        mark("understood", _("My mentor understands how things are for me."), TRUE_OF_ME),
    ),
)
MENTOR = (
    *BOTH,
    *subscale(
        "closeness",
        mark("taken_seriously", _("My mentee takes what I say seriously."), TRUE_OF_ME),
        LOOK_FORWARD,
        mark("understood", _("I understand how things are for my mentee."), TRUE_OF_ME),
    ),
)

SHIPPED = (
    Shipped(
        key="relationship-mentee",
        title=_("You and your mentor"),
        introduction=_("How it is between the two of you. Your mentor never sees your marks."),
        purpose=Purpose.RELATIONSHIP,
        audience=Audience.MENTEE,
        candour=Candour.CONFIDENTIAL,
        minutes=2,
        subject=Subject.PARTNER,
        parts=(Part(MENTEE, title=_("The two of you"), layout=Layout.MATRIX),),
    ),
    Shipped(
        key="relationship-mentor",
        title=_("You and your mentee"),
        introduction=_("How it is between the two of you. Your mentee never sees your marks."),
        purpose=Purpose.RELATIONSHIP,
        audience=Audience.MENTOR,
        candour=Candour.CONFIDENTIAL,
        minutes=2,
        subject=Subject.PARTNER,
        parts=(Part(MENTOR, title=_("The two of you"), layout=Layout.MATRIX),),
    ),
)
