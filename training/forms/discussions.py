"""What members write in discussions, report, and take out of sight."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from training.actions.discussions import Written
from training.communities.discussions import current_members
from training.models import Community

MOST_MENTIONED = 10
LONGEST = 5000


class WordsForm(forms.Form):
    """Words in a discussion, and whom they are meant for."""

    words = forms.CharField(
        label=_("Your words"),
        help_text=_("Links become clickable. Write @ and a name to mention a member."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    mentioned = forms.ModelMultipleChoiceField(
        queryset=Person.objects.none(),
        label=_("Mention members"),
        help_text=_("They get an e-mail, unless they want none from this community."),
        required=False,
    )

    def __init__(self, *args: Any, community: Community, writer: Person, **kwargs: Any) -> None:
        """Offer the members of this community, without who writes."""
        super().__init__(*args, **kwargs)
        members = current_members(community).exclude(person=writer)
        field = self.fields["mentioned"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101  (for the type checker)
        people = Person.objects.get_queryset().filter(pk__in=members.values("person"))
        field.queryset = people.by_name()

    def clean_mentioned(self) -> list[Person]:
        """Refuse to call everybody at once."""
        people = list(self.cleaned_data["mentioned"])
        if len(people) > MOST_MENTIONED:
            raise ValidationError(_("Mention ten members at most."))
        return people

    def written(self) -> Written:
        """Return what was typed in."""
        return Written(
            words=self.cleaned_data["words"],
            mentioned=self.cleaned_data["mentioned"],
            title=self.cleaned_data.get("title", ""),
        )


class DiscussionForm(WordsForm):
    """A discussion to be begun, or its first words to be changed."""

    title = forms.CharField(
        label=_("Title"),
        help_text=_("A question works best, such as “How do you begin a first meeting?”"),
        max_length=120,
    )
    field_order = ("title", "words", "mentioned")


class ReportForm(forms.Form):
    """Why somebody reports a post."""

    reason = forms.CharField(
        label=_("What is not right about it?"),
        help_text=_("The moderators read this, and that it comes from you. Nobody else does."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HideForm(forms.Form):
    """Why a moderator takes a post out of sight."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Its author reads this. Others read only that a moderator took it away."),
        max_length=200,
    )


class TalkSearchForm(forms.Form):
    """Words to be found in discussions."""

    words = forms.CharField(
        label=_("Search"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    @property
    def wanted(self) -> str:
        """Return the words to look for, or nothing."""
        return str(self.cleaned_data.get("words", "")).strip() if self.is_valid() else ""
