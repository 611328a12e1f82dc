"""What coordinators type in when they build an application form."""

import unicodedata
import uuid
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programmes.actions.form_questions import Wording
from programmes.applying.branching import Asked, answers_to
from programmes.applying.enums import ProfileField, QuestionKind
from programmes.applying.words import answer_in_words
from programmes.forms.meanwhile import seen_field
from programmes.models import FormSection
from programmes.models.application_form import MOST_SCALE_POINTS

FEWEST_OPTIONS, MOST_OPTIONS, LONGEST_OPTION = 2, 40, 160
FEWEST_POINTS, USUAL_POINTS = 2, 5
CHOICES = (QuestionKind.CHOICE, QuestionKind.MULTI_CHOICE)
# Characters that change how others are drawn, and are nothing to read by themselves.
UNSEEN = ("Cc", "Cf", "Zl", "Zp", "Zs")


def is_readable(text: str) -> bool:
    """Tell whether there is anything to read in a text."""
    return any(unicodedata.category(character) not in UNSEEN for character in text)


class LineField(forms.CharField):
    """Words on one line."""

    def clean(self, value: Any) -> str:
        """Put it on one line, and refuse what nobody could see."""
        text = " ".join(str(super().clean(value)).split())
        if text and not is_readable(text):
            raise ValidationError(_now("There is nothing to read in this."))
        if self.required and not text:
            raise ValidationError(self.error_messages["required"], code="required")
        return text


class ChoicesField(forms.CharField):
    """Choices, one on each line; of equal ones nobody could tell which was meant."""

    def __init__(self, **kwargs: Any) -> None:
        """Ask for several lines."""
        super().__init__(widget=forms.Textarea(attrs={"rows": 6}), strip=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Put stored choices on a line each."""
        return "\n".join(value) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> tuple[str, ...]:
        """Return the choices; refuse too few, too many, too long and equal ones."""
        lines = [" ".join(line.split()) for line in str(super().clean(value)).splitlines()]
        options = [line for line in lines if is_readable(line)]
        if len(options) < FEWEST_OPTIONS:
            raise ValidationError(_now("Please give two choices at least, each on a line."))
        if len(options) > MOST_OPTIONS:
            words = _now("These are %(count)d choices. More than %(most)d nobody reads.")
            raise ValidationError(words % {"count": len(options), "most": MOST_OPTIONS})
        for option in options:
            if len(option) > LONGEST_OPTION:
                words = _now("“%(choice)s…” is longer than %(most)d characters.")
                raise ValidationError(words % {"choice": option[:30], "most": LONGEST_OPTION})
        seen: set[str] = set()
        for option in options:
            if option.casefold() in seen:
                raise ValidationError(_now("“%(choice)s” stands there twice.") % {"choice": option})
            seen.add(option.casefold())
        return tuple(options)


class WelcomeForm(forms.Form):
    """What applicants read before the first question."""

    seen = seen_field()
    welcome = forms.CharField(
        label=_("First words"),
        help_text=_("Why it is worth their time, how long it takes, and what happens afterwards."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )


class SectionForm(forms.Form):
    """A heading, and words below it."""

    seen = seen_field()
    title = LineField(label=_("Heading"), max_length=120)
    lead = LineField(
        label=_("Words below it"),
        help_text=_("What these questions are about, if the heading does not say it."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )


class QuestionForm(forms.Form):
    """One question of a kind, with what that kind needs and nothing else."""

    seen = seen_field()
    key = forms.UUIDField(widget=forms.HiddenInput)
    text = LineField(label=_("Question"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    hint = LineField(
        label=_("Hint"),
        help_text=_("Read before answering: what a good answer says, or how long it may be."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        kind: QuestionKind,
        section: FormSection,
        sections: Sequence[FormSection],
        criteria: dict[UUID, str],
        deciding: Sequence[Asked],
        **kwargs: Any,
    ) -> None:
        """Ask for what the kind needs, and offer only what is there to choose from."""
        super().__init__(*args, **kwargs)
        self.kind, self.sections = kind, {str(each.pk): each for each in sections}
        self.own_section = section
        self.deciding = {str(each.id): each for each in deciding}
        self.fields["key"].initial = uuid.uuid4
        self._ask_by_kind()
        self.fields["is_required"] = forms.BooleanField(
            label=_("Has to be ticked")
            if kind == QuestionKind.CONSENT
            else _("Has to be answered"),
            required=False,
            initial=True,
        )
        if criteria:
            self.fields["criteria"] = forms.MultipleChoiceField(
                label=_("The answer gives evidence of"),
                help_text=_("Reviewers see the answer beside these criteria."),
                choices=[(str(key), name) for key, name in criteria.items()],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        if deciding:
            self.fields["asked_if"] = forms.MultipleChoiceField(
                label=_("Ask this only if"),
                help_text=_("Answers to one earlier question. Tick nothing to ask everybody."),
                choices=[_group(each) for each in deciding],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        if len(sections) > 1:
            self.fields["section"] = forms.ChoiceField(
                label=_("Section"),
                choices=[(str(each.pk), each.title) for each in sections],
                initial=str(section.pk),
            )

    def _ask_by_kind(self) -> None:
        """Add the fields that the kind needs."""
        if self.kind in CHOICES:
            self.fields["options"] = ChoicesField(
                label=_("Choices"), help_text=_("One on each line, in the order they are shown.")
            )
        if self.kind == QuestionKind.SCALE:
            self.fields["scale_points"] = forms.IntegerField(
                label=_("Points of the scale"),
                min_value=FEWEST_POINTS,
                max_value=MOST_SCALE_POINTS,
                initial=USUAL_POINTS,
            )
            self.fields["lowest"] = LineField(
                label=_("Words at the low end"), max_length=LONGEST_OPTION
            )
            self.fields["highest"] = LineField(
                label=_("Words at the high end"), max_length=LONGEST_OPTION
            )
        if self.kind == QuestionKind.PROFILE:
            self.fields["profile_field"] = forms.ChoiceField(
                label=_("What of the profile"), choices=ProfileField.choices
            )
            self.fields["text"].required = False
            self.fields["text"].help_text = _("Leave it empty to call it as the profile does.")

    def clean_asked_if(self) -> tuple[str, ...]:
        """Refuse answers to two questions at once."""
        ticked = [value.partition("|") for value in self.cleaned_data["asked_if"]]
        if len({question for question, _bar, _answer in ticked}) > 1:
            raise ValidationError(
                _now("A question can hang on one earlier question only: tick answers of one.")
            )
        return tuple(self.cleaned_data["asked_if"])

    def clean(self) -> dict[str, Any]:
        """Refuse a scale whose ends say the same."""
        cleaned: dict[str, Any] = super().clean() or {}
        lowest, highest = cleaned.get("lowest"), cleaned.get("highest")
        if lowest and highest and lowest.casefold() == highest.casefold():
            self.add_error("highest", _now("Both ends say the same."))
        return cleaned

    @property
    def section(self) -> FormSection:
        """Return the section the question is to stand in; only of a valid form."""
        chosen = self.cleaned_data.get("section")
        return self.sections[chosen] if chosen else self.own_section

    @property
    def wording(self) -> Wording:
        """Return what was said of the question; only of a valid form."""
        given = self.cleaned_data
        field = given.get("profile_field", "")
        ticked = [value.partition("|") for value in given.get("asked_if", ())]
        ends = (given["lowest"], given["highest"]) if self.kind == QuestionKind.SCALE else ()
        return Wording(
            kind=self.kind,
            text=given["text"] or str(ProfileField(field).label),
            hint=given["hint"],
            is_required=given["is_required"],
            options=given.get("options", ends),
            scale_points=given.get("scale_points"),
            profile_field=field,
            criterion_keys=tuple(UUID(key) for key in given.get("criteria", ())),
            asked_if_id=UUID(ticked[0][0]) if ticked else None,
            asked_if_answers=tuple(answer for _question, _bar, answer in ticked),
        )


def initial_of(wording: Wording) -> dict[str, Any]:
    """Return what a form about a stored question begins with."""
    ends = wording.options if wording.kind == QuestionKind.SCALE else ()
    return {
        "text": wording.text,
        "hint": wording.hint,
        "is_required": wording.is_required,
        "options": wording.options if wording.kind in CHOICES else (),
        "scale_points": wording.scale_points or USUAL_POINTS,
        "lowest": ends[0] if ends else "",
        "highest": ends[-1] if ends else "",
        "profile_field": wording.profile_field,
        "criteria": [str(key) for key in wording.criterion_keys],
        "asked_if": [f"{wording.asked_if_id}|{answer}" for answer in wording.asked_if_answers],
    }


def _group(question: Asked) -> tuple[str, list[tuple[str, str]]]:
    """Return the answers to an earlier question on which another can hang."""
    answers = [
        (f"{question.id}|{answer}", answer_in_words(answer, question.kind))
        for answer in answers_to(question)
    ]
    return question.text, answers
