"""The usual application forms, as data: a programme begins with them and makes them its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programmes.applying.enums import ProfileField, QuestionKind
from programmes.enums import ParticipantRole

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise
else:
    Words = Any

MOST_QUESTION, MOST_HINT = 300, 300


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """One question before it is stored; what its kind does not need stays empty."""

    kind: QuestionKind
    text: Words
    hint: Words = ""
    is_required: bool = True
    options: tuple[Words, ...] = ()
    profile_field: str = ""
    criterion_keys: tuple[UUID, ...] = ()
    only_with_endorsement: bool = False


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """A heading and its questions; `asks_criteria` adds one question for each criterion."""

    title: Words
    questions: tuple[QuestionDraft, ...] = ()
    lead: Words = ""
    asks_criteria: bool = False


@dataclass(frozen=True, slots=True)
class FormDraft:
    """A form: what applicants read first, and what they are asked."""

    welcome: Words
    sections: tuple[SectionDraft, ...]


@dataclass(frozen=True, slots=True)
class CriterionFacts:
    """What a question about a criterion is made from."""

    key: UUID
    name: str
    evidence: str
    is_essential: bool


def _of_profile(
    field: ProfileField, *, is_required: bool = True, only_with_endorsement: bool = False
) -> QuestionDraft:
    """Return a question that the profile answers."""
    return QuestionDraft(
        QuestionKind.PROFILE,
        field.label,
        is_required=is_required,
        profile_field=field,
        only_with_endorsement=only_with_endorsement,
    )


MENTOR_FORM = FormDraft(
    welcome=_(
        "Thank you for thinking about mentoring. You can stop and go on whenever you like:"
        " everything you write is kept."
    ),
    sections=(
        SectionDraft(
            _("About you"),
            (
                _of_profile(ProfileField.JOB_TITLE),
                _of_profile(ProfileField.DEPARTMENT),
                _of_profile(ProfileField.LOCATION, is_required=False),
                _of_profile(ProfileField.LANGUAGES, is_required=False),
                _of_profile(ProfileField.BIOGRAPHY, is_required=False),
            ),
            lead=_("Most of it is in your profile already. Please see whether it still holds."),
        ),
        SectionDraft(
            _("Why you"),
            (
                QuestionDraft(
                    QuestionKind.LONG_TEXT,
                    _("Why would you like to be a mentor?"),
                    _("A few sentences are enough. There is no right answer."),
                ),
            ),
        ),
        SectionDraft(
            _("What you bring"),
            lead=_("One example each, from work or elsewhere, says more than a list of posts."),
            asks_criteria=True,
        ),
        SectionDraft(
            _("What you can give"),
            (
                QuestionDraft(
                    QuestionKind.CHOICE,
                    _("How many mentees could you take on at a time?"),
                    options=(_("One"), _("Two"), _("Three")),
                ),
                QuestionDraft(
                    QuestionKind.LONG_TEXT,
                    _("Is there anybody you should not be paired with?"),
                    _(
                        "Somebody who reports to you, say, or whose work you judge. The"
                        " coordinators read it, and those who review your application."
                    ),
                    is_required=False,
                ),
                QuestionDraft(
                    QuestionKind.FILE,
                    _("Would you like to add a reference or a CV?"),
                    is_required=False,
                ),
                QuestionDraft(
                    QuestionKind.CONSENT,
                    _(
                        "I can give the time that mentors are asked for, and take part in the"
                        " training."
                    ),
                ),
                QuestionDraft(
                    QuestionKind.CONSENT,
                    _("I keep to myself what my mentee tells me, unless somebody is in danger."),
                ),
            ),
        ),
    ),
)

MENTEE_FORM = FormDraft(
    welcome=_(
        "Good that you are here. You can stop and go on whenever you like: everything you write"
        " is kept."
    ),
    sections=(
        SectionDraft(
            _("About you"),
            (
                _of_profile(ProfileField.JOB_TITLE),
                _of_profile(ProfileField.DEPARTMENT),
                _of_profile(ProfileField.LOCATION, is_required=False),
                _of_profile(ProfileField.LANGUAGES, is_required=False),
                _of_profile(ProfileField.LINE_MANAGER_NAME, only_with_endorsement=True),
                _of_profile(ProfileField.LINE_MANAGER_EMAIL, only_with_endorsement=True),
            ),
            lead=_("Most of it is in your profile already. Please see whether it still holds."),
        ),
        SectionDraft(
            _("What you want to be able to do"),
            (
                QuestionDraft(
                    QuestionKind.GOALS,
                    _("What would you like to be able to do when the programme ends?"),
                    _("Something you would notice, such as “lead a meeting that ends on time”."),
                ),
                QuestionDraft(
                    QuestionKind.LONG_TEXT,
                    _("What is going on for you right now that makes this a good time?"),
                    is_required=False,
                ),
            ),
        ),
        SectionDraft(
            _("Your mentor"),
            (
                QuestionDraft(
                    QuestionKind.MULTI_CHOICE,
                    _("What kind of mentor would help you most?"),
                    _("As many as you like. It helps the matching, and decides nothing by itself."),
                    options=(
                        _("Listens and asks good questions"),
                        _("Says honestly what they see"),
                        _("Knows the field I want to go into"),
                        _("Has led people"),
                        _("Opens doors and knows whom to ask"),
                        _("Has been where I am now"),
                    ),
                ),
                QuestionDraft(
                    QuestionKind.LONG_TEXT,
                    _("Is there anybody who should not be your mentor?"),
                    _("You need not say why. Only coordinators read it."),
                    is_required=False,
                ),
            ),
        ),
        SectionDraft(
            _("Your time"),
            (
                QuestionDraft(
                    QuestionKind.CONSENT,
                    _(
                        "I can give the time that is asked of mentees, and will prepare each"
                        " meeting."
                    ),
                ),
            ),
        ),
    ),
)

USUAL_FORMS: dict[str, FormDraft] = {
    ParticipantRole.MENTOR: MENTOR_FORM,
    ParticipantRole.MENTEE: MENTEE_FORM,
}


def drafted_sections(
    draft: FormDraft, *, criteria: Iterable[CriterionFacts], asks_endorsement: bool
) -> list[tuple[SectionDraft, list[QuestionDraft]]]:
    """Return the sections of a form with the questions that this programme asks.

    Without any criterion the section about them is left out.
    """
    about_criteria = [question_about(each) for each in criteria]
    found = []
    for section in draft.sections:
        questions = [
            each for each in section.questions if asks_endorsement or not each.only_with_endorsement
        ]
        if section.asks_criteria:
            questions += about_criteria
        if questions:
            found.append((section, questions))
    return found


def question_about(criterion: CriterionFacts) -> QuestionDraft:
    """Return a question whose answer is evidence for a criterion."""
    words = {"criterion": criterion.name.rstrip(".?! ")}
    text = _now("“%(criterion)s”: what have you done that shows it?") % words
    return QuestionDraft(
        QuestionKind.LONG_TEXT,
        text[:MOST_QUESTION],
        criterion.evidence[:MOST_HINT],
        is_required=criterion.is_essential,
        criterion_keys=(criterion.key,),
    )
