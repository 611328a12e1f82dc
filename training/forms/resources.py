"""A resource to be added, and how the list of resources is narrowed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from programmes.forms.documents import DocumentField
from training.actions.resources import Offer
from training.communities.resources import Sorting, competencies_of
from training.models import Community, Competency

STARS = tuple((stars, str(stars)) for stars in range(1, 6))


class ResourceForm(forms.Form):
    """A link or a document that may help others."""

    title = forms.CharField(label=_("Title"), max_length=120)
    words = forms.CharField(
        label=_("What it is good for"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    link = forms.URLField(
        label=_("Link"),
        max_length=200,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=("http", "https"))],
    )
    document = DocumentField(label=_("Or a file"), required=False)
    competencies = forms.ModelMultipleChoiceField(
        queryset=Competency.objects.none(),
        label=_("What it helps with"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        """Offer the organisation's competencies."""
        super().__init__(*args, **kwargs)
        field = self.fields["competencies"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101  (for the type checker)
        field.queryset = competencies_of(community)

    def clean(self) -> dict[str, Any]:
        """Ask for a link or a file, one of the two."""
        given = super().clean() or {}
        has_link, has_file = bool(given.get("link")), bool(given.get("document"))
        if {"link", "document"} & self.errors.keys():
            return given
        if has_link == has_file:
            sentence = __("Give a link or a file.") if not has_link else __("Give one of the two.")
            self.add_error("link", ValidationError(sentence))
        return given

    def offer(self) -> Offer:
        """Return what was typed in."""
        return Offer(**self.cleaned_data)


class ResourceFilterForm(forms.Form):
    """Which resources to see, and in what order."""

    competency = forms.ModelChoiceField(
        queryset=Competency.objects.none(),
        label=_("Helps with"),
        empty_label=_("Anything"),
        required=False,
    )
    sort = forms.ChoiceField(label=_("Order"), choices=Sorting.choices, required=False)

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        """Offer the organisation's competencies."""
        super().__init__(*args, **kwargs)
        field = self.fields["competency"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        field.queryset = competencies_of(community)


class RatingForm(forms.Form):
    """How useful a resource was."""

    stars = forms.TypedChoiceField(label=_("How useful was it?"), choices=STARS, coerce=int)
