"""What can be taught, what is read for it, and what is asked at its end."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Organisation
from programmes.forms.documents import DocumentField
from training.actions.catalogue import CircleError, CoursePlan, refuse_circle
from training.actions.materials import MaterialPlan
from training.actions.quizzes import QuestionPlan
from training.courses.quiz import MOST_OPTIONS, Fault, faults_of
from training.models import Course, CourseMaterial, QuizQuestion

ALL_PERCENT = 100

FAULTS = {
    Fault.TOO_FEW: _("Give at least two options."),
    Fault.NONE_RIGHT: _("Tick at least one option as right: nobody could answer otherwise."),
    Fault.DOUBLED: _("This option is there already. Word it differently, or leave it empty."),
    Fault.RIGHT_BUT_EMPTY: _("It is ticked as right but has no words."),
}


class CourseForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for checkers only
    """A course that sessions can teach."""

    class Meta:
        """What it is about, for whom, what for, how long, and what comes before it."""

        model = Course
        fields = (
            "title",
            "summary",
            "kind",
            "audience",
            "hours",
            "competencies",
            "prerequisites",
            "pass_percent",
        )
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "competencies": forms.CheckboxSelectMultiple,
            "prerequisites": forms.CheckboxSelectMultiple,
        }
        labels = {"competencies": _("What it works on"), "prerequisites": _("Comes after")}
        help_texts = {
            "hours": _("What each session of it counts in the ledger."),
            "prerequisites": _("People book it once they have hours of these."),
            "pass_percent": _("Matters where a module of it ends with a quiz."),
        }

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        """Offer what the organisation uses now, and what the course names already."""
        super().__init__(*args, **kwargs)
        self.is_new = kwargs.get("instance") is None
        teaches = organisation.competencies.in_use()
        courses = organisation.courses.offered()
        if not self.is_new:
            teaches |= organisation.competencies.filter(courses=self.instance)
            courses |= organisation.courses.filter(opens=self.instance)
            courses = courses.exclude(pk=self.instance.pk)
        self._offer("competencies", teaches.distinct())
        self._offer("prerequisites", courses.distinct())
        self.fields["pass_percent"].required = False

    def _offer(self, name: str, rows: Any) -> None:
        """Let a field choose among rows; without any it is left out."""
        if not rows:
            del self.fields[name]
            return
        self.fields[name].queryset = rows  # type: ignore[attr-defined]  # it is a choice of rows

    def clean_hours(self) -> Any:
        """Refuse a course without hours."""
        hours = self.cleaned_data["hours"]
        if hours <= 0:
            raise ValidationError(__("A course has more than no hours."))
        return hours

    def clean_pass_percent(self) -> int:
        """Return how much must be right; what is usual where nothing was said."""
        percent = self.cleaned_data["pass_percent"]
        if percent is None:
            return int(self.instance.pass_percent)
        if not 1 <= percent <= ALL_PERCENT:
            raise ValidationError(__("Give a number from 1 to 100."))
        return int(percent)

    def clean_prerequisites(self) -> Any:
        """Refuse courses that themselves come after this one."""
        before = self.cleaned_data["prerequisites"]
        if self.is_new:
            return before
        try:
            refuse_circle(self.instance, before)
        except CircleError as error:
            raise ValidationError(circle_sentence(error)) from error
        return before

    def plan(self) -> CoursePlan:
        """Return what was typed in."""
        given = dict(self.cleaned_data)
        competencies = tuple(given.pop("competencies", ()))
        prerequisites = tuple(given.pop("prerequisites", ()))
        return CoursePlan(competencies=competencies, prerequisites=prerequisites, **given)


class MaterialForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for checkers only
    """Something to read, watch or fill in."""

    link = forms.URLField(
        label=_("Link"),
        help_text=_("To a page, a video or a form; it begins with https://."),
        assume_scheme="https",
        required=False,
    )
    document = DocumentField(label=_("Document"), required=False)
    without_document = forms.BooleanField(label=_("Take the document away"), required=False)

    class Meta:
        """A title, and words or a link."""

        model = CourseMaterial
        fields = ("title", "words", "link")
        widgets = {"words": forms.Textarea(attrs={"rows": 8})}

    field_order = ("title", "words", "link", "document", "without_document")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask whether the document should go only where there is one."""
        super().__init__(*args, **kwargs)
        self.has_file = self.instance.file_id is not None
        if not self.has_file:
            del self.fields["without_document"]

    def clean_link(self) -> str:
        """Take only links that a browser opens as a page."""
        link = str(self.cleaned_data["link"])
        if link and not link.lower().startswith(("https://", "http://")):
            raise ValidationError(__("Give a link that begins with https://."))
        return link

    def clean(self) -> dict[str, Any]:
        """Refuse a material with nothing in it."""
        given = super().clean() or {}
        keeps = self.has_file and not given.get("without_document")
        has_some = any(given.get(name) for name in ("words", "link", "document"))
        if not (has_some or keeps or self.errors):
            self.add_error("words", __("Write something, give a link, or choose a document."))
        return given

    def _post_clean(self) -> None:
        """Leave the row alone: the action writes it, and the database looks at the whole."""

    def plan(self) -> MaterialPlan:
        """Return what was typed in."""
        given = dict(self.cleaned_data)
        keeps_file = not given.pop("without_document", False)
        return MaterialPlan(keeps_file=keeps_file, **given)


class QuestionForm(forms.Form):
    """A question with up to six options, of which some are right."""

    text = forms.CharField(label=_("Question"), max_length=300)
    explanation = forms.CharField(
        label=_("Why"),
        help_text=_("People read it with their result: what to remember, in a sentence or two."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def __init__(self, *args: Any, question: QuizQuestion | None = None, **kwargs: Any) -> None:
        """Offer six options, filled with those there are."""
        super().__init__(*args, **kwargs)
        options = question.options if question else []
        if question is not None:
            self.initial = {"text": question.text, "explanation": question.explanation}
        for place in range(MOST_OPTIONS):
            known = options[place] if place < len(options) else {}
            self.fields[f"option_{place}"] = forms.CharField(
                label=__("Option %(number)d") % {"number": place + 1},
                max_length=300,
                required=False,
                initial=known.get("text", ""),
            )
            self.fields[f"right_{place}"] = forms.BooleanField(
                label=__("Option %(number)d is right") % {"number": place + 1},
                required=False,
                initial=known.get("is_right", False),
            )

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return each option with its tick, as they stand beside each other."""
        return [(self[f"option_{place}"], self[f"right_{place}"]) for place in range(MOST_OPTIONS)]

    def clean(self) -> dict[str, Any]:
        """Say beside the option what is wrong with it."""
        given = super().clean() or {}
        texts, right = self._options(given)
        for finding in faults_of(texts, right):
            self.add_error(f"option_{finding.place}", str(FAULTS[finding.fault]))
        return given

    def plan(self) -> QuestionPlan:
        """Return what was typed in."""
        texts, right = self._options(self.cleaned_data)
        given = self.cleaned_data
        return QuestionPlan(
            text=given["text"], explanation=given["explanation"], options=texts, right=right
        )

    def _options(self, given: dict[str, Any]) -> tuple[list[str], set[int]]:
        """Return the options as typed in, and the numbers of those ticked as right."""
        texts = [given.get(f"option_{place}") or "" for place in range(MOST_OPTIONS)]
        right = {place for place in range(MOST_OPTIONS) if given.get(f"right_{place}")}
        return texts, right


def circle_sentence(error: CircleError) -> str:
    """Say on which way a course would come after itself."""
    return __("This goes round in a circle: %(way)s. Leave “%(first)s” out.") % {
        "way": " → ".join(error.titles),
        "first": error.titles[0],
    }
