"""How a round is reviewed, who may not judge whom, and a reviewer's marks."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from programmes.actions.reviews import MarkEntry
from programmes.forms.days import DayField
from programmes.models import (
    Cohort,
    ConflictOfInterest,
    Criterion,
    Mark,
    Programme,
    SampleApplication,
    SelectionRound,
)
from programmes.models.selection_round import FEWEST_REVIEWERS

MOST_REVIEWERS = 9
CANNOT_JUDGE = "none"
REASON_LENGTH = 300


class RoundForm(forms.ModelForm[SelectionRound]):
    """How the applications of a round are reviewed."""

    reviewers_each = forms.IntegerField(
        label=_("Reviewers for each application"),
        help_text=_("Two at least, so that no application rests on one person’s view."),
        min_value=FEWEST_REVIEWERS,
        max_value=MOST_REVIEWERS,
        initial=FEWEST_REVIEWERS,
    )
    review_by = DayField(label=_("Reviews are due on"), required=False)

    class Meta:
        """In the order in which they are decided."""

        model = SelectionRound
        fields = ("reviewers_each", "review_by", "hides_names", "calibrates")
        labels = {
            "hides_names": _("Hide names and photographs from reviewers"),
            "calibrates": _("Reviewers mark two sample applications first"),
        }
        help_texts = {
            "hides_names": _(
                "They read “Applicant 7” instead. What people wrote may name them all the same."
            ),
            "calibrates": _("Afterwards they see where they differ, and talk before they go on."),
        }


class OpenRoundForm(RoundForm):
    """A new round, of one of the programme's cohorts."""

    cohort = forms.ModelChoiceField(
        queryset=Cohort.objects.none(), label=_("Cohort"), empty_label=None
    )
    field_order = ("cohort", "reviewers_each", "review_by", "hides_names", "calibrates")

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Offer the cohorts that are not closed."""
        super().__init__(*args, **kwargs)
        field = self.fields["cohort"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        field.queryset = programme.cohorts.open().newest_first()


class SamplesForm(forms.Form):
    """What the sample applications of a round say."""

    def __init__(self, *args: Any, samples: Sequence[SampleApplication], **kwargs: Any) -> None:
        """Offer one text for each."""
        super().__init__(*args, **kwargs)
        for sample in samples:
            self.fields[f"text_{sample.number}"] = forms.CharField(
                label=_now("Sample %(number)d") % {"number": sample.number},
                initial=sample.text,
                max_length=6000,
                widget=forms.Textarea(attrs={"rows": 12}),
            )

    def texts(self) -> dict[int, str]:
        """Return the texts by number."""
        return {int(name.removeprefix("text_")): text for name, text in self.cleaned_data.items()}


class PeopleChoiceField(forms.ModelMultipleChoiceField[Person]):
    """Some of a number of people, by name."""

    def label_from_instance(self, obj: Person) -> str:
        """Return the name."""
        return obj.name


class PersonChoiceField(forms.ModelChoiceField[Person]):
    """One of a number of people, by name."""

    def label_from_instance(self, obj: Person) -> str:
        """Return the name."""
        return obj.name


class OwnConflictsForm(forms.Form):
    """Whom a reviewer should not judge."""

    applicants = PeopleChoiceField(
        queryset=Person.objects.none(),
        label=_("I should not judge"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one person.")},
    )

    def __init__(self, *args: Any, applicants: "QuerySet[Person]", **kwargs: Any) -> None:
        """Offer the applicants."""
        super().__init__(*args, **kwargs)
        field = self.fields["applicants"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101  (for the type checker)
        field.queryset = applicants


class TakeBackForm(forms.Form):
    """Which conflict a reviewer takes back."""

    remove = forms.ModelChoiceField(queryset=ConflictOfInterest.objects.none())

    def __init__(
        self, *args: Any, conflicts: "QuerySet[ConflictOfInterest]", **kwargs: Any
    ) -> None:
        """Offer the reader's own."""
        super().__init__(*args, **kwargs)
        field = self.fields["remove"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        field.queryset = conflicts.select_related("applicant", "programme")


class ConflictForm(forms.Form):
    """A reviewer and an applicant who stand too near to each other."""

    reviewer = PersonChoiceField(
        queryset=Person.objects.none(), label=_("Reviewer"), empty_label=_("Choose one")
    )
    applicant = PersonChoiceField(
        queryset=Person.objects.none(), label=_("Applicant"), empty_label=_("Choose one")
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        required=False,
        help_text=_("For coordinators only."),
    )

    def __init__(
        self,
        *args: Any,
        reviewers: "QuerySet[Person]",
        applicants: "QuerySet[Person]",
        **kwargs: Any,
    ) -> None:
        """Offer who reviews, and who applies."""
        super().__init__(*args, **kwargs)
        for name, people in (("reviewer", reviewers), ("applicant", applicants)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
            field.queryset = people

    def clean(self) -> dict[str, Any]:
        """Refuse to note what is known anyhow."""
        said = super().clean() or {}
        if said.get("reviewer") and said.get("reviewer") == said.get("applicant"):
            raise ValidationError(_now("Nobody judges their own application anyhow."))
        return said


class WhyForm(forms.Form):
    """A reason, in a sentence, that has to be given."""

    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH)

    def __init__(self, *args: Any, hint: str, **kwargs: Any) -> None:
        """Say who reads it."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = hint


class CriterionFields(NamedTuple):
    """A criterion with the two fields in which it is judged."""

    criterion: Criterion
    level: forms.BoundField
    evidence: forms.BoundField


class MarkingForm(forms.Form):
    """A reviewer's marks: any part of them to keep, all of them to hand in."""

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        criteria: Sequence[Criterion],
        marks: Sequence[Mark],
        note: str,
        is_handed_in: bool,
        **kwargs: Any,
    ) -> None:
        """Offer each criterion's levels and room for evidence, filled with what is kept."""
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        self.is_handed_in = is_handed_in
        kept = {mark.criterion_id: mark for mark in marks}
        for criterion in criteria:
            mark = kept.get(criterion.pk)
            self.fields[f"level_{criterion.pk}"] = forms.ChoiceField(
                label=_("Level"),
                choices=[
                    *(
                        (str(level), _in_words(criterion, level))
                        for level in range(1, criterion.levels + 1)
                    ),
                    (CANNOT_JUDGE, _("Cannot judge")),
                ],
                widget=forms.RadioSelect,
                required=False,
                initial=_chosen(mark),
            )
            self.fields[f"evidence_{criterion.pk}"] = forms.CharField(
                label=_("What you saw"),
                help_text=_("Where they wrote it, in a few words."),
                max_length=1000,
                required=False,
                initial=mark.evidence if mark else "",
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        self.fields["private_note"] = forms.CharField(
            label=_("Note for the panel"),
            help_text=_("The applicant never reads it."),
            max_length=2000,
            required=False,
            initial=note,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean(self) -> dict[str, Any]:
        """Ask for a level and for evidence of every criterion, once it is handed in."""
        said = super().clean() or {}
        if not self.is_handed_in:
            return said
        for criterion in self.criteria:
            level, evidence = f"level_{criterion.pk}", f"evidence_{criterion.pk}"
            if level in said and not said[level]:
                facts = {"name": criterion.name}
                self.add_error(level, _now("%(name)s: choose a level, or “cannot judge”.") % facts)
            elif (
                said.get(level) not in {None, CANNOT_JUDGE} and not said.get(evidence, " ").strip()
            ):
                facts = {"name": criterion.name}
                self.add_error(evidence, _now("%(name)s: say in a few words what you saw.") % facts)
        return said

    def entries(self) -> list[MarkEntry]:
        """Return what was chosen and noted, criterion by criterion."""
        found = []
        for criterion in self.criteria:
            level = self.cleaned_data[f"level_{criterion.pk}"]
            found.append(
                MarkEntry(
                    criterion=criterion.pk,
                    level=int(level) if level and level != CANNOT_JUDGE else None,
                    is_chosen=bool(level),
                    evidence=self.cleaned_data[f"evidence_{criterion.pk}"],
                )
            )
        return found

    @property
    def note(self) -> str:
        """Return the note for the panel."""
        return str(self.cleaned_data["private_note"])

    def by_criterion(self) -> list[CriterionFields]:
        """Return the fields criterion by criterion, for a page that draws them itself.

        Drawn, they are not optional: each is asked for once the review is handed in.
        """
        for criterion in self.criteria:
            for part in ("level", "evidence"):
                self.fields[f"{part}_{criterion.pk}"].required = True
        return [
            CriterionFields(
                criterion, self[f"level_{criterion.pk}"], self[f"evidence_{criterion.pk}"]
            )
            for criterion in self.criteria
        ]


def _in_words(criterion: Criterion, level: int) -> SafeString:
    """Return a level with what it looks like, where somebody has said so."""
    anchor = criterion.anchors[level - 1] if criterion.anchors else ""
    return format_html("<span><strong>{}</strong> {}</span>", level, anchor)


def _chosen(mark: Mark | None) -> str:
    """Return which of the choices is kept."""
    if mark is None or not mark.is_chosen:
        return ""
    return CANNOT_JUDGE if mark.level is None else str(mark.level)
