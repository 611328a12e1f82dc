"""MENTOR’s Elements of Effective Practice, each requirement in our own short words."""

from django.utils.translation import gettext_lazy as _

from evaluation.readiness.standards.model import Part, Requirement, Standard

RECRUITMENT = Part(
    "recruitment",
    _("Recruitment"),
    (
        Requirement(
            "recruitment.mentors",
            _("Mentors are won by telling truly what it takes and what it gives."),
            ("texts", "profile"),
            "programmes:texts",
            _("Say in the invitation how much time it takes"),
        ),
        Requirement(
            "recruitment.mentees",
            _("Mentees know what to expect, and that they want it, before they join."),
            ("texts", "applications"),
            "programmes:applications",
            _("Let mentees apply, and say what mentoring is not"),
        ),
    ),
)
SCREENING = Part(
    "screening",
    _("Screening"),
    (
        Requirement(
            "screening.criteria",
            _("Who may mentor is decided by criteria that are written down."),
            ("profile", "reviews"),
            "programmes:mentor-profile",
            _("Publish the profile, and have applications reviewed"),
        ),
        Requirement(
            "screening.checks",
            _("References, and checks where somebody could come to harm, are made."),
            ("checks",),
            "programmes:check-list",
            _("Say which references are needed, and follow them up"),
            by_person=True,
        ),
        Requirement(
            "screening.time",
            _("Mentors say that they have the time, and for how long."),
            ("agreements",),
            "matching:match-list",
            _("Have agreements signed, with how often and until when"),
        ),
    ),
)
TRAINING = Part(
    "training",
    _("Training"),
    (
        Requirement(
            "practice.training",
            _("Mentors have at least two hours of training before the match."),
            ("mentors_current", "sessions"),
            "training:register",
            _("Invite those who lack initial training"),
        ),
        Requirement(
            "practice.prepared",
            _("Mentees, and those who answer for them, are prepared too."),
            ("mentees_current",),
            "training:register-mentees",
            _("Invite mentees to a session that prepares them"),
        ),
        Requirement(
            "practice.ethics",
            _("Training speaks of boundaries, confidentiality and difference."),
            ("competencies",),
            "training:course-list",
            _("Write down which session speaks of it"),
            by_person=True,
        ),
    ),
)
MATCHING = Part(
    "matching",
    _("Matching and initiation"),
    (
        Requirement(
            "initiation.criteria",
            _("Matches follow the programme’s aims and what both sides bring."),
            ("rules",),
            "matching:round-list",
            _("Write the rules of the round"),
        ),
        Requirement(
            "initiation.meeting",
            _("The first meeting is arranged, and takes place."),
            ("meetings",),
            "matching:match-list",
            _("Help pairs that have not met"),
        ),
        Requirement(
            "initiation.agreement",
            _("Both sides sign what they promise each other."),
            ("agreements",),
            "matching:match-list",
            _("Remind pairs that have not signed"),
        ),
    ),
)
SUPPORT = Part(
    "support",
    _("Monitoring and support"),
    (
        Requirement(
            "support.contact",
            _("Somebody of the programme keeps in touch with both sides."),
            ("care", "fit_checks"),
            "matching:match-list",
            _("Get in touch with pairs, and note that you did"),
        ),
        Requirement(
            "support.measured",
            _("How the relationship is, is asked by a sound instrument."),
            ("asked_on_the_way", "response"),
            "evaluation:wave-list",
            _("Ask mentors and mentees about their relationship"),
        ),
        Requirement(
            "support.ongoing",
            _("Mentors go on learning, and are thanked."),
            ("communities", "policies", "thanks"),
            "training:retention",
            _("Hold gatherings, and thank mentors for milestones"),
        ),
        Requirement(
            "support.concerns",
            _("There is a way to say that something is wrong, and it is answered in time."),
            ("concern_route", "concerns"),
            "matching:concern-route",
            _("Name who answers concerns, and by when"),
        ),
    ),
)
CLOSURE = Part(
    "closure",
    _("Closure"),
    (
        Requirement(
            "closure.planned",
            _("How relationships end is said from the beginning."),
            ("agreements", "timetable"),
            "programmes:timetables",
            _("Put the end into the timetable and the agreements"),
        ),
        Requirement(
            "closure.conversation",
            _("Each relationship closes with a conversation about what it gained."),
            ("closings",),
            "matching:match-list",
            _("Ask pairs whose time is over to close well"),
        ),
        Requirement(
            "closure.early",
            _("An early end is kind, and its reason is known."),
            ("early_ends",),
            "matching:match-list",
            _("Note why relationships ended early"),
        ),
    ),
)
ELEMENTS = Standard(
    "elements",
    _("MENTOR: Elements of Effective Practice for Mentoring"),
    "MENTOR National",
    "Fourth edition, 2015",
    (RECRUITMENT, SCREENING, TRAINING, MATCHING, SUPPORT, CLOSURE),
)
