"""What people ask about what is kept of them, and what an administrator answers."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.privacy.enums import RequestKind, SightingKind, own_choices
from mentorship.accounts.privacy.known import find_known


class AskForm(forms.Form):
    """What a person asks of one of their organisations."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Whom you ask"))
    kind = forms.ChoiceField(
        label=_("What you ask for"), choices=own_choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In your words"),
        help_text=_("What is wrong, or what should not be used. Leave it empty for a copy."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def __init__(self, data: QueryDict | None, *, organisations: list[Organisation]) -> None:
        """Offer the person's own organisations; of one there is nothing to choose."""
        super().__init__(data)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        keys = [each.pk for each in organisations]
        field.queryset = Organisation.objects.filter(pk__in=keys)
        if len(organisations) == 1:
            field.initial = organisations[0]
            field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Ask for words where nobody could know what is meant without them."""
        given = super().clean() or {}
        if given.get("kind") not in {None, RequestKind.COPY} and not given.get("words"):
            self.add_error("words", _now("Say what is wrong, or what should not be used."))
        return given


class NoteForm(AskForm):
    """What somebody asked by letter or in a talk, written down by an administrator."""

    email = forms.CharField(
        label=_("Whose it is"),
        help_text=_("Their e-mail address, or their whole name where they have none here."),
        max_length=254,
    )
    kind = forms.ChoiceField(
        label=_("What they ask for"), choices=RequestKind.choices, widget=forms.RadioSelect
    )
    asked_on = forms.DateField(
        label=_("Asked on"),
        help_text=_("The month is counted from this day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    field_order = ("email", "organisation", "kind", "words", "asked_on")

    def __init__(self, data: QueryDict | None, *, organisations: list[Organisation]) -> None:
        """Begin with today."""
        super().__init__(data, organisations=organisations)
        self.fields["asked_on"].initial = timezone.localdate
        self.fields["words"].help_text = _("As they put it; they can read this.")
        self.person: Person | None = None

    def clean_asked_on(self) -> date:
        """Refuse a day to come."""
        day: date = self.cleaned_data["asked_on"]
        if day > timezone.localdate():
            raise ValidationError(_now("Nobody can have asked on a day to come."))
        return day

    def clean(self) -> dict[str, Any]:
        """Find the one member who is meant."""
        given = super().clean()
        organisation, wanted = given.get("organisation"), given.get("email", "").strip()
        if organisation is None or not wanted:
            return given
        found = find_known(organisation, wanted)
        if len(found) == 1:
            self.person = found[0]
        elif found:
            self.add_error("email", _now("Several people are called so. Give the address."))
        else:
            self.add_error("email", _now("The organisation knows nobody of this address or name."))
        return given


class AnswerForm(forms.Form):
    """What an administrator answers."""

    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_("The person reads it on their page. Where you refuse, say why."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class LongerForm(forms.Form):
    """Why an answer takes up to two months more."""

    because = forms.CharField(
        label=_("Why it takes longer"),
        help_text=_("The law allows two months more where it is much or difficult, and only once."),
        max_length=300,
    )


class LooksForm(forms.Form):
    """Which looks an administrator wants to see."""

    who = forms.CharField(label=_("Name"), max_length=150, required=False)
    kind = forms.ChoiceField(
        label=_("What"), choices=[("", _("Anything")), *SightingKind.choices], required=False
    )
