"""What is written into a charter, and what a sponsor says of it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from programmes.enums import ReviewAnswer
from programmes.forms.meanwhile import seen_field
from programmes.models import Charter, SignOff, Sponsorship

MOST_MONTHS = 36


def _area(rows: int) -> forms.Textarea:
    """Return a text of several lines."""
    return forms.Textarea(attrs={"rows": rows})


class CharterForm(forms.ModelForm[Charter]):
    """One version of a charter; the write is an action's."""

    review_months = forms.IntegerField(
        label=_("Months from one review to the next"),
        help_text=_("The sponsor is asked by e-mail whether it still stands."),
        min_value=1,
        max_value=MOST_MONTHS,
    )

    seen = seen_field()

    class Meta:
        """In the order in which a reader meets them."""

        model = Charter
        fields = ("purpose", "sponsor_commits", "programme_commits", "resources", "review_months")
        labels = {
            "purpose": _("Purpose"),
            "sponsor_commits": _("The sponsor commits to"),
            "programme_commits": _("The programme commits to"),
            "resources": _("Resources"),
        }
        help_texts = {
            "purpose": _("Why the organisation runs the programme, in two or three sentences."),
            "sponsor_commits": _(
                "One promise a line, such as “Opens the kick-off of every cohort”."
            ),
            "programme_commits": _(
                "One promise a line, such as “Reports on results twice a year, good or bad”."
            ),
            "resources": _("People, time and money that are promised; one a line."),
        }
        widgets = {
            "purpose": _area(4),
            "sponsor_commits": _area(5),
            "programme_commits": _area(5),
            "resources": _area(4),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for what no charter can be without; resources may follow."""
        super().__init__(*args, **kwargs)
        for name in ("purpose", "sponsor_commits", "programme_commits"):
            self.fields[name].required = True
        self.fields["resources"].required = False


class SponsorChoiceField(forms.ModelChoiceField[Sponsorship]):
    """A choice among sponsors, by name."""

    def label_from_instance(self, obj: Sponsorship) -> str:
        """Return the name."""
        return obj.person.name


class SendCharterForm(forms.Form):
    """Whom a version is sent to."""

    sponsorship = SponsorChoiceField(
        queryset=Sponsorship.objects.none(), label=_("Who signs it"), empty_label=None
    )
    # The latest request when the page was drawn, so that a second press asks nobody again.
    last_request = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        sponsorships: "QuerySet[Sponsorship]",
        last_request: SignOff | None,
        **kwargs: Any,
    ) -> None:
        """Offer the sponsors of today who can be written to; one alone needs no choice."""
        super().__init__(*args, **kwargs)
        self.fields["last_request"].initial = last_request.pk if last_request else None
        field = self.fields["sponsorship"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        field.queryset = sponsorships
        if len(sponsorships) == 1:
            field.initial = sponsorships[0]
            field.widget = forms.HiddenInput()


class SignForm(forms.Form):
    """A name under a charter."""

    name = forms.CharField(
        label=_("Your name, as your signature"),
        max_length=150,
        error_messages={"required": _("Please type your name: it is your signature.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class SendBackForm(forms.Form):
    """Why a charter is not signed as it is."""

    words = forms.CharField(
        label=_("What should change?"),
        max_length=2000,
        error_messages={"required": _("Please say in a sentence what should change.")},
        widget=_area(4),
    )


class ReviewForm(forms.Form):
    """How a charter stands."""

    answer = forms.ChoiceField(
        label=_("How does it stand?"),
        choices=[
            (ReviewAnswer.STANDS, _("It still stands")),
            (ReviewAnswer.CHANGE, _("Change it: something should read otherwise")),
            (ReviewAnswer.TALK, _("Let us talk")),
        ],
        error_messages={"required": _("Please choose one of the three.")},
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In your words"),
        help_text=_("The coordinators read it."),
        max_length=2000,
        required=False,
        widget=_area(3),
    )
