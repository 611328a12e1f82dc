"""What a regulated profession looks for in its mentors."""

from django.utils.translation import gettext_lazy as _

from programmes.blueprints.model import CriterionDraft, ExpectationDraft
from programmes.enums import CriterionKind
from programmes.profile_templates.model import ProfileTemplate

REGULATED_PROFESSION = ProfileTemplate(
    key="regulated_profession",
    title=_("Regulated profession"),
    summary=_(
        "Registration, currency of practice, supervision, assessment, safeguarding and "
        "raising concerns."
    ),
    suits=_(
        "Nursing, midwifery, allied health, teaching, social work and others that keep a register."
    ),
    expectations=(
        ExpectationDraft(
            _("They are registered, and their practice is current"),
            (
                CriterionDraft(
                    _("On the register, without conditions"),
                    _("The register, looked up on the day of the decision."),
                    10,
                    is_essential=True,
                    kind=CriterionKind.EXPERIENCE,
                    anchors=(
                        _("Not found on the register"),
                        _("On it, with conditions or under investigation"),
                        _("On it, without conditions"),
                    ),
                ),
                CriterionDraft(
                    _("Practises in the field now"),
                    _("The record of the last twelve months, confirmed by the line manager."),
                    8,
                    is_essential=True,
                    kind=CriterionKind.EXPERIENCE,
                    anchors=(
                        _("Has not practised in the last year"),
                        _("Has practised, in another field"),
                        _("Has practised in the field in the last year"),
                        _("In the field now, and trained in what is new in it"),
                        _("Others ask them about what is new in it"),
                    ),
                ),
            ),
        ),
        ExpectationDraft(
            _("They supervise learning in practice"),
            (
                CriterionDraft(
                    _("Plans what somebody can do alone, and what not yet"),
                    _(
                        "Sketches the first two weeks of somebody new, with who is beside "
                        "them when."
                    ),
                    8,
                    is_essential=True,
                    kind=CriterionKind.SKILL,
                    anchors=(
                        _("Lets them watch, or lets them get on with it"),
                        _("Plans tasks, not who is beside them"),
                        _("Plans tasks, and who is beside them"),
                        _("Plans when and by what they let go"),
                        _("Says how they would notice that it was too soon"),
                    ),
                ),
                CriterionDraft(
                    _("Leads somebody to reflect on what happened"),
                    _("In the practice talk, uses a real case and a model of reflection."),
                    6,
                    kind=CriterionKind.SKILL,
                    anchors=(
                        _("Explains what was wrong"),
                        _("Asks how it felt, and stops there"),
                        _("Goes through what happened and what it meant"),
                        _("Comes to what to do otherwise, in the other’s words"),
                        _("Ties it to the standards of the profession"),
                    ),
                ),
            ),
        ),
        ExpectationDraft(
            _("They assess fairly, and by the standards"),
            (
                CriterionDraft(
                    _("Judges by what was observed, against the standard"),
                    _(
                        "Assesses a recorded case; the mark and its reasons are compared with "
                        "the panel’s."
                    ),
                    9,
                    is_essential=True,
                    kind=CriterionKind.SKILL,
                    anchors=(
                        _("Judges the person, or by impression"),
                        _("Names the standard, and no observation"),
                        _("Names observations, and the standard they belong to"),
                        _("The judgement is the panel’s, for the same reasons"),
                        _("Also says what would be needed for the next level"),
                    ),
                ),
                CriterionDraft(
                    _("Says early and clearly that somebody may fail"),
                    _("Walks through whom they would tell, when, and what they would write down."),
                    7,
                    kind=CriterionKind.SKILL,
                    anchors=(
                        _("Would hope that it gets better"),
                        _("Would say it at the end"),
                        _("Would say it when they see it, with examples"),
                        _("Would agree a plan, dates and who else is told"),
                        _("Has done so, and tells how it ended"),
                    ),
                ),
            ),
        ),
        ExpectationDraft(
            _("They keep people safe, and raise concerns"),
            (
                CriterionDraft(
                    _("Knows what to do when somebody may be at risk"),
                    _("Walks through the safeguarding policy with a case that is new to them."),
                    10,
                    is_essential=True,
                    kind=CriterionKind.KNOWLEDGE,
                    anchors=(
                        _("Would wait and see"),
                        _("Would speak to a colleague"),
                        _("Names whom to tell, and that it is today"),
                        _("Says what to write down, and what to tell the person"),
                        _("Says what to do when nobody acts on it"),
                    ),
                ),
                CriterionDraft(
                    _("Speaks up, also to those above"),
                    _("Tells of a time they did, or walks through how they would."),
                    7,
                    kind=CriterionKind.QUALITY,
                    anchors=(
                        _("Would leave it to others"),
                        _("Would speak to friends about it"),
                        _("Would name it to whoever is in charge"),
                        _("Has named it, and stayed with it"),
                        _("Made it easier for others to speak up next"),
                    ),
                ),
            ),
        ),
    ),
)
