"""Nursing and other regulated professions: safe practice, preceptorship, hours that count."""

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

# Mentors train longest here, so that people are found sixteen weeks ahead.
TIMETABLE = Shape(
    phases=(
        PhaseShape(PhaseKind.RECRUIT, start(-112), start(-56)),
        PhaseShape(PhaseKind.TRAIN, start(-56), start(-7)),
        PhaseShape(PhaseKind.MATCH, start(-21), start(-1)),
        PhaseShape(PhaseKind.MENTOR, start(), end()),
        PhaseShape(PhaseKind.EVALUATE, middle(-7), middle(7)),
        PhaseShape(PhaseKind.CLOSE, end(-21), end(28)),
    ),
    milestones=(
        MilestoneShape(MilestoneKind.OPENING, start(-112)),
        MilestoneShape(MilestoneKind.DEADLINE, start(-63)),
        MilestoneShape(MilestoneKind.DECISIONS, start(-56)),
        MilestoneShape(MilestoneKind.KICK_OFF, start()),
        MilestoneShape(MilestoneKind.OTHER, start(42), _("First interim review of each pair")),
        MilestoneShape(MilestoneKind.GATHERING, start(90), _("Mentors’ update")),
        MilestoneShape(MilestoneKind.REVIEW, middle()),
        MilestoneShape(MilestoneKind.OTHER, end(-28), _("Final review and sign-off of hours")),
        MilestoneShape(MilestoneKind.REPORT, end(28)),
    ),
)

GOALS = (
    GoalDraft(
        title=_("Safe practice, from the first day"),
        theme=GoalTheme.QUALITY,
        description=_("New practitioners work within what they can do, and ask in time."),
        objectives=(
            ObjectiveDraft(
                title=_("Newly qualified practitioners are supported into safe practice"),
                description=_(
                    "Each has a named mentor who is in date, time protected for the talks, and"
                    " three reviews on record."
                ),
                indicators=(
                    IndicatorDraft(
                        name=_("Mentees with all three reviews held on time"),
                        definition=_(
                            "Of the mentees who finished: initial, interim and final review, each"
                            " within two weeks of the day planned."
                        ),
                        unit="%",
                        target=Decimal(95),
                        due=end(),
                    ),
                    IndicatorDraft(
                        name=_("Mentors whose training is in date"),
                        measure="training.mentors_in_date",
                        unit="%",
                        target=Decimal(100),
                        due=end(),
                    ),
                ),
            ),
        ),
    ),
    GoalDraft(
        title=_("A workforce that stays and keeps learning"),
        theme=GoalTheme.PEOPLE,
        description=_("People stay in the profession, and revalidate without a scramble."),
        objectives=(
            ObjectiveDraft(
                title=_("Newly qualified practitioners stay through their first year"),
                description=_("Most who leave do so within a year; support is what they name."),
                indicators=(
                    IndicatorDraft(
                        name=_("Mentees who left within their first year"),
                        definition=_("Of the mentees who began; transfers within do not count."),
                        unit="%",
                        target=Decimal(8),
                        due=end(60),
                        direction=Direction.LOWER,
                    ),
                ),
            ),
            ObjectiveDraft(
                title=_("Hours are ready for revalidation"),
                description=_("What is learnt here is recorded once, and can be shown."),
                indicators=(
                    IndicatorDraft(
                        name=_("Mentors with a complete record of hours"),
                        definition=_(
                            "Of all mentors of the cohort: initial training and every update in"
                            " the ledger, with who confirmed it."
                        ),
                        unit="%",
                        target=Decimal(100),
                        due=end(28),
                    ),
                ),
            ),
        ),
    ),
)

EXPECTATIONS = (
    ExpectationDraft(
        _("They practise safely, and are seen to"),
        (
            CriterionDraft(
                _("Registered, without conditions on practice"),
                _("The register, looked up on the day of the decision."),
                10,
                is_essential=True,
                kind=CriterionKind.EXPERIENCE,
                anchors=(
                    _("Not registered, or not found"),
                    _("Registered, with conditions on practice"),
                    _("Registered, without conditions, on the day of the decision"),
                ),
            ),
            CriterionDraft(
                _("At least one year in the same field of practice"),
                _("The record of employment, confirmed by the line manager."),
                8,
                is_essential=True,
                kind=CriterionKind.EXPERIENCE,
                anchors=(
                    _("Has not worked in the field"),
                    _("Some months, or another field close to it"),
                    _("A year in the same field, confirmed by the line manager"),
                    _("More than that, in more than one setting of the field"),
                    _("Others in the field come with their questions"),
                ),
            ),
            CriterionDraft(
                _("Raises concerns, and knows how"),
                _("Walks through the policy with a case of their own."),
                9,
                is_essential=True,
                kind=CriterionKind.KNOWLEDGE,
                anchors=(
                    _("Would leave it to others"),
                    _("Would tell a colleague, and nobody whose task it is"),
                    _("Walks through the policy with a case of their own"),
                    _("Says whom to tell on the same day, and what to write down"),
                    _("Has raised one, and says what became of it"),
                ),
            ),
        ),
    ),
    ExpectationDraft(
        _("They help somebody learn from practice"),
        (
            CriterionDraft(
                _("Gives feedback on what was observed"),
                _("An observed talk: what was seen, what it meant, what to try."),
                8,
                is_essential=True,
                kind=CriterionKind.SKILL,
                anchors=(
                    _("Says how the person is, not what they did"),
                    _("Says what was wrong, from memory and in general"),
                    _("Says what was seen, what it meant and what to try"),
                    _("Asks for the other’s own view before giving theirs"),
                    _("Also agrees what to look at next time, and looks"),
                ),
            ),
            CriterionDraft(
                _("Leads reflection"),
                _("Uses a model of reflection without reading from it."),
                6,
                kind=CriterionKind.SKILL,
                anchors=(
                    _("Tells what to think of it"),
                    _("Asks “How did it go?” and leaves it there"),
                    _("Goes through a model of reflection step by step"),
                    _("Uses the model without reading from it"),
                    _("Comes out with something the other will try, and when"),
                ),
            ),
            CriterionDraft(
                _("Keeps the record as they go"),
                _("Notes of a review are complete within a week."),
                6,
                kind=CriterionKind.SKILL,
                anchors=(
                    _("Notes are missing, or are others’ to write"),
                    _("Notes come weeks later, or in part"),
                    _("Notes of a review are complete within a week"),
                    _("Written the same day, and agreed with the person"),
                    _("Written so that an assessor who was not there could use them"),
                ),
            ),
        ),
    ),
    ExpectationDraft(
        _("They keep their own learning current"),
        (
            CriterionDraft(
                _("Mentor training complete, and in date"),
                _("The ledger of hours."),
                10,
                is_essential=True,
                kind=CriterionKind.EXPERIENCE,
                anchors=(
                    _("Not begun, or lapsed"),
                    _("Complete, and due before the match"),
                    _("Complete, and in date, by the ledger of hours"),
                ),
            ),
            CriterionDraft(
                _("Has mentored or assessed before"),
                _("Two people or more in the last three years."),
                4,
                kind=CriterionKind.EXPERIENCE,
                anchors=(
                    _("Has not supported anybody’s learning yet"),
                    _("Helped out beside somebody who mentored"),
                    _("Mentored or assessed one person"),
                    _("Two people or more in the last three years"),
                    _("Also supported somebody who was about to fail, fairly"),
                ),
            ),
        ),
    ),
    ExpectationDraft(
        _("They stand up for the person’s time"),
        (
            CriterionDraft(
                _("Can protect the hours on the rota"),
                _("The ward or team manager has agreed to them in writing."),
                8,
                is_essential=True,
                kind=CriterionKind.EXPERIENCE,
                anchors=(
                    _("The manager has not been asked"),
                    _("The manager has said yes, not in writing"),
                    _("The ward or team manager has agreed in writing"),
                ),
            ),
        ),
    ),
)

TEXTS = {
    TextKind.INVITATION_MENTOR: _(
        "You would support one newly qualified colleague through their first year: a talk every"
        " fortnight, three reviews on record, and an eye for when somebody needs help before they"
        " ask for it.\n\n"
        "Preparation takes five days before the first match and one update a year. All of it is"
        " recorded as hours that you can use for revalidation, and your manager has been asked to"
        " protect the time."
    ),
    TextKind.INVITATION_MENTEE: _(
        "Your first year of practice should not be a test of endurance. You would have a named"
        " mentor in your own field who has time for you on the rota, meets you every fortnight and"
        " reviews with you what you have learnt, three times in the year.\n\n"
        "Your talks are confidential, with the one limit that both of you know: where somebody’s"
        " safety is at stake."
    ),
    TextKind.CHARTER_REQUEST: _(
        "This charter sets out how we support newly qualified practitioners into safe practice,"
        " and what that needs: mentors who are in date, and hours that are protected on the rota."
        " Please sign it, or send it back with what you would change."
    ),
}

REGULATED = Blueprint(
    template=ProgrammeTemplate.REGULATED,
    summary=_("Safe practice from the first day, and hours that count for revalidation."),
    suits=_("A hospital, trust or practice with preceptorship or practice mentoring."),
    suggested_name=_("Preceptorship"),
    suggested_purpose=_(
        "So that everybody who joins the profession practises safely from the first day, and"
        " wants to stay in it."
    ),
    policy=PolicyValues(
        months=12,
        meets_every_weeks=2,
        mentees_per_mentor=1,
        hours_a_month=Decimal(4),
        may_go_on_early=False,
        asks_endorsement=True,
        review_months=6,
        silence_days=10,
    ),
    timetable=TIMETABLE,
    goals=GOALS,
    expectations=EXPECTATIONS,
    texts=TEXTS,
    charter=CharterDraft(
        purpose=_(
            "We run this programme so that newly qualified practitioners are safe, supported and"
            " still with us after a year, and so that every mentor is trained, in date and able to"
            " show it."
        ),
        sponsor_commits=_(
            "To protect the hours of mentors and mentees on the rota, also in winter.\n"
            "To see that no cohort begins before what must be in place is in place.\n"
            "To be told within ten days of anything that touches safety, and to act on it.\n"
            "To read the report twice a year, and answer its asks within four weeks."
        ),
        programme_commits=_(
            "To match nobody with a mentor whose training has lapsed.\n"
            "To hold three reviews with every pair, and to keep their record.\n"
            "To pass concerns about safety on, by the policy, on the same day.\n"
            "To keep hours so that they stand up to an audit."
        ),
        resources=_(
            "A lead coordinator for two days a week.\n"
            "Four protected hours a month for each mentor and mentee.\n"
            "Five days of preparation for each new mentor, and one update a year."
        ),
    ),
)
