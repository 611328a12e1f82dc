"""The five roles of an effective mentor: authentic, and so on."""

from django.utils.translation import gettext_lazy as _

from programmes.blueprints.model import CriterionDraft, ExpectationDraft
from programmes.enums import CriterionKind
from programmes.profile_templates.model import ProfileTemplate

FIVE_ROLES = ProfileTemplate(
    key="five_roles",
    title=_("Five roles of an effective mentor"),
    summary=_(
        "Authentic, values the role, keeps developing skills, open to learn from the mentee, "
        "shares values."
    ),
    suits=_("A programme of any kind that begins from who its mentors are to their mentees."),
    expectations=(
        ExpectationDraft(
            _("They are authentic"),
            (
                CriterionDraft(
                    _("Speaks of their own mistakes as well as successes"),
                    _(
                        "In the application or the talk, tells of something that went wrong "
                        "and what they made of it."
                    ),
                    7,
                    is_essential=True,
                    kind=CriterionKind.QUALITY,
                    anchors=(
                        _("Tells of successes only"),
                        _("Names a mistake, and whose fault it was"),
                        _("Names a mistake of their own, and what they learned"),
                        _("Says what they do otherwise since"),
                        _("Tells it so that a mentee could speak of theirs"),
                    ),
                ),
                CriterionDraft(
                    _("Says what they do not know"),
                    _("Asked something outside their field, says so and names whom to ask."),
                    5,
                    kind=CriterionKind.QUALITY,
                    anchors=(
                        _("Answers as though they knew"),
                        _("Guesses, and says that it is a guess"),
                        _("Says that they do not know"),
                        _("Says so, and names whom to ask"),
                        _("Also goes and finds out together with the other"),
                    ),
                ),
            ),
        ),
        ExpectationDraft(
            _("They value the role"),
            (
                CriterionDraft(
                    _("Wants to mentor for the mentee’s sake"),
                    _("Their reasons, in their own words, name what the mentee gains."),
                    8,
                    is_essential=True,
                    kind=CriterionKind.QUALITY,
                    anchors=(
                        _("Names only what they gain, or was told to apply"),
                        _("Names mentoring as a duty that somebody has to do"),
                        _("Names what a mentee gains"),
                        _("Tells what being helped once meant to them"),
                        _("Tells of somebody who grew beside them, and how"),
                    ),
                ),
                CriterionDraft(
                    _("Keeps the hours free"),
                    _("Shows in the calendar where the hours of the coming months lie."),
                    8,
                    is_essential=True,
                    kind=CriterionKind.EXPERIENCE,
                    anchors=(
                        _("Has no hours free"),
                        _("Has them free when nothing else comes up"),
                        _("Has blocked them, and says what would have to give way"),
                    ),
                ),
            ),
        ),
        ExpectationDraft(
            _("They keep developing their skills"),
            (
                CriterionDraft(
                    _("Has learned something about mentoring lately"),
                    _(
                        "Names a course, a book or a talk of the last two years, and what it "
                        "changed."
                    ),
                    5,
                    kind=CriterionKind.EXPERIENCE,
                    anchors=(
                        _("Names nothing"),
                        _("Names something, and not what was in it"),
                        _("Names what was in it"),
                        _("Names what they tried out because of it"),
                        _("Tells how it went, and what they tried next"),
                    ),
                ),
                CriterionDraft(
                    _("Asks for feedback, and uses it"),
                    _("Gives an example of feedback they asked for, and of what came of it."),
                    7,
                    kind=CriterionKind.SKILL,
                    anchors=(
                        _("Has not asked for any"),
                        _("Was given some, and explains why it was wrong"),
                        _("Asked for it, and names what was said"),
                        _("Changed one thing because of it"),
                        _("Went back to ask whether the change helped"),
                    ),
                ),
            ),
        ),
        ExpectationDraft(
            _("They are open to learn from the mentee"),
            (
                CriterionDraft(
                    _("Learns from people with less experience"),
                    _("Tells of something a junior colleague, student or newcomer taught them."),
                    6,
                    kind=CriterionKind.QUALITY,
                    anchors=(
                        _("Cannot think of anything"),
                        _("Names a skill with a machine, and no more"),
                        _("Names something they learned, and from whom"),
                        _("Tells how they came to ask"),
                        _("Tells how it changed what they thought they knew"),
                    ),
                ),
                CriterionDraft(
                    _("Asks before giving advice"),
                    _(
                        "In the practice talk, asks open questions before saying what they "
                        "would do."
                    ),
                    9,
                    is_essential=True,
                    kind=CriterionKind.SKILL,
                    anchors=(
                        _("Gives advice in the first minute"),
                        _("Asks questions that hold the answer already"),
                        _("Asks an open question, then advises"),
                        _("Asks until the matter is clear, and checks it"),
                        _("The other finds the next step without advice"),
                    ),
                ),
            ),
        ),
        ExpectationDraft(
            _("They share values"),
            (
                CriterionDraft(
                    _("Acts by what we stand for when it is hard"),
                    _("Tells of a moment when the values cost something, and what they did."),
                    6,
                    kind=CriterionKind.QUALITY,
                    anchors=(
                        _("Names the values, and no moment"),
                        _("Names a moment in which others failed"),
                        _("Names a moment of their own, and what they did"),
                        _("Says what it cost, and what they weighed"),
                        _("Says what they would do sooner next time"),
                    ),
                ),
            ),
        ),
    ),
)
