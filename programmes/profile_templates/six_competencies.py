"""The six competencies of a mentor."""

from django.utils.translation import gettext_lazy as _

from programmes.blueprints.model import CriterionDraft, ExpectationDraft
from programmes.enums import CriterionKind
from programmes.profile_templates.model import ProfileTemplate

SIX_COMPETENCIES = ProfileTemplate(
    key="six_competencies",
    title=_("Six mentor competencies"),
    summary=_(
        "Aligning expectations, communication, understanding, independence, inclusion, "
        "professional development."
    ),
    suits=_(
        "Research, higher education, and wherever mentors rate themselves in the same six areas."
    ),
    expectations=(
        ExpectationDraft(
            _("They align expectations with their mentee"),
            (
                CriterionDraft(
                    _("Agrees what each expects of the other, and by when"),
                    _("Shows or sketches what they would write down after a first meeting."),
                    7,
                    is_essential=True,
                    kind=CriterionKind.SKILL,
                    anchors=(
                        _("Leaves it to show itself"),
                        _("Says what they expect, and does not ask"),
                        _("Asks what the other expects, and writes both down"),
                        _("Agrees dates, and when to look at it again"),
                        _("Has changed such an agreement midway, and tells why"),
                    ),
                ),
            ),
        ),
        ExpectationDraft(
            _("They communicate so that it arrives"),
            (
                CriterionDraft(
                    _("Listens, and says back what they understood"),
                    _("In the practice talk, sums up in a sentence the other agrees to."),
                    9,
                    is_essential=True,
                    kind=CriterionKind.SKILL,
                    anchors=(
                        _("Interrupts, or turns to another matter"),
                        _("Waits for their turn to speak"),
                        _("Says back what was said, roughly"),
                        _("Says it back so that the other agrees"),
                        _("Also says back what was meant and not said"),
                    ),
                ),
                CriterionDraft(
                    _("Gives feedback on work that can be used"),
                    _("Marks a short sample: what is there, what is missing, what to do next."),
                    7,
                    kind=CriterionKind.SKILL,
                    anchors=(
                        _("Gives a verdict"),
                        _("Lists faults"),
                        _("Names what is good, and one thing to change"),
                        _("Says how to change it, and why that matters"),
                        _("Picks what helps most now, and leaves the rest"),
                    ),
                ),
            ),
        ),
        ExpectationDraft(
            _("They find out what the mentee understands"),
            (
                CriterionDraft(
                    _("Finds out what somebody knows before explaining"),
                    _("In the practice talk, asks the other to explain or show it first."),
                    6,
                    kind=CriterionKind.SKILL,
                    anchors=(
                        _("Explains everything from the beginning"),
                        _("Asks “Do you know this?”"),
                        _("Asks the other to say it in their words"),
                        _("Finds the point at which it stops being clear"),
                        _("Begins there, and checks afterwards"),
                    ),
                ),
            ),
        ),
        ExpectationDraft(
            _("They foster independence"),
            (
                CriterionDraft(
                    _("Hands over, and lets go in steps"),
                    _("Tells of a task they gave away, what they kept, and for how long."),
                    7,
                    kind=CriterionKind.SKILL,
                    anchors=(
                        _("Keeps it, or gives it away and forgets it"),
                        _("Gives it away, and does it over"),
                        _("Gives it away with a day on which to look at it"),
                        _("Lets go step by step, as it goes well"),
                        _("The other now does it, and teaches it"),
                    ),
                ),
            ),
        ),
        ExpectationDraft(
            _("They include people unlike themselves"),
            (
                CriterionDraft(
                    _("Works well across differences"),
                    _(
                        "Tells of working with somebody whose background is unlike theirs, "
                        "and what they did for it."
                    ),
                    8,
                    is_essential=True,
                    kind=CriterionKind.SKILL,
                    anchors=(
                        _("Says that differences do not matter"),
                        _("Names a difference as a difficulty"),
                        _("Names a difference, and asked about it"),
                        _("Changed how they work because of the answer"),
                        _("Made the way into the group easier for others too"),
                    ),
                ),
                CriterionDraft(
                    _("Knows where bias enters a judgement"),
                    _("Names two places in hiring, marking or praising, and a remedy for one."),
                    4,
                    kind=CriterionKind.KNOWLEDGE,
                    anchors=(
                        _("Names none"),
                        _("Names one, in others"),
                        _("Names two"),
                        _("Also names a remedy that they have read of"),
                        _("Uses a remedy, and tells what it changed"),
                    ),
                ),
            ),
        ),
        ExpectationDraft(
            _("They help the mentee develop professionally"),
            (
                CriterionDraft(
                    _("Helps somebody set a goal and a next step"),
                    _("In the practice talk, the other leaves with a step and a day."),
                    6,
                    kind=CriterionKind.SKILL,
                    anchors=(
                        _("Sets the goal for them"),
                        _("Talks of goals in general"),
                        _("The other names a goal"),
                        _("The goal has a first step and a day"),
                        _("Also agrees what happens if it does not work out"),
                    ),
                ),
                CriterionDraft(
                    _("Knows whom and what a mentee could turn to"),
                    _("Names three people, funds, courses or groups, for somebody else’s aim."),
                    4,
                    kind=CriterionKind.KNOWLEDGE,
                    anchors=(
                        _("Names their own group"),
                        _("Names one, and how it is called"),
                        _("Names three"),
                        _("Says which of them fits which aim"),
                        _("Has brought somebody together with one of them"),
                    ),
                ),
            ),
        ),
    ),
)
