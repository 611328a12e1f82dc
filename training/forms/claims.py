"""What somebody learnt elsewhere, and what a coordinator says of it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from programmes.documents.reading import Document
from programmes.forms.documents import DocumentField
from programmes.models import Participant
from training.actions import Learnt
from training.forms.standings import LEARNT_KINDS, LEAST_HOURS, MOST_HOURS, PastDayField
from training.models import Competency, PriorLearningClaim


class ClaimForm(forms.Form):
    """What somebody asks to have credited, with words or a document that shows it."""

    place = forms.ChoiceField(label=_("For"))
    what = forms.CharField(
        label=_("What you learnt, and where"),
        help_text=_("Such as “Coaching certificate, Leeds College”."),
        max_length=200,
    )
    kind = forms.ChoiceField(
        label=_("It was"),
        choices=LEARNT_KINDS,
        help_text=_("Initial training is what prepares for mentoring; a refresher came later."),
    )
    hours = forms.DecimalField(
        label=_("Hours"), min_value=LEAST_HOURS, max_value=MOST_HOURS, decimal_places=1
    )
    competency = forms.ModelChoiceField(
        queryset=Competency.objects.none(),
        label=_("What it was about"),
        empty_label=_("Nothing in particular"),
        required=False,
    )
    evidence = forms.CharField(
        label=_("What shows it, in words"),
        help_text=_("Such as a number, or who can confirm it and how we reach them."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    document = DocumentField(label=_("Or a document"), required=False)

    def __init__(self, *args: Any, places: list[Participant], **kwargs: Any) -> None:
        """Offer the person's places; with one only, there is nothing to choose."""
        super().__init__(*args, **kwargs)
        self.places = {str(place.pk): place for place in places}
        organisations = {place.cohort.programme.organisation for place in places}
        choice, about = self.fields["place"], self.fields["competency"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101  (for the type checker)
        assert isinstance(about, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        choice.choices = [(key, _name(place)) for key, place in self.places.items()]
        about.queryset = Competency.objects.filter(organisation__in=organisations)
        if len(places) == 1:
            choice.initial, choice.widget = str(places[0].pk), forms.HiddenInput()
        self.fields["earned_on"] = PastDayField(
            label=_("Finished on"), organisation=places[0].cohort.programme.organisation
        )
        order = ["place", "what", "kind", "hours", "earned_on", "competency", "evidence"]
        self.order_fields([*order, "document"])

    def clean(self) -> dict[str, Any]:
        """Say what is missing next to where it goes."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        has_document = isinstance(typed.get("document"), Document) or "document" in self.errors
        if not has_document and not typed.get("evidence", "").strip():
            self.add_error("evidence", __("Please write it here, or choose a document."))
        place, competency = self.places.get(typed.get("place", "")), typed.get("competency")
        owner = place.cohort.programme.organisation_id if place else None
        if competency and owner and competency.organisation_id != owner:
            self.add_error("competency", __("This belongs to another organisation."))
        return typed

    def claimed(self) -> tuple[Participant, Learnt]:
        """Return for which place it is, and what was typed in."""
        given = dict(self.cleaned_data)
        return self.places[given.pop("place")], Learnt(**given)


class AcceptForm(forms.Form):
    """How many hours are credited, and a word about it."""

    hours = forms.DecimalField(label=_("Hours to credit"), min_value=LEAST_HOURS, decimal_places=1)
    reason = forms.CharField(
        label=_("A word to them"),
        help_text=_("They read it in the mail. Say why, if it is not all."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, *args: Any, claim: PriorLearningClaim, **kwargs: Any) -> None:
        """Begin with all of what is claimed."""
        super().__init__(*args, **kwargs)
        self.most = claim.hours
        self.fields["hours"].initial = claim.hours

    def clean(self) -> dict[str, Any]:
        """Ask why, where less is credited than was claimed."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        hours: Decimal | None = typed.get("hours")
        if hours is not None and hours > self.most:
            self.add_error("hours", __("That is more than they asked for."))
        elif hours is not None and hours < self.most and not typed.get("reason", "").strip():
            self.add_error("reason", __("Please say why it is not all of it."))
        return typed


class RefuseClaimForm(forms.Form):
    """Why nothing is credited."""

    reason = forms.CharField(
        label=_("Why it is not credited"),
        help_text=_("They read this in a mail, so write it to them."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_reason(self) -> str:
        """Refuse blanks."""
        reason: str = self.cleaned_data["reason"].strip()
        if not reason:
            raise ValidationError(__("Please say why."))
        return reason


def _name(place: Participant) -> str:
    """Return a place as a person tells theirs apart: “Mentor, Leadership Mentoring”."""
    facts = {"role": place.get_role_display(), "programme": place.cohort.programme.name}
    return __("%(role)s, %(programme)s") % facts
