"""What is looked for in mentors."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programmes.applying.enums import OpenApplications
from programmes.blueprints.model import ExpectationDraft
from programmes.enums import CriterionKind
from programmes.forms.meanwhile import seen_field
from programmes.models import Criterion
from programmes.models.ideal_mentor import FEWEST_LEVELS, LOWEST_MARK, MOST_LEVELS
from programmes.profile_templates.starting_anchors import starting_anchors

USUAL_LEVELS = 5


class ExpectationForm(forms.Form):
    """Something that mentors do."""

    text = forms.CharField(
        label=_("What mentors do here"),
        help_text=_("One sentence, such as “They listen before they advise”."),
        max_length=200,
    )


class CriterionNameForm(forms.Form):
    """Something an expectation needs, by name; the rest is written in the next step."""

    name = forms.CharField(
        label=_("Skill, quality, knowledge or experience"),
        help_text=_("Such as “Gives feedback that can be used”."),
        max_length=160,
    )
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=CriterionKind.choices,
        widget=forms.RadioSelect,
        initial=CriterionKind.SKILL,
    )


class CriterionForm(CriterionNameForm):
    """A criterion with how one would see it, and words for as many levels as it has."""

    evidence = forms.CharField(
        label=_("How you would see it"),
        help_text=_("Something two people would agree on if they watched, or looked it up."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    weight = forms.IntegerField(
        label=_("Weight"),
        help_text=_("From 1, welcome, to 10, the most important of all."),
        min_value=1,
        max_value=10,
    )
    is_essential = forms.BooleanField(
        label=_("Essential: without it nobody becomes a mentor here"), required=False
    )
    levels = forms.TypedChoiceField(
        label=_("Levels of the scale"),
        choices=[(number, str(number)) for number in range(FEWEST_LEVELS, MOST_LEVELS + 1)],
        coerce=int,
    )
    met_from = forms.IntegerField(
        label=_("Met from level"),
        help_text=_("Where it is essential, the lowest level that is enough."),
        min_value=LOWEST_MARK + 1,
        max_value=MOST_LEVELS,
    )

    def __init__(self, *args: Any, levels: int, **kwargs: Any) -> None:
        """Ask for words for so many levels."""
        super().__init__(*args, **kwargs)
        self.anchor_names = [f"anchor_{number}" for number in range(1, levels + 1)]
        for number, name in enumerate(self.anchor_names, start=1):
            self.fields[name] = forms.CharField(
                label=_level_label(number, levels), max_length=200, required=False
            )

    @property
    def anchor_fields(self) -> list[forms.BoundField]:
        """Return the fields of the levels, the lowest first."""
        return [self[name] for name in self.anchor_names]

    def clean_met_from(self) -> int:
        """Refuse a level that the scale does not have."""
        level: int = self.cleaned_data["met_from"]
        levels = self.cleaned_data.get("levels", MOST_LEVELS)
        if level > levels:
            raise ValidationError(
                _now("The scale has %(levels)d levels only.") % {"levels": levels}
            )
        return level

    def facts(self) -> dict[str, Any]:
        """Return what the criterion is to be; a scale without any words has none."""
        typed = self.cleaned_data
        anchors = [typed.get(name, "") for name in self.anchor_names]
        named = ("name", "kind", "evidence", "weight", "is_essential", "levels", "met_from")
        return {name: typed[name] for name in named} | {"anchors": anchors if any(anchors) else []}


def _level_label(number: int, levels: int) -> str:
    """Return what stands above the words of a level."""
    if number == LOWEST_MARK:
        return _now("Level %(number)d, the lowest: what one sees there") % {"number": number}
    if number == levels:
        return _now("Level %(number)d, the highest") % {"number": number}
    return _now("Level %(number)d") % {"number": number}


def initial_of(criterion: Criterion) -> dict[str, Any]:
    """Return what the form of a criterion begins with."""
    names = ("name", "kind", "evidence", "weight", "is_essential", "levels", "met_from")
    anchors = {f"anchor_{place}": text for place, text in enumerate(criterion.anchors, start=1)}
    return {name: getattr(criterion, name) for name in names} | anchors


def levels_in(data: Mapping[str, Any], otherwise: int) -> int:
    """Return how many levels were chosen; `otherwise` where nobody could have chosen that."""
    chosen = str(data.get("levels", ""))
    is_offered = chosen in {str(number) for number in range(FEWEST_LEVELS, MOST_LEVELS + 1)}
    return int(chosen) if is_offered else otherwise


def redrawn(data: Mapping[str, Any], levels: int, *, is_suggesting: bool) -> CriterionForm:
    """Return the form with so many levels and all that was typed, nothing checked yet.

    Empty levels get words to start from where somebody asks for them.
    """
    initial: dict[str, Any] = dict(data.items())
    kind = initial.get("kind", "")
    if is_suggesting and kind in CriterionKind.values:
        for place, words in enumerate(starting_anchors(kind, levels), start=1):
            name = f"anchor_{place}"
            initial[name] = str(initial.get(name, "")).strip() or words
    return CriterionForm(initial=initial, levels=levels)


class PublishForm(forms.Form):
    """What becomes of applications that wait; asked only where there are any."""

    open_applications = forms.ChoiceField(
        label=_("What becomes of those handed in, and not yet reviewed?"),
        choices=OpenApplications.choices,
        initial=OpenApplications.KEEP,
        widget=forms.RadioSelect,
    )
    seen = seen_field()

    def __init__(self, *args: Any, has_waiting: bool, **kwargs: Any) -> None:
        """Leave the question out where nobody waits."""
        super().__init__(*args, **kwargs)
        if not has_waiting:
            del self.fields["open_applications"]


class FromTemplateForm(forms.Form):
    """Which criteria of a template are wanted; all of them, unless somebody says otherwise."""

    criteria = forms.MultipleChoiceField(label=_("Criteria"), widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, *args: Any, expectations: Iterable[ExpectationDraft], known: set[str], **kwargs: Any
    ) -> None:
        """Offer what the profile does not have yet, under what mentors do."""
        super().__init__(*args, **kwargs)
        self.expectations = tuple(expectations)
        offered = [
            (str(draft.text), tuple((key, str(one.name)) for key, one in _keyed(place, draft)))
            for place, draft in enumerate(self.expectations)
        ]
        new = [
            (text, tuple(choice for choice in choices if choice[1] not in known))
            for text, choices in offered
        ]
        field = self.fields["criteria"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(text, choices) for text, choices in new if choices]
            field.initial = [key for _text, choices in new for key, _name in choices]

    def chosen(self) -> list[ExpectationDraft]:
        """Return the expectations with those of their criteria that were chosen."""
        wanted = set(self.cleaned_data["criteria"])
        drafts = [
            ExpectationDraft(
                draft.text, tuple(one for key, one in _keyed(place, draft) if key in wanted)
            )
            for place, draft in enumerate(self.expectations)
        ]
        return [draft for draft in drafts if draft.criteria]


def _keyed(place: int, draft: ExpectationDraft) -> list[tuple[str, Any]]:
    """Return an expectation's criteria, each with the name it has in the form."""
    return [(f"{place}.{number}", one) for number, one in enumerate(draft.criteria)]
