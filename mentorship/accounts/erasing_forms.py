"""Forms of erasing people and of how long things are kept."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.privacy.erasing.enums import MentionAnswer
from mentorship.accounts.privacy.erasing.mentions import Named, Place


class AskForm(forms.Form):
    """Whom to erase, by the address they are known by; and through which organisation."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none()
    )
    email = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_("You see all that would go, and decide, on the next page."),
    )

    def __init__(self, data: Any, *, organisations: Any) -> None:
        """Offer the organisations that the reader administers; one alone is no choice."""
        super().__init__(data)
        field: Any = self.fields["organisation"]
        field.queryset = organisations
        if len(organisations) == 1:
            field.initial, field.widget = organisations[0], forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Find the person among those of the organisation."""
        cleaned: dict[str, Any] = super().clean() or {}
        if organisation := cleaned.get("organisation"):
            person = Person.objects.filter(
                email=str(cleaned.get("email", "")).lower(), memberships__organisation=organisation
            ).first()
            if person is None and "email" in cleaned:
                self.add_error("email", _now("Nobody in this organisation has this address."))
            cleaned["person"] = person
        return cleaned


class HoldForm(AskForm):
    """Of whom nothing may go for now, and why."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Such as a dispute or an inquiry. Administrators read it, nobody else."),
        max_length=300,
    )

    def __init__(self, data: Any, *, organisations: Any) -> None:
        """Ask for the same, without a promise of a next page."""
        super().__init__(data, organisations=organisations)
        self.fields["email"].help_text = ""


class MentionsForm(forms.Form):
    """What becomes of each text that names the person."""

    def __init__(
        self, data: Any, *, texts: Iterable[Named], decided: Mapping[Place, tuple[str, str]]
    ) -> None:
        """Ask of each text, beginning with what was decided before."""
        super().__init__(data)
        self.texts = list(texts)
        for number, text in enumerate(self.texts):
            answer, reason = decided.get((text.label, text.pk, text.field), ("cut", ""))
            where = f"{text.model_name}, {text.field_name}"
            self.fields[f"answer_{number}"] = forms.ChoiceField(
                label=where,
                help_text=" … ".join("".join(words) for words in text.found),
                choices=MentionAnswer.choices,
                initial=answer,
                widget=forms.RadioSelect,
            )
            self.fields[f"reason_{number}"] = forms.CharField(
                label=_("Why it stays"), required=False, max_length=300, initial=reason
            )
            self.fields[f"key_{number}"] = forms.CharField(
                widget=forms.HiddenInput, initial=text.key
            )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where a text stays; refuse answers about other texts than these."""
        cleaned: dict[str, Any] = super().clean() or {}
        for number, text in enumerate(self.texts):
            if cleaned.get(f"key_{number}") != text.key:
                message = _now("The texts changed meanwhile. Please look at them again.")
                raise forms.ValidationError(message)
            stays = cleaned.get(f"answer_{number}") == MentionAnswer.KEEP
            if stays and not cleaned.get(f"reason_{number}"):
                self.add_error(f"reason_{number}", _now("Say why the name has to stay there."))
        return cleaned

    def answers(self) -> dict[Place, tuple[MentionAnswer, str]]:
        """Return what was decided of each place."""
        return {
            (text.label, text.pk, text.field): (
                MentionAnswer(self.cleaned_data[f"answer_{number}"]),
                self.cleaned_data[f"reason_{number}"],
            )
            for number, text in enumerate(self.texts)
        }


class DeclineForm(forms.Form):
    """Why somebody is not erased; they read it."""

    answer = forms.CharField(
        label=_("Why not"),
        help_text=_("They read this, and may complain to the authority for data protection."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SecondLookForm(forms.Form):
    """A second look before what cannot be undone: the name, typed."""

    name = forms.CharField(label=_("Their name, once more"), max_length=150)

    def __init__(self, data: Any, *, person: Person) -> None:
        """Know whose name it should be."""
        super().__init__(data)
        self._person = person
        self.fields["name"].help_text = _now("Type “%(name)s”. There is no way back.") % {
            "name": person.name
        }

    def clean_name(self) -> str:
        """Refuse another name; white space and capitals do not matter."""
        typed: str = self.cleaned_data["name"]
        if typed.split() != self._person.name.split():
            raise forms.ValidationError(_now("That is not the name of the person to be erased."))
        return typed


class MonthsForm(forms.Form):
    """For how many months a class is kept."""

    months = forms.IntegerField(label=_("Months"), min_value=1, max_value=600)
