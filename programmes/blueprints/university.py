"""University: students who belong, and who complete."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from programmes.blueprints.model import (
    Blueprint,
    CharterDraft,
    CriterionDraft,
    ExpectationDraft,
    GoalDraft,
    IndicatorDraft,
    ObjectiveDraft,
    PolicyValues,
)
from programmes.enums import (
    CriterionKind,
    GoalTheme,
    MilestoneKind,
    PhaseKind,
    ProgrammeTemplate,
    TextKind,
)
from programmes.timetable import MilestoneShape, PhaseShape, Shape, end, middle, start

# Mentors are found before the summer; mentees are there only once term begins.
TIMETABLE = Shape(
    phases=(
        PhaseShape(PhaseKind.RECRUIT, start(-120), start(-10)),
        PhaseShape(PhaseKind.TRAIN, start(-28), start(-5)),
        PhaseShape(PhaseKind.MATCH, start(-12), start(-1)),
        PhaseShape(PhaseKind.MENTOR, start(), end()),
        PhaseShape(PhaseKind.EVALUATE, start(42), start(56)),
        PhaseShape(PhaseKind.CLOSE, end(-14), end(21)),
    ),
    milestones=(
        MilestoneShape(MilestoneKind.OPENING, start(-120), _("Call for mentors")),
        MilestoneShape(MilestoneKind.DEADLINE, start(-14)),
        MilestoneShape(MilestoneKind.DECISIONS, start(-10)),
        MilestoneShape(MilestoneKind.KICK_OFF, start(), _("Welcome evening")),
        MilestoneShape(MilestoneKind.OTHER, start(35), _("Who has not met yet? Week five check")),
        MilestoneShape(MilestoneKind.GATHERING, middle(), _("Before the examinations")),
        MilestoneShape(MilestoneKind.CELEBRATION, end(-7)),
        MilestoneShape(MilestoneKind.REPORT, end(21)),
    ),
)

GOALS = (
    GoalDraft(
        title=_("Every student belongs"),
        theme=GoalTheme.INCLUSION,
        description=_("Whoever is admitted finds people, and a place, here."),
        objectives=(
            ObjectiveDraft(
                title=_("First-year students feel that they belong"),
                description=_(
                    "Those who are first in their family, commute or come from abroad feel at home"
                    " as much as everybody else."
                ),
                indicators=(
                    IndicatorDraft(
                        name=_("Mentees who say that they belong here"),
                        definition=_(
                            "Of the mentees who answer the closing survey: “mostly” or “very much”."
                        ),
                        unit="%",
                        target=Decimal(75),
                        due=end(14),
                    ),
                    IndicatorDraft(
                        name=_("Mentees who met their mentor by week five"),
                        definition=_("Of all matched mentees: at least one meeting that was held."),
                        unit="%",
                        target=Decimal(90),
                        due=start(35),
                    ),
                ),
            ),
        ),
    ),
    GoalDraft(
        title=_("Students complete what they begin"),
        theme=GoalTheme.PEOPLE,
        description=_("Fewer leave for reasons that a talk at the right time could have met."),
        objectives=(
            ObjectiveDraft(
                title=_("Mentees go on to their second year"),
                description=_("More of them re-enrol than of comparable students without one."),
                indicators=(
                    IndicatorDraft(
                        name=_("Mentees enrolled for the second year"),
                        definition=_(
                            "Of the mentees who began, by the registry’s count on 1 November; those"
                            " who changed course within the university count as enrolled."
                        ),
                        unit="%",
                        target=Decimal(92),
                        due=end(150),
                    ),
                    IndicatorDraft(
                        name=_("Mentors and mentees who stay to the end"),
                        measure="programmes.finished",
                        unit="%",
                        target=Decimal(85),
                        due=end(28),
                    ),
                ),
            ),
            ObjectiveDraft(
                title=_("Mentors grow by mentoring"),
                description=_("Student mentors leave with skills they can name and show."),
                indicators=(
                    IndicatorDraft(
                        name=_("Mentors who say that it is worth their time"),
                        measure="evaluation.worthwhile",
                        unit=_("of 5"),
                        target=Decimal(4),
                        due=end(28),
                    ),
                ),
            ),
        ),
    ),
)

EXPECTATIONS = (
    ExpectationDraft(
        _("They make the first move"),
        (
            CriterionDraft(
                _("Reaches out, and keeps reaching out"),
                _("Says how they would go on if a first-year did not answer twice."),
                9,
                is_essential=True,
                kind=CriterionKind.SKILL,
                anchors=(
                    _("Would wait to be written to"),
                    _("Would write once, and leave it there"),
                    _("Would write again after a week, in another way"),
                    _("Would try twice, then ask somebody to look in"),
                    _("Would do so, and has done it for somebody before"),
                ),
            ),
            CriterionDraft(
                _("Is there at the start of term"),
                _("Free in the first three weeks, and one hour a fortnight after."),
                8,
                is_essential=True,
                kind=CriterionKind.EXPERIENCE,
                anchors=(
                    _("Away in the first three weeks"),
                    _("There for part of it, or not every fortnight after"),
                    _("There in the first three weeks, and every fortnight after"),
                ),
            ),
        ),
    ),
    ExpectationDraft(
        _("They know the way, and when to point to somebody else"),
        (
            CriterionDraft(
                _("Knows the services and uses them to refer"),
                _("In the practice case, sends a worried student on, and does not counsel."),
                10,
                is_essential=True,
                kind=CriterionKind.SKILL,
                anchors=(
                    _("Tries to solve everything alone"),
                    _("Says that there are services, and cannot name one"),
                    _("Names the right service, and sends the student there"),
                    _("Goes along with them, or makes the call together"),
                    _("Also asks a week later whether it helped"),
                ),
            ),
            CriterionDraft(
                _("Has completed the first year here"),
                _("Second year or above, or on the staff."),
                6,
                is_essential=True,
                kind=CriterionKind.EXPERIENCE,
                anchors=(
                    _("Has not begun the second year"),
                    _("Is about to begin the second year"),
                    _("In the second year or above, or on the staff"),
                ),
            ),
            CriterionDraft(
                _("Tells of their own stumbles"),
                _("Names one thing that went wrong in their own first year."),
                4,
                kind=CriterionKind.QUALITY,
                anchors=(
                    _("Says that all went well"),
                    _("Names a stumble of somebody else"),
                    _("Names one thing that went wrong in their own first year"),
                    _("Says what they did about it, and what they would do now"),
                    _("Tells it so that a first-year could ask a question of their own"),
                ),
            ),
        ),
    ),
    ExpectationDraft(
        _("They make room for difference"),
        (
            CriterionDraft(
                _("Is curious about another’s background"),
                _("Asks before assuming, in the practice talk."),
                7,
                kind=CriterionKind.QUALITY,
                anchors=(
                    _("Assumes that everybody’s way was like theirs"),
                    _("Asks where somebody is from, and stops there"),
                    _("Asks before assuming, in the practice talk"),
                    _("Takes the answer up later, and asks on"),
                    _("Says what they learned that they had not thought of"),
                ),
            ),
            CriterionDraft(
                _("Keeps boundaries"),
                _("Can say what a mentor is not: no tutor, no counsellor, no lender."),
                8,
                is_essential=True,
                kind=CriterionKind.SKILL,
                anchors=(
                    _("Would lend money, or write the essay"),
                    _("Says no, and cannot say what then"),
                    _("Says what a mentor is not, and whom to ask instead"),
                    _("Says it early, before anybody has asked"),
                    _("Has drawn such a line before, and kept the contact"),
                ),
            ),
        ),
    ),
)

TEXTS = {
    TextKind.INVITATION_MENTOR: _(
        "You remember your own first weeks. A student who begins this term would be glad of"
        " somebody who has been through them: a coffee every fortnight, an answer to a message, a"
        " hint where to ask.\n\n"
        "We prepare you in one afternoon, and a member of staff is always there for what is too"
        " heavy for a mentor. You receive a certificate with the hours you gave."
    ),
    TextKind.INVITATION_MENTEE: _(
        "Starting is a lot at once. A mentor is somebody a year or two ahead of you who knows the"
        " place, and has time for you: every fortnight at first, and less once you have found your"
        " feet.\n\n"
        "It costs nothing, is not marked, and your tutors do not hear what you talk about."
    ),
    TextKind.CHARTER_REQUEST: _(
        "This charter says why the university runs mentoring for its new students, what we promise"
        " them, and what we ask of you so that it lasts beyond one enthusiastic year. Please sign"
        " it, or tell us what you would change."
    ),
}

UNIVERSITY = Blueprint(
    template=ProgrammeTemplate.UNIVERSITY,
    summary=_("New students who belong, and who complete what they begin."),
    suits=_("A university or college where students or staff mentor first-years."),
    suggested_name=_("First-year mentoring"),
    suggested_purpose=_(
        "So that everybody who starts here finds somebody who knows the way, and stays."
    ),
    policy=PolicyValues(
        months=8,
        meets_every_weeks=2,
        mentees_per_mentor=3,
        hours_a_month=Decimal(2),
        review_months=12,
        silence_days=21,
    ),
    timetable=TIMETABLE,
    goals=GOALS,
    expectations=EXPECTATIONS,
    texts=TEXTS,
    charter=CharterDraft(
        purpose=_(
            "We run this programme so that new students belong and complete, above all those whom"
            " nobody at home can tell how a university works."
        ),
        sponsor_commits=_(
            "To name mentoring in the welcome to new students.\n"
            "To see that mentors’ hours are recognised on their record.\n"
            "To let the registry count who goes on to the second year.\n"
            "To read the report each summer, and answer its asks."
        ),
        programme_commits=_(
            "To prepare every mentor, and to tell them where their part ends.\n"
            "To have a member of staff on call for what is too heavy for a student.\n"
            "To look in week five at who has not met, and to act on it.\n"
            "To report each summer on belonging and completion, with numbers too small left out."
        ),
        resources=_(
            "A coordinator for half a week in term, and a fifth of a week outside it.\n"
            "A room for the welcome evening and the gatherings.\n"
            "Certificates, and refreshments for 2 evenings a year."
        ),
    ),
)
