"""Corporate leadership: growing leaders from within, and keeping the ones there are."""

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
    Direction,
    GoalTheme,
    MilestoneKind,
    PhaseKind,
    ProgrammeTemplate,
    TextKind,
)
from programmes.timetable import MilestoneShape, PhaseShape, Shape, end, middle, start

TIMETABLE = Shape(
    phases=(
        PhaseShape(PhaseKind.RECRUIT, start(-84), start(-35)),
        PhaseShape(PhaseKind.TRAIN, start(-35), start(-7)),
        PhaseShape(PhaseKind.MATCH, start(-28), start(-1)),
        PhaseShape(PhaseKind.MENTOR, start(), end()),
        PhaseShape(PhaseKind.EVALUATE, middle(-7), middle(7)),
        PhaseShape(PhaseKind.CLOSE, end(-14), end(28)),
    ),
    milestones=(
        MilestoneShape(MilestoneKind.OPENING, start(-84)),
        MilestoneShape(MilestoneKind.DEADLINE, start(-42)),
        MilestoneShape(MilestoneKind.DECISIONS, start(-32)),
        MilestoneShape(MilestoneKind.KICK_OFF, start()),
        MilestoneShape(MilestoneKind.GATHERING, start(90), _("Mentors compare notes")),
        MilestoneShape(MilestoneKind.REVIEW, middle(14)),
        MilestoneShape(MilestoneKind.CELEBRATION, end(-3)),
        MilestoneShape(MilestoneKind.REPORT, end(28)),
    ),
)

GOALS = (
    GoalDraft(
        title=_("Grow our leaders from within"),
        theme=GoalTheme.GROWTH,
        description=_("Most senior posts are filled by people who already know how we work."),
        objectives=(
            ObjectiveDraft(
                title=_("Mentees are ready for their next step"),
                description=_(
                    "A year on, people who were mentored lead more than they did: a team, a"
                    " project, a budget."
                ),
                indicators=(
                    IndicatorDraft(
                        name=_("Mentees with a wider role within a year"),
                        definition=_(
                            "Of the mentees who finished: those promoted, or given a team, project"
                            " or budget they did not have, by one year after the last day."
                        ),
                        unit="%",
                        target=Decimal(35),
                        due=end(365),
                    ),
                    IndicatorDraft(
                        name=_("Mentees who reached their main goal"),
                        definition=_(
                            "Of the mentees who finished: those who answer “mostly” or “very much”"
                            " to whether they reached the goal they set in the first month."
                        ),
                        unit="%",
                        target=Decimal(70),
                        due=end(14),
                    ),
                ),
            ),
            ObjectiveDraft(
                title=_("The pipeline reflects who works here"),
                description=_("The places go to people from every department and background."),
                indicators=(
                    IndicatorDraft(
                        name=_("Departments with at least one mentee"),
                        definition=_("Of all departments with ten people or more."),
                        unit="%",
                        target=Decimal(80),
                        due=start(),
                    ),
                    IndicatorDraft(
                        name=_("Mentees with a mentor"),
                        measure="programmes.mentees_matched",
                        unit="%",
                        target=Decimal(95),
                        due=start(28),
                    ),
                ),
            ),
        ),
    ),
    GoalDraft(
        title=_("Keep the people we have"),
        theme=GoalTheme.PEOPLE,
        description=_("People stay because they see a future here, and somebody who helps."),
        objectives=(
            ObjectiveDraft(
                title=_("People who are mentored stay"),
                description=_("Fewer mentees leave us than colleagues of the same grades do."),
                indicators=(
                    IndicatorDraft(
                        name=_("Mentees who left within a year"),
                        definition=_(
                            "Of the mentees who began: those who gave notice themselves by one"
                            " year after the last day. Compare with the same grades; that is no"
                            " proof of cause."
                        ),
                        unit="%",
                        target=Decimal(6),
                        due=end(365),
                        direction=Direction.LOWER,
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
        ),
    ),
)

EXPECTATIONS = (
    ExpectationDraft(
        _("They listen before they advise"),
        (
            CriterionDraft(
                _("Listens, and asks rather than tells"),
                _("In the practice talk, asks three open questions before giving one opinion."),
                9,
                is_essential=True,
                kind=CriterionKind.SKILL,
                anchors=(
                    _("Talks most of the time, and answers before the question ends"),
                    _("Waits, then gives advice without asking anything"),
                    _("Asks one question, and then says what they would do"),
                    _("Asks three open questions before giving one opinion"),
                    _("Asks until the other finds a next step of their own"),
                ),
            ),
            CriterionDraft(
                _("Keeps what is said between the two"),
                _("Can say what they would do if a mentee’s manager asked how it is going."),
                10,
                is_essential=True,
                kind=CriterionKind.QUALITY,
                anchors=(
                    _("Would tell the manager what was said"),
                    _("Would say something in general terms, so as not to seem unhelpful"),
                    _("Would say nothing, and is not sure why"),
                    _("Would say nothing, and tells the mentee that they were asked"),
                    _("Also names the one limit, and says it at the first meeting"),
                ),
            ),
        ),
    ),
    ExpectationDraft(
        _("They help somebody see their next step"),
        (
            CriterionDraft(
                _("Has led people or a substantial project"),
                _("Two years or more, here or elsewhere."),
                7,
                is_essential=True,
                kind=CriterionKind.EXPERIENCE,
                anchors=(
                    _("Has led nobody and nothing yet"),
                    _("Stood in for somebody who led, for some weeks"),
                    _("Led a small team or a project from start to end"),
                    _("Led several, and tells what went wrong in one of them"),
                    _("Led through change, and those who were led speak of it"),
                ),
            ),
            CriterionDraft(
                _("Gives feedback that can be used"),
                _("Somebody they led tells of feedback that changed what they did."),
                7,
                kind=CriterionKind.SKILL,
                anchors=(
                    _("Names no example, or praises only"),
                    _("Tells what was wrong, not what to do instead"),
                    _("Describes one thing that was seen, and what to try"),
                    _("Somebody they led changed something because of it"),
                    _("Also asked how the feedback landed, and changed how they give it"),
                ),
            ),
            CriterionDraft(
                _("Knows how careers are made here"),
                _("Can name three ways on that are not their own."),
                4,
                kind=CriterionKind.KNOWLEDGE,
                anchors=(
                    _("Knows the way they went themselves"),
                    _("Knows one other way, from hearsay"),
                    _("Names three ways on that are not their own"),
                    _("Names whom to ask on each of them"),
                    _("Knows where each of them gets stuck, and what helped others"),
                ),
            ),
        ),
    ),
    ExpectationDraft(
        _("They open doors"),
        (
            CriterionDraft(
                _("Shares contacts and credit"),
                _("Gives an example of bringing somebody into a room they were not in."),
                5,
                kind=CriterionKind.QUALITY,
                anchors=(
                    _("Names nobody they brought in"),
                    _("Passes on names when asked"),
                    _("Brought somebody into a room they were not in"),
                    _("Named somebody’s part of the work to those above"),
                    _("Does it as a habit: three people in the last year say so"),
                ),
            ),
            CriterionDraft(
                _("Notices who is overlooked"),
                _("Speaks from experience of working with people unlike themselves."),
                6,
                kind=CriterionKind.QUALITY,
                anchors=(
                    _("Sees no difference in how people fare"),
                    _("Says that differences exist, and names none"),
                    _("Tells of one person who was overlooked, and why"),
                    _("Did something about it, and tells what came of it"),
                    _("Changed how something is done, so that it happens less"),
                ),
            ),
        ),
    ),
    ExpectationDraft(
        _("They turn up"),
        (
            CriterionDraft(
                _("Has three hours a month, and their manager’s word for it"),
                _("The manager has said yes in writing."),
                8,
                is_essential=True,
                kind=CriterionKind.EXPERIENCE,
                anchors=(
                    _("The manager has said no, or was not asked"),
                    _("They have the hours; the manager’s word is still out"),
                    _("The manager has said yes in writing"),
                ),
            ),
        ),
    ),
)

TEXTS = {
    TextKind.INVITATION_MENTOR: _(
        "You would meet one or two colleagues from another part of the organisation, once a month"
        " for nine months, and help them find their own next step. We prepare you in half a day,"
        " bring mentors together to compare notes, and are there when a talk gets stuck.\n\n"
        "It takes about three hours a month. Your experience is what they need; you do not have to"
        " have all the answers."
    ),
    TextKind.INVITATION_MENTEE: _(
        "You would meet a more experienced colleague from outside your own line, once a month for"
        " nine months, and talk about what you want to do next. You set the goal; what the two of"
        " you say stays between you.\n\n"
        "It takes about three hours a month, in working time. Nobody is promoted for taking part,"
        " and nobody is marked down for saying no."
    ),
    TextKind.CHARTER_REQUEST: _(
        "This charter says on one page why we run the programme, what we will do and what we ask of"
        " you: your name, a few hours a year and a word in the right meeting. Please read it, and"
        " sign it or send it back with what you would change."
    ),
}

CORPORATE = Blueprint(
    template=ProgrammeTemplate.CORPORATE,
    summary=_("Growing leaders from within, and keeping the ones you have."),
    suits=_("A company or public body whose seniors mentor people with potential."),
    suggested_name=_("Leadership mentoring"),
    suggested_purpose=_(
        "We grow our next leaders from within: people at the start of their path meet those who"
        " have gone it."
    ),
    policy=PolicyValues(asks_endorsement=True),
    timetable=TIMETABLE,
    goals=GOALS,
    expectations=EXPECTATIONS,
    texts=TEXTS,
    charter=CharterDraft(
        purpose=_(
            "We run this programme so that senior posts can be filled by people who know how we"
            " work, and so that people with potential stay. Its objectives and targets are written"
            " down beside this charter, and we report on each of them."
        ),
        sponsor_commits=_(
            "To speak for the programme where senior people decide.\n"
            "To open the kick-off and the celebration.\n"
            "To ask managers for the hours that mentors and mentees need.\n"
            "To read the report, and to answer its asks within four weeks."
        ),
        programme_commits=_(
            "To choose and prepare mentors by criteria that anybody may read.\n"
            "To look after every pair, and to say early when something does not work.\n"
            "To report twice a year, bad news included.\n"
            "To keep what mentors and mentees tell each other between them."
        ),
        resources=_(
            "A lead coordinator for one day a week.\n"
            "Three working hours a month for each mentor and mentee.\n"
            "Half a day of training for mentors, and two gatherings."
        ),
    ),
)
