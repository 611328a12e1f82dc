"""Searching the record of an organisation: by kind, person, days and thing."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Organisation, Person
from mentorship.audit.models import Event, EventQuerySet
from mentorship.audit.queries import kinds_recorded
from mentorship.audit.sentences import sentence_for
from programmes.forms.days import DayField

MOST_NAMESAKES = 200


class RecordSearch(forms.Form):
    """What is looked for; everything may stay empty."""

    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("Organisation"), queryset=None, to_field_name="slug", required=False
    )
    kind = forms.ChoiceField(label=_("What"), required=False)
    who = forms.CharField(
        label=_("Who did it"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False)
    about = forms.CharField(
        label=_("To one thing"), max_length=110, required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        """Offer what the person runs; a choice of organisations only where there are several."""
        super().__init__(*args, **kwargs)
        self.organisations = list(organisations)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        keys = [each.pk for each in self.organisations]
        field.queryset = Organisation.objects.filter(pk__in=keys).order_by("name")
        field.empty_label = None
        if len(self.organisations) == 1:
            field.widget = forms.HiddenInput()
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101  (for the type checker)
        kind.choices = [("", _now("Everything")), *self._kinds()]

    def _kinds(self) -> list[tuple[str, str]]:
        """Return the kinds that are on record, by their sentences."""
        kinds = kinds_recorded(self.chosen().pk)
        return sorted(((kind, sentence_for(kind)) for kind in kinds), key=lambda each: each[1])

    def chosen(self) -> Organisation:
        """Return the organisation that is asked for, else the first."""
        slug = self.data.get("organisation", "")
        return next(
            (each for each in self.organisations if each.slug == slug), self.organisations[0]
        )

    def clean_about(self) -> str:
        """Take “matching.match/7c9e…” as a link writes it."""
        about: str = self.cleaned_data["about"]
        if about and not all(about.partition("/")[::2]):
            raise ValidationError(_now("Follow one of the links below to see one thing alone."))
        return about

    def clean(self) -> dict[str, Any]:
        """Refuse days the wrong way round."""
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _now("This day lies before the first one."))
        return cleaned

    def events(self) -> EventQuerySet:
        """Return what is looked for, newest first; nothing where the search makes no sense."""
        found = Event.objects.of_organisation(self.chosen().pk).order_by("-at", "-pk")
        if not self.is_valid():
            return found.none()
        asked = self.cleaned_data
        if asked["kind"]:
            found = found.filter(kind=asked["kind"])
        if asked["who"]:
            found = found.filter(actor_id__in=people_called(asked["who"], self.chosen()))
        if asked["since"]:
            found = found.filter(at__gte=_midnight(asked["since"]))
        if asked["until"]:
            found = found.filter(at__lt=_midnight(asked["until"] + timedelta(days=1)))
        if asked["about"]:
            kind, _slash, key = asked["about"].partition("/")
            found = found.filter(about_kind=kind, about_id=key)
        return found


def people_called(words: str, organisation: Organisation) -> list[UUID]:
    """Return who in the organisation, or as its sponsor, has this in name or address; a few."""
    people = Person.objects.filter(
        Q(memberships__organisation=organisation)
        | Q(sponsorships__programme__organisation=organisation)
    ).filter(Q(name__icontains=words) | Q(email__icontains=words))
    return list(people.values_list("pk", flat=True).distinct()[:MOST_NAMESAKES])


def _midnight(day: date) -> datetime:
    """Return when a day begins where the reader is."""
    return timezone.make_aware(datetime.combine(day, time()))
