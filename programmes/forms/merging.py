"""Which value is kept where two records of one person differ."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mentorship.accounts.models import Membership, Organisation, Person
from programmes.actions.merging import OF_PERSON, OF_PROFILE, chooses_own_name
from programmes.models import Profile

MINE, THEIRS = "kept", "gone"


class MergeForm(forms.Form):
    """A choice for every field in which both say something, and not the same."""

    def __init__(
        self, *args: Any, kept: Person, gone: Person, organisation: Organisation, **kwargs: Any
    ) -> None:
        """Compare the two."""
        super().__init__(*args, **kwargs)
        mine, theirs = _known(kept, organisation), _known(gone, organisation)
        settled = OF_PERSON if chooses_own_name(kept, organisation) else ()
        for name, (label, value) in mine.items():
            if name in settled:
                continue
            other = theirs[name][1]
            if value and other and value != other:
                self.fields[name] = forms.ChoiceField(
                    label=label,
                    choices=[(MINE, _shown(name, value)), (THEIRS, _shown(name, other, MINE))],
                    widget=forms.RadioSelect,
                    initial=MINE,
                )

    @property
    def taken(self) -> list[str]:
        """Return the fields whose value comes from the record that vanishes."""
        return [name for name, choice in self.cleaned_data.items() if choice == THEIRS]


def _known(person: Person, organisation: Organisation) -> dict[str, tuple[str, Any]]:
    """Return what is known of somebody, by field, with its label."""
    membership = Membership.objects.filter(person=person, organisation=organisation).first()
    profile = Profile.objects.filter(membership=membership).first() or Profile()
    return {
        name: (capfirst(str(row._meta.get_field(name).verbose_name)), getattr(row, name))  # type: ignore[union-attr]
        for row, names in ((person, OF_PERSON), (profile, OF_PROFILE))
        for name in names
    }


def _shown(name: str, value: object, other: str = "") -> str:
    """Return a value as one chooses it; a picture is told by whose it is."""
    if name == "picture_key":
        return _("The picture of the other record") if other else _("The picture of this record")
    text = str(value)
    return f"{text[:120]}…" if len(text) > 120 else text  # noqa: PLR2004  (one line of a page)
