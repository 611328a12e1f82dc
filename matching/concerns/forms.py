"""What somebody types who says that something is not right, and whoever answers them."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from matching.concerns.enums import Channel, ConcernCategory, ConcernOutcome, Severity
from matching.concerns.routing import Named, coordinators_in_organisation
from matching.concerns.wording import within
from matching.models import ConcernContact, ConcernRoute
from mentorship.accounts.models import Organisation, Person

MOST_HOURS = 24 * 30
LONGEST = 4000


def words_field(label: Any, *, help_text: Any = "", required: bool = True) -> forms.CharField:
    """Return a field for a few sentences."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST,
        required=required,
    )


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no generic at run time
    """Somebody, by name."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name."""
        return str(obj.name)


class OnceForm(forms.Form):
    """A form that counts once, however often it is sent: its hidden key names what it makes."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give a fresh page a fresh key."""
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid.uuid4())


class ConcernForm(OnceForm):
    """What is not right, how soon it wants somebody, and who is to read it."""

    category = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[("", _("Choose what comes closest")), *ConcernCategory.choices],
    )
    words = words_field(
        _("What happened?"), help_text=_("In your own words. A sentence is enough to begin with.")
    )
    severity = forms.ChoiceField(
        label=_("How soon do you need somebody?"),
        widget=forms.RadioSelect,
        initial=Severity.NORMAL,
    )
    channel = forms.ChoiceField(label=_("Who is to read it?"), widget=forms.RadioSelect)
    # Whom the reader of the last page saw named; another name is shown before anything is sent.
    seal = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)

    field_order = ("category", "words", "severity", "channel")

    def __init__(
        self,
        *args: Any,
        named: Mapping[Channel, Named],
        hours: Mapping[str, int],
        **kwargs: Any,
    ) -> None:
        """Offer the ways by which somebody would read it; `hours` are those of each severity."""
        super().__init__(*args, **kwargs)
        self.fields["severity"].choices = [  # type: ignore[attr-defined]  # a choice field
            (
                value,
                _now("%(label)s: an answer %(within)s")
                % {"label": label, "within": within(hours[value])},
            )
            for value, label in Severity.choices
        ]
        lines = {
            Channel.COORDINATORS: _now("%(name)s, who is named for this programme"),
            Channel.CONTACT: _now("%(name)s, the organisation’s contact; no coordinator reads it"),
        }
        self.fields["channel"].choices = [  # type: ignore[attr-defined]  # a choice field
            (channel.value, lines[channel] % {"name": found.person.name})
            for channel, found in named.items()
        ]
        self.initial.setdefault("channel", next(iter(named), ""))


class WordForm(OnceForm):
    """A word more by whoever raised it."""

    words = words_field(_("Would you like to add something?"))


class ReplyForm(OnceForm):
    """An answer to whoever raised it."""

    words = words_field(_("Your answer"))


class NoteForm(OnceForm):
    """A note for whoever answers."""

    words = words_field(_("Your note"), help_text=_("Only those who answer this concern read it."))


class GradeForm(forms.Form):
    """Another urgency, and why."""

    severity = forms.ChoiceField(
        label=_("How urgent is it?"), choices=Severity.choices, widget=forms.RadioSelect
    )
    words = words_field(_("Why"), help_text=_("Only those who answer this concern read it."))


class HandForm(forms.Form):
    """To whom a concern goes from here."""

    to = PersonField(
        queryset=Person.objects.none(),
        label=_("Who answers it from here?"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    words = words_field(
        _("A word to them"), help_text=_("Only those who answer it read this."), required=False
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        """Offer those who may answer it."""
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, PersonField)  # noqa: S101  (for the type checker)
        field.queryset = Person.objects.filter(pk__in=[person.pk for person in people])


class SettleForm(forms.Form):
    """What came of a concern, and a word to whoever raised it."""

    outcome = forms.ChoiceField(
        label=_("What came of it?"), choices=ConcernOutcome.choices, widget=forms.RadioSelect
    )
    words = words_field(_("What they read"), help_text=_("In a few words: what was done."))


class RouteForm(forms.ModelForm):  # type: ignore[type-arg]  # no generic at run time
    """Who answers in a programme, and within how many hours."""

    class Meta:
        """What of a route is typed in."""

        model = ConcernRoute
        fields = ("handler", "deputy", "urgent_hours", "normal_hours", "low_hours")
        field_classes = {"handler": PersonField, "deputy": PersonField}
        help_texts = {
            "handler": _("Without anybody chosen: a lead coordinator."),
            "deputy": _("Without anybody chosen: the next coordinator by name."),
            "low_hours": _("Hours of the clock, nights and weekends included; 24 are a day."),
        }

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        """Offer those who coordinate the programme."""
        super().__init__(*args, **kwargs)
        team = Person.objects.filter(pk__in=[person.pk for person in people]).order_by("name", "pk")
        for name, nobody in (("handler", _("A lead coordinator")), ("deputy", _("The next one"))):
            field = self.fields[name]
            assert isinstance(field, PersonField)  # noqa: S101  (for the type checker)
            field.queryset = team
            field.empty_label = nobody

    def clean(self) -> dict[str, Any]:
        """Refuse one person twice, more than a month, and hours that grow with urgency."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("handler") and cleaned["handler"] == cleaned.get("deputy"):
            self.add_error("deputy", _("Somebody other than who answers."))
        names = ("urgent_hours", "normal_hours", "low_hours")
        hours = [int(cleaned[name]) for name in names if cleaned.get(name) is not None]
        if len(hours) < len(names):
            return cleaned
        if not 1 <= hours[0] <= hours[1] <= hours[2]:
            self.add_error("urgent_hours", _("What is more urgent is answered sooner."))
        elif hours[2] > MOST_HOURS:
            self.add_error("low_hours", _("At most %(n)d hours.") % {"n": MOST_HOURS})
        return cleaned


class ContactForm(forms.Form):
    """Whom an organisation names, past all its coordinators."""

    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("Their e-mail"),
        help_text=_("They sign in by it. Leave name and e-mail empty to name nobody."),
        required=False,
    )
    deputy_name = forms.CharField(label=_("Name of the deputy"), max_length=120, required=False)
    deputy_email = forms.EmailField(
        label=_("E-mail of the deputy"),
        help_text=_("They are told when the contact does not answer in time."),
        required=False,
    )
    introduction = forms.CharField(
        label=_("Who this is"),
        help_text=_("A sentence that people read before they choose whom to tell."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        required=False,
    )
    emergency_words = forms.CharField(
        label=_("What to do if somebody is in danger now"),
        help_text=_("Such as the number to call where most of you work. It stands first."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        """Remember whose contact it is."""
        super().__init__(*args, **kwargs)
        self.organisation = organisation

    def clean(self) -> dict[str, Any]:
        """Refuse half a person, one person twice, and anybody who coordinates."""
        cleaned: dict[str, Any] = super().clean() or {}
        addresses = {}
        coordinating = coordinators_in_organisation(self.organisation.pk)
        for name, email in (("name", "email"), ("deputy_name", "deputy_email")):
            address = (cleaned.get(email) or "").strip().lower()
            if bool(cleaned.get(name)) != bool(address) and email not in self.errors:
                self.add_error(email, _("Both a name and an e-mail, please."))
            known = Person.objects.filter(email=address).first() if address else None
            if known is not None and known.pk in coordinating:
                self.add_error(email, _("They coordinate here: name somebody who does not."))
            addresses[email] = address
        has_words = cleaned.get("introduction") or cleaned.get("emergency_words")
        if has_words and not addresses["email"]:
            self.add_error("email", _("The words below stand beside a name: name somebody."))
        elif addresses["deputy_email"] and not addresses["email"]:
            self.add_error("email", _("A deputy needs somebody to stand in for."))
        if addresses["email"] and addresses["email"] == addresses["deputy_email"]:
            self.add_error("deputy_email", _("Somebody other than the contact."))
        return cleaned


def contact_as_typed(contact: ConcernContact | None) -> dict[str, str]:
    """Return what the form about a contact begins with."""
    if contact is None:
        return {}
    deputy = contact.deputy
    return {
        "name": contact.person.name,
        "email": contact.person.email or "",
        "deputy_name": deputy.name if deputy else "",
        "deputy_email": (deputy.email or "") if deputy else "",
        "introduction": contact.introduction,
        "emergency_words": contact.emergency_words,
    }
