"""Places at a session: for one person, or for all whom a rule fits."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from training.enums import EnrolmentWhom
from training.models import Session
from training.queries.sessions import people_who_may_come


class PlaceForm(forms.Form):
    """Who gets a place at a session, by name or address."""

    who = forms.CharField(label=_("Name or e-mail address"), max_length=254)

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        """Remember for whom the session is."""
        super().__init__(*args, **kwargs)
        self.session = session

    def clean_who(self) -> Person:
        """Return the one person meant; refuse a name that fits nobody or several."""
        wanted = self.cleaned_data["who"].strip()
        may_come = people_who_may_come(self.session)
        found = list(may_come.filter(Q(name__iexact=wanted) | Q(email__iexact=wanted))[:2])
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(__("Several people have this name: give the e-mail address."))
        raise ValidationError(_nobody(may_come.filter(name__icontains=wanted)))


def _nobody(alike: "QuerySet[Person]") -> str:
    """Say that nobody was found, and who may have been meant."""
    names = list(alike.order_by("name").values_list("name", flat=True)[:3])
    if not names:
        return __("Nobody of that name can come to this session.")
    return __("Nobody has exactly this name. Did you mean %(names)s?") % {"names": ", ".join(names)}


class RuleForm(forms.Form):
    """Whom a rule gives places to."""

    whom = forms.ChoiceField(
        label=_("Who gets a place without asking?"),
        choices=EnrolmentWhom.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        """Offer members of a community only where the session is of one."""
        super().__init__(*args, **kwargs)
        field = self.fields["whom"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [
            (value, label)
            for value, label in EnrolmentWhom.choices
            if value != EnrolmentWhom.COMMUNITY or session.community_id
        ]
