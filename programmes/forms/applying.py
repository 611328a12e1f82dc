"""One question of an application, with the one control that answers it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.actions.answers import Given
from programmes.applying.enums import ProfileField, QuestionKind
from programmes.applying.values import PROFILE_LISTS, YES
from programmes.documents.reading import Document, DocumentRefusedError, read_document
from programmes.forms.days import DayField
from programmes.forms.profile import WordsField
from programmes.models import Profile, Question, StoredFile
from programmes.models.profile import INTEREST_LENGTH, WORD_LENGTH

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SHORT, LONG, GOAL = 300, 5000, 300
MOST_GOALS = 3
ACCEPTED = ".pdf,.docx,.odt,.jpg,.jpeg,.png,.webp"
WHICH_FILES = _("PDF, Word or OpenDocument text, or a picture (JPEG, PNG, WebP), up to 10 MB.")
_NEEDED = {"required": _("Please answer this, or save and come back later.")}
_WORD_LENGTHS = {ProfileField.LANGUAGES: WORD_LENGTH, ProfileField.INTERESTS: INTEREST_LENGTH}


class ScaleWidget(forms.RadioSelect):
    """A row of points, with words at its two ends."""

    template_name = "programmes/apply_scale.html"

    def __init__(self, ends: "Sequence[str | _StrPromise]") -> None:
        """Take the words at the ends, if there are any."""
        super().__init__()
        self.ends = ends

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Hand the words to the template."""
        context = super().get_context(name, value, attrs)
        has_ends = len(self.ends) >= 2  # noqa: PLR2004  (a scale has two ends)
        ends = {"low": self.ends[0], "high": self.ends[-1]} if has_ends else {}
        return {**context, "ends": ends, "points": len(list(self.choices))}


class GoalsWidget(forms.MultiWidget):
    """Three lines, one for each goal."""

    template_name = "programmes/apply_goals.html"
    use_fieldset = True

    def __init__(self) -> None:
        """Make the lines."""
        super().__init__([forms.TextInput() for _line in range(MOST_GOALS)])

    def decompress(self, value: Any) -> list[str]:
        """Return the goals as lines."""
        goals = list(value or [])[:MOST_GOALS]
        return [*goals, *[""] * (MOST_GOALS - len(goals))]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return what was typed into the lines."""
        return [data.get(f"{name}_{line}", "") for line in range(MOST_GOALS)]


class GoalsField(forms.MultiValueField):
    """Up to three goals; lines left empty are none."""

    widget = GoalsWidget

    def __init__(self, **kwargs: Any) -> None:
        """Make the lines."""
        lines = tuple(
            forms.CharField(max_length=GOAL, required=False) for _line in range(MOST_GOALS)
        )
        super().__init__(fields=lines, require_all_fields=False, **kwargs)

    def compress(self, data_list: Any) -> list[str]:
        """Return the goals that were typed."""
        return [goal for goal in data_list if goal]


class DocumentField(forms.FileField):
    """A document that is looked at before anything else is done with it."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return what is kept of it, or say in a sentence why nothing is."""
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return None
        try:
            return read_document(upload)
        except DocumentRefusedError as refusal:
            raise ValidationError(refusal.sentence) from refusal


class AnswerForm(forms.Form):
    """One question; `answer` is drawn by whatever suits its kind."""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        question: Question,
        values: Sequence[str],
        kept: StoredFile | None = None,
        may_be_empty: bool = False,
    ) -> None:
        """Begin with what was answered before; `kept` is the file that was sent before."""
        super().__init__(data, files)
        self.question = question
        self._may_be_empty = may_be_empty
        field = _FIELDS[QuestionKind(question.kind)](question, list(values))
        field.label = question.text
        field.help_text = " ".join([*filter(None, [question.hint]), *_said_before(question)])
        field.required = question.is_required and not may_be_empty and kept is None
        field.widget.is_required = field.required
        field.error_messages.update(_NEEDED)
        field.template_name = "programmes/apply_field.html"  # type: ignore[attr-defined]  # no stub
        self.fields["answer"] = field
        if kept is not None and not question.is_required:
            self.fields["is_removed"] = forms.BooleanField(
                label=_("Take “%(file)s” away") % {"file": kept.filename}, required=False
            )

    @property
    def is_left_empty(self) -> bool:
        """Tell whether somebody goes away without an answer that is needed: nothing is kept."""
        is_needed = self._may_be_empty and self.question.is_required
        return is_needed and not self.cleaned_data.get("answer")

    @property
    def given(self) -> Given:
        """Return what was answered, as it is kept, once the form is valid."""
        answer = self.cleaned_data.get("answer")
        if self.question.kind == QuestionKind.FILE:
            document = answer if isinstance(answer, Document) else None
            is_removed = document is None and bool(self.cleaned_data.get("is_removed"))
            return Given(document=document, is_removed=is_removed)
        if self.question.kind == QuestionKind.CONSENT:
            return Given([YES] if answer else [])
        if isinstance(answer, list):
            return Given([str(value) for value in answer])
        return Given([str(answer)] if answer else [])


def _said_before(question: Question) -> list[str]:
    """Return what has to be known before somebody answers, whatever the hint says."""
    return [str(WHICH_FILES)] if question.kind == QuestionKind.FILE else []


def _first(values: Sequence[str]) -> str | None:
    """Return a single answer."""
    return values[0] if values else None


def _short(_question: Question, values: list[str]) -> forms.Field:
    """Make a line."""
    return forms.CharField(max_length=SHORT, initial=_first(values))


def _long(_question: Question, values: list[str]) -> forms.Field:
    """Make room for some sentences; the browser cuts nothing off, so that nobody loses words."""
    field = forms.CharField(
        max_length=LONG, initial=_first(values), widget=forms.Textarea(attrs={"rows": 6})
    )
    field.widget.attrs.pop("maxlength", None)
    return field


def _choice(question: Question, values: list[str]) -> forms.Field:
    """Make a list of which one is chosen."""
    choices = [(option, option) for option in question.options]
    return forms.ChoiceField(choices=choices, initial=_first(values), widget=forms.RadioSelect)


def _multi_choice(question: Question, values: list[str]) -> forms.Field:
    """Make a list of which any are chosen."""
    choices = [(option, option) for option in question.options]
    return forms.MultipleChoiceField(
        choices=choices, initial=values, widget=forms.CheckboxSelectMultiple
    )


def _scale(question: Question, values: list[str]) -> forms.Field:
    """Make a row of points."""
    points = [(str(point), str(point)) for point in range(1, (question.scale_points or 0) + 1)]
    return forms.ChoiceField(
        choices=points, initial=_first(values), widget=ScaleWidget(question.options)
    )


def _day(_question: Question, values: list[str]) -> forms.Field:
    """Make a day."""
    return DayField(initial=_first(values))


def _file(_question: Question, _values: list[str]) -> forms.Field:
    """Make a place for a file."""
    return DocumentField(allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ACCEPTED}))


def _consent(_question: Question, values: list[str]) -> forms.Field:
    """Make a tick."""
    return forms.BooleanField(initial=YES in values)


def _goals(_question: Question, values: list[str]) -> forms.Field:
    """Make three lines."""
    return GoalsField(initial=values)


def _profile(question: Question, values: list[str]) -> forms.Field:
    """Make what suits the field of the profile."""
    name = ProfileField(question.profile_field)
    if name in PROFILE_LISTS:
        return WordsField(longest=_WORD_LENGTHS[name], initial=values)
    if name == ProfileField.LINE_MANAGER_EMAIL:
        return forms.EmailField(initial=_first(values), max_length=254)
    longest = getattr(Profile._meta.get_field(name), "max_length", None) or SHORT
    widget = forms.Textarea(attrs={"rows": 5}) if name == ProfileField.BIOGRAPHY else None
    field = forms.CharField(max_length=longest, initial=_first(values), widget=widget)
    if widget is not None:
        field.widget.attrs.pop("maxlength", None)
    return field


_FIELDS: dict[QuestionKind, Callable[[Question, list[str]], forms.Field]] = {
    QuestionKind.SHORT_TEXT: _short,
    QuestionKind.LONG_TEXT: _long,
    QuestionKind.CHOICE: _choice,
    QuestionKind.MULTI_CHOICE: _multi_choice,
    QuestionKind.SCALE: _scale,
    QuestionKind.DATE: _day,
    QuestionKind.FILE: _file,
    QuestionKind.CONSENT: _consent,
    QuestionKind.GOALS: _goals,
    QuestionKind.PROFILE: _profile,
}


class WithdrawForm(forms.Form):
    """Taking an application back; why is nobody's business unless they say it."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Only if you like: the coordinators read it, to do better."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AskValidationForm(forms.Form):
    """Until when people are asked to say whether what they wrote still holds."""

    answer_by = DayField(label=_("Answer by"))

    def clean_answer_by(self) -> Any:
        """Give people a day at least."""
        day = self.cleaned_data["answer_by"]
        if day <= timezone.localdate():
            raise ValidationError(_("Choose a day after today."))
        return day
