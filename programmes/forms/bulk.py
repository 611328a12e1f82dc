"""What is done with several people at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.enums import ParticipantState
from programmes.models import Programme, TeamMember
from programmes.people import COORDINATING

# A match makes people matched, and an invitation makes them invited: no list does.
GOALS = (
    ParticipantState.APPLIED,
    ParticipantState.ACCEPTED,
    ParticipantState.TRAINED,
    ParticipantState.FINISHED,
)


class StepForm(forms.Form):
    """A step that knows its programme."""

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Take the programme."""
        self.programme = programme
        super().__init__(*args, **kwargs)


class NoteForm(StepForm):
    """A message in plain words."""

    subject = forms.CharField(label=_("Subject"), max_length=150)
    text = forms.CharField(
        label=_("Message"),
        help_text=_(
            "Each mail begins with “Hello Amara,” and ends with your name. "
            "What you write arrives as it stands."
        ),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def clean_subject(self) -> str:
        """Return the subject on one line."""
        return " ".join(self.cleaned_data["subject"].split())

    def clean_text(self) -> str:
        """Return the text with one kind of line end, whichever form it travelled in."""
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n").replace("\r", "\n")


class MoveForm(StepForm):
    """A state to move to."""

    to = forms.ChoiceField(
        label=_("Move them to"),
        choices=[(state.value, state.label) for state in GOALS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a state.")},
    )


class MemberField(forms.ModelChoiceField):  # type: ignore[type-arg]  # subscripted in stubs only
    """A choice of team members, by their names."""

    def label_from_instance(self, member: TeamMember) -> str:
        """Return the name."""
        return member.person.name


class AssignForm(StepForm):
    """Who looks after them from now on."""

    member = MemberField(
        queryset=TeamMember.objects.none(),
        label=_("Looked after by"),
        empty_label=_("Nobody"),
        required=False,
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Offer who coordinates the programme now."""
        super().__init__(*args, programme=programme, **kwargs)
        field = self.fields["member"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        members = programme.team.current().filter(role__in=COORDINATING)
        field.queryset = members.select_related("person").order_by("person__name", "pk")


class LeaveForm(StepForm):
    """Why they leave."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Kept with each place, for coordinators only."),
        max_length=200,
        required=False,
    )
