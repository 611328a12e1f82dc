"""Surveys along a cohort: baseline, mid-point, close and follow-up.

Baseline, close and follow-up ask where somebody stands in the same words, so that the change of one
and the same person can be told.
"""

from django.utils.translation import gettext_lazy as _

from evaluation.enums import Audience, Candour, Layout, Purpose
from evaluation.shipped.model import (
    LIKELY,
    TRUE_OF_ME,
    YES_MAYBE_NO,
    Option,
    Part,
    Shipped,
    asked_if,
    mark,
    one_of,
    subscale,
    words,
    yes_no,
)

NOT_SURE = ("maybe", "no")
# The values are those of `training.retention.enums.LeavingCause`.
DOUBTS: tuple[Option, ...] = (
    ("time", _("I have no time")),
    ("break", _("I need a break")),
    ("hard_match", _("My match was hard")),
    ("no_match", _("I was not matched")),
    ("support", _("I had too little support")),
    ("value", _("I got too little out of it")),
    ("other_role", _("I would rather help in another way")),
    ("moved_on", _("I am moving on to another place")),
)

MENTEE_NOW = Part(
    (
        *subscale(
            "direction",
            mark("know_direction", _("I know where I want to go."), TRUE_OF_ME, is_required=True),
            mark("know_next_step", _("I know what my next step is."), TRUE_OF_ME),
            mark(
                "unsure_what_for",
                _("I find it hard to say what I am working towards."),
                TRUE_OF_ME,
                is_reversed=True,
            ),
        ),
        *subscale(
            "confidence",
            mark("trust_judgement", _("I trust my own judgement."), TRUE_OF_ME),
            mark("take_on_hard_things", _("I take on things that are hard for me."), TRUE_OF_ME),
            mark(
                "doubt_being_good_enough",
                _("I doubt that I am good enough at what I do."),
                TRUE_OF_ME,
                is_reversed=True,
            ),
        ),
        *subscale(
            "connections",
            mark("people_to_ask", _("I have people to ask when I am stuck."), TRUE_OF_ME),
            mark(
                "people_who_speak_for_me",
                _("There are people who would put in a good word for me."),
                TRUE_OF_ME,
            ),
            mark("belonging", _("I feel that I belong here."), TRUE_OF_ME),
        ),
    ),
    title=_("Where you stand now"),
    introduction=_("Think of the last four weeks. There are no right answers."),
    layout=Layout.MATRIX,
)

MENTOR_NOW = Part(
    (
        *subscale(
            "readiness",
            mark(
                "can_lead_conversation",
                _("I can lead a mentoring conversation well."),
                TRUE_OF_ME,
                is_required=True,
            ),
            mark("know_my_part", _("I know what is part of a mentor’s role."), TRUE_OF_ME),
            mark(
                "doubt_being_useful",
                _("I doubt that I can be of use as a mentor."),
                TRUE_OF_ME,
                is_reversed=True,
            ),
        ),
        *subscale(
            "connections",
            mark("know_other_areas", _("I know people well outside my own team."), TRUE_OF_ME),
            mark("learn_from_others", _("I learn from people who differ from me."), TRUE_OF_ME),
            mark("experience_valued", _("What I know is valued here."), TRUE_OF_ME),
        ),
    ),
    title=_("Where you stand now"),
    introduction=_("Think of the last four weeks. There are no right answers."),
    layout=Layout.MATRIX,
)

BASELINES = (
    Shipped(
        key="baseline-mentee",
        title=_("Before you start, for mentees"),
        introduction=_(
            "Where you stand and what you hope for. We ask the same at the end, to see what "
            "has changed."
        ),
        purpose=Purpose.BASELINE,
        audience=Audience.MENTEE,
        candour=Candour.CONFIDENTIAL,
        minutes=3,
        parts=(
            MENTEE_NOW,
            Part(
                (
                    yes_no("mentored_before", _("Have you had a mentor before?")),
                    words("hope_for", _("What do you hope will be different at the end?")),
                ),
                title=_("What you bring and hope for"),
            ),
        ),
    ),
    Shipped(
        key="baseline-mentor",
        title=_("Before you start, for mentors"),
        introduction=_(
            "Where you stand and what you hope for. We ask the same at the end, to see what "
            "has changed."
        ),
        purpose=Purpose.BASELINE,
        audience=Audience.MENTOR,
        candour=Candour.CONFIDENTIAL,
        minutes=3,
        parts=(
            MENTOR_NOW,
            Part(
                (
                    yes_no("mentored_others_before", _("Have you been a mentor before?")),
                    words("hope_for", _("What do you hope to gain yourself?")),
                ),
                title=_("What you bring and hope for"),
            ),
        ),
    ),
)

MIDS = (
    Shipped(
        key="mid-mentee",
        title=_("Half-way, for mentees"),
        introduction=_("There is time to change what does not work yet: tell us what to change."),
        purpose=Purpose.MID,
        audience=Audience.MENTEE,
        candour=Candour.ANONYMOUS,
        minutes=3,
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
                    mark("enough_time", _("We find enough time for each other.")),
                    mark("know_whom_to_ask", _("I know whom to turn to if something is wrong.")),
                ),
                title=_("You and your mentor"),
                layout=Layout.MATRIX,
            ),
            Part(
                (
                    mark(
                        "likely_to_recommend",
                        _("How likely are you to recommend the programme to somebody like you?"),
                        LIKELY,
                    ),
                    one_of("work_with_mentor_again", _("Would you work with your mentor again?")),
                    asked_if(
                        words("what_does_not_fit", _("What does not fit?")),
                        "work_with_mentor_again",
                        *NOT_SURE,
                    ),
                    words("would_change", _("What should we change for the second half?")),
                ),
                title=_("The programme"),
            ),
        ),
    ),
    Shipped(
        key="mid-mentor",
        title=_("Half-way, for mentors"),
        introduction=_("There is time to change what does not work yet: tell us what to change."),
        purpose=Purpose.MID,
        audience=Audience.MENTOR,
        candour=Candour.ANONYMOUS,
        minutes=3,
        parts=(
            Part(
                (
                    mark(
                        "worthwhile", _("Mentoring is worth the time I give it."), is_required=True
                    ),
                    mark("prepared", _("I feel well prepared for our meetings.")),
                    mark("enough_time", _("We find enough time for each other.")),
                    mark("supported", _("I get the support that I need as a mentor.")),
                ),
                title=_("You as a mentor"),
                layout=Layout.MATRIX,
            ),
            Part(
                (
                    yes_no("not_overwhelming", _("Mentoring is not too much for me.")),
                    asked_if(
                        words("what_is_too_much", _("What is too much?")), "not_overwhelming", False
                    ),
                    words("would_change", _("What should we change for the second half?")),
                ),
                title=_("The programme"),
            ),
        ),
    ),
)

CLOSES = (
    Shipped(
        key="close-mentee",
        title=_("Looking back, for mentees"),
        introduction=_("What you gained, and what you would like next."),
        purpose=Purpose.CLOSE,
        audience=Audience.MENTEE,
        candour=Candour.CONFIDENTIAL,
        minutes=4,
        parts=(
            MENTEE_NOW,
            Part(
                (
                    mark(
                        "mentor_met_expectations",
                        _("My mentor met my expectations."),
                        is_required=True,
                    ),
                    mark("goal_progress", _("I reached what I wanted to reach.")),
                    one_of("recommend", _("Would you recommend the programme?")),
                    one_of("work_with_mentor_again", _("Would you work with your mentor again?")),
                    yes_no("wants_mentor", _("I would like to come back as a mentor.")),
                    words("gained", _("What can you do now that you could not do before?")),
                    words("would_change", _("What should we change for the next cohort?")),
                ),
                title=_("Looking back and ahead"),
            ),
        ),
    ),
    Shipped(
        key="close-mentor",
        title=_("Looking back, for mentors"),
        introduction=_("How it was for you, and whether you would do it again."),
        purpose=Purpose.CLOSE,
        audience=Audience.MENTOR,
        candour=Candour.CONFIDENTIAL,
        minutes=4,
        parts=(
            MENTOR_NOW,
            Part(
                (
                    mark(
                        "worthwhile", _("Mentoring was worth the time I gave it."), is_required=True
                    ),
                    yes_no("training_adequate", _("My training prepared me well enough.")),
                    yes_no("not_overwhelming", _("Mentoring was not too much for me.")),
                    mark(
                        "likely_to_recommend",
                        _("How likely are you to recommend being a mentor here to a colleague?"),
                        LIKELY,
                    ),
                    one_of(
                        "wants_mentor", _("Would you like to come back as a mentor?"), YES_MAYBE_NO
                    ),
                    asked_if(
                        one_of("return_doubt", _("What speaks against it most?"), DOUBTS),
                        "wants_mentor",
                        *NOT_SURE,
                    ),
                    words("would_change", _("What should we change for the next cohort?")),
                ),
                title=_("Looking back and ahead"),
            ),
        ),
    ),
)

FOLLOW_UPS = (
    Shipped(
        key="follow-up-mentee",
        title=_("Half a year later, for mentees"),
        introduction=_("What has lasted, and what came of it."),
        purpose=Purpose.FOLLOW_UP,
        audience=Audience.MENTEE,
        candour=Candour.CONFIDENTIAL,
        minutes=4,
        parts=(
            MENTEE_NOW,
            Part(
                (
                    mark("still_using_it", _("I still use what I learnt from my mentor.")),
                    one_of(
                        "in_touch",
                        _("Are you still in touch with your mentor?"),
                        (
                            ("yes", _("Yes, and I am glad of it")),
                            ("a_little", _("Now and then")),
                            ("no", _("No")),
                        ),
                    ),
                    mark(
                        "likely_to_recommend",
                        _("How likely are you to recommend the programme to somebody like you?"),
                        LIKELY,
                    ),
                    one_of("mentoring_now", _("Would you like to be a mentor yourself?")),
                    words("came_of_it", _("What came of it that you would not have done alone?")),
                ),
                title=_("Half a year on"),
            ),
        ),
    ),
    Shipped(
        key="follow-up-mentor",
        title=_("Half a year later, for mentors"),
        introduction=_("What has lasted for you, and what came of it."),
        purpose=Purpose.FOLLOW_UP,
        audience=Audience.MENTOR,
        candour=Candour.CONFIDENTIAL,
        minutes=3,
        parts=(
            MENTOR_NOW,
            Part(
                (
                    mark("still_using_it", _("I still use what I learnt as a mentor.")),
                    mark(
                        "likely_to_recommend",
                        _("How likely are you to recommend being a mentor here to a colleague?"),
                        LIKELY,
                    ),
                    words("came_of_it", _("What do you do differently since then?")),
                ),
                title=_("Half a year on"),
            ),
        ),
    ),
)

SHIPPED = (*BASELINES, *MIDS, *CLOSES, *FOLLOW_UPS)
