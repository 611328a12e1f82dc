"""EMCC’s six standards for mentoring programmes, each requirement in our own short words."""

from django.utils.translation import gettext_lazy as _

from evaluation.readiness.standards.model import Part, Requirement, Standard

PURPOSE = Part(
    "purpose",
    _("Clarity of purpose"),
    (
        Requirement(
            "purpose.why",
            _("It is written down why the programme is run, and what the organisation gains."),
            ("purpose", "objectives"),
            "programmes:strategy",
            _("Write objectives, each with a figure by which one would see it reached"),
        ),
        Requirement(
            "purpose.goals",
            _("Objectives serve goals of the organisation and are looked at while it runs."),
            ("indicators",),
            "programmes:strategy",
            _("Give each objective an indicator with a target, and enter its values"),
        ),
        Requirement(
            "purpose.sponsor",
            _("A senior sponsor stands for it and has signed what is promised."),
            ("sponsor", "charter"),
            "programmes:charter",
            _("Name a sponsor, and have the charter signed"),
        ),
        Requirement(
            "purpose.shared",
            _("Mentors, mentees and their managers know what it is for, and what it is not."),
            ("texts", "agreements"),
            "programmes:texts",
            _("Say it in the invitations, and write down how you made sure it was understood"),
            by_person=True,
        ),
    ),
)
TRAINING = Part(
    "training",
    _("Training and briefing"),
    (
        Requirement(
            "training.mentors",
            _("Mentors are trained before they meet anybody."),
            ("mentors_current", "sessions"),
            "training:register",
            _("Invite those who lack initial training"),
        ),
        Requirement(
            "training.mentees",
            _("Mentees are prepared for their part."),
            ("mentees_current", "sessions"),
            "training:register-mentees",
            _("Invite mentees to a session that prepares them"),
        ),
        Requirement(
            "training.skills",
            _("What is trained follows from the skills that mentors need here."),
            ("competencies", "profile"),
            "training:competency-list",
            _("Name the competencies, and tie courses to them"),
        ),
        Requirement(
            "training.refresh",
            _("Skills are refreshed while people go on mentoring."),
            ("policies", "communities"),
            "training:policy-list",
            _("Set what keeps a mentor in date, and hold gatherings"),
        ),
        Requirement(
            "training.judged",
            _("Whether the training was good is asked, and answers change it."),
            ("feedback", "agendas"),
            "training:agenda-list",
            _("Ask for feedback after sessions, and draw the next agenda from it"),
            by_person=True,
        ),
    ),
)
SELECTION = Part(
    "selection",
    _("Selection and matching"),
    (
        Requirement(
            "selection.profile",
            _("It is defined whom one looks for as a mentor."),
            ("profile",),
            "programmes:mentor-profile",
            _("Publish the Ideal Mentor Profile"),
        ),
        Requirement(
            "selection.fair",
            _("Mentors are chosen by the same criteria, by more than one person."),
            ("reviews",),
            "programmes:round-list",
            _("Have each application reviewed by two people"),
        ),
        Requirement(
            "selection.matching",
            _("Matching follows criteria that can be explained, and people have a say."),
            ("rules", "accepted"),
            "matching:round-list",
            _("Write the rules of the round, and let both sides answer proposals"),
        ),
        Requirement(
            "selection.again",
            _("Whoever does not fit can change without blame."),
            ("fit_checks", "rematches"),
            "matching:match-list",
            _("Ask pairs whether they fit, and offer another partner"),
        ),
        Requirement(
            "selection.open",
            _("Everybody who could take part had a fair chance to."),
            ("applications",),
            "programmes:fairness",
            _("Look at who applied and who was taken on, and write down what you conclude"),
            by_person=True,
        ),
    ),
)
MEASUREMENT = Part(
    "measurement",
    _("Measurement and review"),
    (
        Requirement(
            "measurement.relationships",
            _("How relationships fare is followed while they run."),
            ("meetings", "care"),
            "matching:match-list",
            _("Look after pairs that are quiet"),
        ),
        Requirement(
            "measurement.outcomes",
            _("What mentors and mentees gain is measured, before and after."),
            ("asked_at_start", "asked_at_close", "response"),
            "evaluation:wave-list",
            _("Ask at the beginning and at the end"),
        ),
        Requirement(
            "measurement.reported",
            _("Results are reported to whoever answers for the programme."),
            ("reports",),
            "evaluation:report-list",
            _("Send the sponsor a report"),
        ),
        Requirement(
            "measurement.learnt",
            _("What was learnt changes the next programme."),
            ("recommendations",),
            "evaluation:report-list",
            _("Decide about recommendations, and note what was done"),
        ),
    ),
)
ETHICS = Part(
    "ethics",
    _("Ethics"),
    (
        Requirement(
            "ethics.confidential",
            _("What stays between a pair, and what cannot, is agreed by both."),
            ("agreements",),
            "matching:match-list",
            _("Remind pairs that have not signed"),
        ),
        Requirement(
            "ethics.concerns",
            _("Somebody named answers when something is not right, apart from the pair."),
            ("concern_route", "concerns"),
            "matching:concern-route",
            _("Name who answers concerns, and by when"),
        ),
        Requirement(
            "ethics.candour",
            _("People are told who will see what they answer, and small groups are not shown."),
            ("candour",),
            "evaluation:instrument-list",
            _("Ask by surveys that say who sees what"),
        ),
        Requirement(
            "ethics.code",
            _("Mentors know and keep a code of conduct."),
            ("agreements", "checks"),
            "training:competency-list",
            _("Write down which code you follow, and how mentors come to know it"),
            by_person=True,
        ),
    ),
)
ADMINISTRATION = Part(
    "administration",
    _("Administration and support"),
    (
        Requirement(
            "administration.team",
            _("Somebody has time for the programme, and somebody can stand in."),
            ("team",),
            "programmes:team",
            _("Have at least two people who coordinate"),
        ),
        Requirement(
            "administration.timetable",
            _("Everybody knows what happens when."),
            ("timetable",),
            "programmes:timetables",
            _("Fill the timetable with milestones"),
        ),
        Requirement(
            "administration.support",
            _("Mentors have somewhere to turn: each other, and an experienced person."),
            ("communities", "supporters"),
            "training:community-list",
            _("Hold gatherings, and give new mentors a supporting one"),
        ),
        Requirement(
            "administration.endings",
            _("Relationships end well, and what they gained is kept."),
            ("closings",),
            "matching:match-list",
            _("Ask pairs whose time is over to close well"),
        ),
        Requirement(
            "administration.resources",
            _("The programme has the money and the hours it needs."),
            ("costs",),
            "evaluation:cost",
            _("Write down what it costs, and who granted it"),
            by_person=True,
        ),
    ),
)
ISMCP = Standard(
    "ismcp",
    _("EMCC: International Standards for Mentoring and Coaching Programmes"),
    "European Mentoring and Coaching Council (EMCC Global)",
    "ISMCP, six standards",
    (PURPOSE, TRAINING, SELECTION, MEASUREMENT, ETHICS, ADMINISTRATION),
)
