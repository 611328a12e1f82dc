"""Short surveys while it goes on: after a session, a pulse, and a check-in."""

from django.utils.translation import gettext_lazy as _

from evaluation.enums import Audience, Candour, Purpose
from evaluation.shipped.model import Part, Shipped, asked_if, mark, one_of, words, yes_no

LOW = (1, 2)
OFTEN = (
    ("enough", _("As often as I want")),
    ("rarely", _("Too rarely")),
    ("not_met", _("We have not met lately")),
)
HELP_MENTEE = (
    ("nothing", _("Nothing, it goes well")),
    ("time", _("More time together")),
    ("goals", _("Clearer goals")),
    ("openness", _("More open talk")),
    ("contact", _("Help to get hold of my mentor")),
    ("other", _("Something else")),
)
HELP_MENTOR = (
    ("nothing", _("Nothing, it goes well")),
    ("time", _("More time for it")),
    ("goals", _("Clearer goals of my mentee")),
    ("skills", _("Practice in how to help")),
    ("contact", _("Help to get hold of my mentee")),
    ("peers", _("Talking with other mentors")),
    ("other", _("Something else")),
)

CHECK_INS = (
    Shipped(
        key="check-in-mentee",
        title=_("Two-minute check-in for mentees"),
        introduction=_("Five short questions on how it goes with your mentor."),
        purpose=Purpose.PULSE,
        audience=Audience.MENTEE,
        candour=Candour.ANONYMOUS,
        minutes=2,
        parts=(
            Part(
                (
                    mark(
                        "mentor_met_expectations",
                        _("My mentor meets my expectations."),
                        is_required=True,
                    ),
                    mark("goal_progress", _("I am getting closer to my goal.")),
                    mark("heard", _("I can speak openly with my mentor.")),
                    one_of("work_with_mentor_again", _("Would you work with your mentor again?")),
                    words("would_help", _("What would help you now?")),
                )
            ),
        ),
    ),
    Shipped(
        key="check-in-mentor",
        title=_("Two-minute check-in for mentors"),
        introduction=_("Four short questions on how mentoring goes for you."),
        purpose=Purpose.PULSE,
        audience=Audience.MENTOR,
        candour=Candour.ANONYMOUS,
        minutes=2,
        parts=(
            Part(
                (
                    mark(
                        "worthwhile", _("Mentoring is worth the time I give it."), is_required=True
                    ),
                    mark("prepared", _("I feel well prepared for our meetings.")),
                    yes_no("not_overwhelming", _("Mentoring is not too much for me.")),
                    words("would_help", _("What would help you now?")),
                )
            ),
        ),
    ),
)

PULSES = (
    Shipped(
        key="pulse-mentee",
        title=_("How is it going?"),
        introduction=_("Four taps on how it goes with your mentor just now."),
        purpose=Purpose.PULSE,
        audience=Audience.MENTEE,
        candour=Candour.ANONYMOUS,
        minutes=1,
        parts=(
            Part(
                (
                    mark("fit", _("My mentor and I work well together."), is_required=True),
                    mark("goal_progress", _("I am getting closer to my goal.")),
                    one_of("meeting_often_enough", _("How often do you meet?"), OFTEN),
                    one_of("help_most", _("What would help you most now?"), HELP_MENTEE),
                    asked_if(
                        words("help_words", _("Would you like to say what would help?")),
                        "help_most",
                        "other",
                    ),
                )
            ),
        ),
    ),
    Shipped(
        key="pulse-mentor",
        title=_("How is mentoring going?"),
        introduction=_("Four taps on how mentoring goes for you just now."),
        purpose=Purpose.PULSE,
        audience=Audience.MENTOR,
        candour=Candour.ANONYMOUS,
        minutes=1,
        parts=(
            Part(
                (
                    mark("fit", _("My mentee and I work well together."), is_required=True),
                    mark("worthwhile", _("Mentoring is worth the time I give it.")),
                    one_of("meeting_often_enough", _("How often do you meet?"), OFTEN),
                    one_of("help_most", _("What would help you most now?"), HELP_MENTOR),
                    asked_if(
                        words("help_words", _("Would you like to say what would help?")),
                        "help_most",
                        "other",
                    ),
                )
            ),
        ),
    ),
)

SESSION_FEEDBACK = (
    Shipped(
        key="session-feedback-mentee",
        title=_("One minute on the session"),
        introduction=_("What you took from it, and what we should do differently."),
        purpose=Purpose.SESSION,
        audience=Audience.MENTEE,
        candour=Candour.ANONYMOUS,
        minutes=1,
        parts=(
            Part(
                (
                    mark("session_useful", _("This session was useful to me."), is_required=True),
                    mark("will_use_it", _("I know what I shall try next because of it.")),
                    mark("could_take_part", _("I could take part as much as I wanted.")),
                    asked_if(
                        words("session_missing", _("What was missing for you?")),
                        "session_useful",
                        *LOW,
                    ),
                    words("session_change", _("What should we do differently next time?")),
                )
            ),
        ),
    ),
    Shipped(
        key="session-feedback-mentor",
        title=_("One minute on the session"),
        introduction=_("What it gave you for your mentoring, and what we should do differently."),
        purpose=Purpose.SESSION,
        audience=Audience.MENTOR,
        candour=Candour.ANONYMOUS,
        minutes=1,
        parts=(
            Part(
                (
                    mark("session_useful", _("This session was useful to me."), is_required=True),
                    mark("will_use_it", _("I know what I shall try with my mentee.")),
                    mark("could_take_part", _("I could take part as much as I wanted.")),
                    asked_if(
                        words("session_missing", _("What was missing for you?")),
                        "session_useful",
                        *LOW,
                    ),
                    words("session_change", _("What should we do differently next time?")),
                )
            ),
        ),
    ),
)

SHIPPED = (*PULSES, *SESSION_FEEDBACK, *CHECK_INS)
