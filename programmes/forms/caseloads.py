"""Who looks after whom."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.models import Participant, TeamMember
from programmes.models.participant import ParticipantQuerySet

NOBODY = "nobody"


class AssignForm(forms.Form):
    """Which people of a list go to whom."""

    people: "forms.ModelMultipleChoiceField[Participant]" = forms.ModelMultipleChoiceField(
        queryset=Participant.objects.none(),
        label=_("People"),
        error_messages={"required": _("Tick at least one person.")},
    )
    to = forms.ChoiceField(label=_("Give them to"))

    def __init__(
        self,
        *args: Any,
        people: ParticipantQuerySet,
        coordinators: Sequence[TeamMember],
        may_release: bool,
        **kwargs: Any,
    ) -> None:
        """Offer the people of the list, and everybody who looks after people but their own."""
        super().__init__(*args, **kwargs)
        self.members = {str(member.pk): member for member in coordinators}
        chosen, to = self.fields["people"], self.fields["to"]
        assert isinstance(chosen, forms.ModelMultipleChoiceField)  # noqa: S101  (for the type checker)
        assert isinstance(to, forms.ChoiceField)  # noqa: S101  (for the type checker)
        chosen.queryset = people
        to.choices = [
            *((key, member.person.name) for key, member in self.members.items()),
            *([(NOBODY, _("nobody for now"))] if may_release else []),
        ]

    @property
    def member(self) -> TeamMember | None:
        """Return who is to look after them; None for nobody."""
        return self.members.get(self.cleaned_data["to"])
