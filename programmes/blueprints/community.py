"""Alumni or community: giving back, in an hour or two a month."""

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

TIMETABLE = Shape(
    phases=(
        PhaseShape(PhaseKind.RECRUIT, start(-56), start(-21)),
        PhaseShape(PhaseKind.TRAIN, start(-21), start(-3)),
        PhaseShape(PhaseKind.MATCH, start(-18), start(-1)),
        PhaseShape(PhaseKind.MENTOR, start(), end()),
        PhaseShape(PhaseKind.EVALUATE, middle(-5), middle(5)),
        PhaseShape(PhaseKind.CLOSE, end(-7), end(14)),
    ),
    milestones=(
        MilestoneShape(MilestoneKind.OPENING, start(-56)),
        MilestoneShape(MilestoneKind.DEADLINE, start(-21)),
        MilestoneShape(MilestoneKind.KICK_OFF, start(), _("An evening to meet")),
        MilestoneShape(MilestoneKind.GATHERING, middle(7), _("Stories over supper")),
        MilestoneShape(MilestoneKind.CELEBRATION, end(), _("Thank you, and what next?")),
        MilestoneShape(MilestoneKind.REPORT, end(14)),
    ),
)

GOALS = (
    GoalDraft(
        title=_("A community that gives back"),
        theme=GoalTheme.COMMUNITY,
        description=_("People who found their way hold the door for those who come after."),
        objectives=(
            ObjectiveDraft(
                title=_("Those who give once give again"),
                description=_("Mentors come back, and mentees become mentors."),
                indicators=(
                    IndicatorDraft(
                        name=_("Mentors who come back for another round"),
                        measure="programmes.mentors_returning",
                        unit="%",
                        target=Decimal(50),
                        due=end(120),
                    ),
                    IndicatorDraft(
                        name=_("Mentees who became mentors"),
                        measure="programmes.mentees_to_mentors",
                        unit=_("people"),
                        target=Decimal(5),
                        due=end(120),
                    ),
                    IndicatorDraft(
                        name=_("Hours given"),
                        definition=_("By mentors, as logged for meetings that were held."),
                        unit="h",
                        target=Decimal(200),
                        due=end(),
                    ),
                ),
            ),
            ObjectiveDraft(
                title=_("Mentees get one step further"),
                description=_("A first job, an interview, a piece of work shown to somebody."),
                indicators=(
                    IndicatorDraft(
                        name=_("Mentees who took the step they named"),
                        definition=_(
                            "Of the mentees who answer the closing survey: “mostly” or “very much”"
                            " to the step they named at the start."
                        ),
                        unit="%",
                        target=Decimal(60),
                        due=end(14),
                    ),
                ),
            ),
        ),
    ),
)

EXPECTATIONS = (
    ExpectationDraft(
        _("They are generous with what they know"),
        (
            CriterionDraft(
                _("Tells honestly how it went for them"),
                _("Their letter names a detour, not only arrivals."),
                7,
                is_essential=True,
                kind=CriterionKind.QUALITY,
                anchors=(
                    _("Names arrivals only"),
                    _("Says that it was hard, and not what was"),
                    _("Names a detour, and what it cost"),
                    _("Says what they would do otherwise today"),
                    _("Leaves room for the other’s way to be a different one"),
                ),
            ),
            CriterionDraft(
                _("Knows the field the mentee wants to enter"),
                _("Works in it now, or did within five years."),
                5,
                kind=CriterionKind.KNOWLEDGE,
                anchors=(
                    _("Knows it from outside"),
                    _("Worked in it more than five years ago"),
                    _("Works in it now, or did within five years"),
                    _("Knows how people come in today, and through whom"),
                    _("Has helped somebody in within the last two years"),
                ),
            ),
        ),
    ),
    ExpectationDraft(
        _("They keep a small promise well"),
        (
            CriterionDraft(
                _("Answers within a week"),
                _("Did so when they signed up."),
                8,
                is_essential=True,
                kind=CriterionKind.SKILL,
                anchors=(
                    _("Did not answer when they signed up"),
                    _("Answered after a reminder"),
                    _("Answered within a week"),
                    _("Answered within a week, and to everything that was asked"),
                    _("Also said when they would be away"),
                ),
            ),
            CriterionDraft(
                _("Has an hour or two a month for six months"),
                _("They say so, knowing when their busy weeks are."),
                8,
                is_essential=True,
                kind=CriterionKind.EXPERIENCE,
                anchors=(
                    _("Has no time in the coming months"),
                    _("Has the time, but not in each month"),
                    _("Has it in each month, and says when the busy weeks are"),
                ),
            ),
        ),
    ),
    ExpectationDraft(
        _("They keep people safe"),
        (
            CriterionDraft(
                _("Has read, and signed, how we treat each other"),
                _("The signed page."),
                10,
                is_essential=True,
                kind=CriterionKind.EXPERIENCE,
                anchors=(
                    _("Has not signed it"),
                    _("Has signed it, and has a question still open"),
                    _("Has signed it, and can say what it asks of them"),
                ),
            ),
            CriterionDraft(
                _("Listens without selling"),
                _("Does not recruit, sell or preach in the practice talk."),
                6,
                kind=CriterionKind.SKILL,
                anchors=(
                    _("Sells, recruits or preaches in the practice talk"),
                    _("Steers to their own firm or cause when there is an opening"),
                    _("Does not recruit, sell or preach in the practice talk"),
                    _("Turns back to what the other wants when it comes up"),
                    _("Also says openly where an interest of their own begins"),
                ),
            ),
        ),
    ),
)

TEXTS = {
    TextKind.INVITATION_MENTOR: _(
        "Somebody is about to take the road you have taken, and an hour of your month would save"
        " them ten of theirs. You would meet one person, on the phone or over coffee, for six"
        " months.\n\n"
        "There is a short evening to prepare, and one to celebrate. No slides, no reports: you tell"
        " us in two taps that you met."
    ),
    TextKind.INVITATION_MENTEE: _(
        "Somebody from this community has done what you are thinking about, and would like to tell"
        " you how it went. You would meet once a month, for six months, at a time and place that"
        " suit you both.\n\n"
        "Bring one step that you would like to take. You need no plan beyond it."
    ),
    TextKind.CHARTER_REQUEST: _(
        "This charter says on one page what our community gives through mentoring, and the little"
        " that we ask of you for it: your name, your welcome on the first evening, and your eye on"
        " whether it does some good. Please sign it, or tell us what to change."
    ),
}

COMMUNITY = Blueprint(
    template=ProgrammeTemplate.COMMUNITY,
    summary=_("Giving back, in an hour or two a month."),
    suits=_("Alumni, an association, a charity or an open community of volunteers."),
    suggested_name=_("Community mentoring"),
    suggested_purpose=_(
        "So that those who found their way hold the door open for those who come after."
    ),
    policy=PolicyValues(
        months=6,
        meets_every_weeks=4,
        mentees_per_mentor=1,
        hours_a_month=Decimal("1.5"),
        review_months=12,
        silence_days=30,
    ),
    timetable=TIMETABLE,
    goals=GOALS,
    expectations=EXPECTATIONS,
    texts=TEXTS,
    charter=CharterDraft(
        purpose=_(
            "We run this programme because experience is the one thing a community has plenty of,"
            " and because it costs little to pass on."
        ),
        sponsor_commits=_(
            "To welcome people on the first evening, and to thank them on the last.\n"
            "To ask three people a year, by name, to become mentors.\n"
            "To read one page a year on what came of it."
        ),
        programme_commits=_(
            "To ask no more than two hours a month of anybody.\n"
            "To have everybody sign how we treat each other, and to act when somebody does not.\n"
            "To tell the stories of those who agree to it, and of nobody else."
        ),
        resources=_(
            "A volunteer or member of staff for half a day a week.\n"
            "A room and something to eat for three evenings."
        ),
    ),
)
