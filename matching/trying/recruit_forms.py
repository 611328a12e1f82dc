"""The words of a request for a mentor, and to whom it goes."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from matching.models import RecruitRequest
from mentorship.accounts.models import Person
from programmes.models import Programme


class RecruitForm(forms.ModelForm):  # type: ignore[type-arg]  # no generic at run time
    """Title and words; a person from the team or the sponsors, or another by name or address."""

    member = forms.ModelChoiceField(
        label=_("To"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Nobody yet, or somebody else"),
        help_text=_("Somebody of the team, or a sponsor."),
    )
    other = forms.CharField(
        label=_("Somebody else"),
        required=False,
        max_length=254,
        help_text=_("Name or e-mail address of a person of the organisation."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        """What is read by whoever gets it."""

        model = RecruitRequest
        fields = ("title", "words")
        labels = {"title": _("Who is missing"), "words": _("Your words")}
        help_texts = {
            "words": _("What such a mentor would bring. Leave mentees’ names out: this goes round.")
        }
        widgets = {"words": forms.Textarea(attrs={"rows": 9})}

    field_order = ("title", "words", "member", "other")

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Offer the people of a programme; a new form has a key of its own."""
        super().__init__(*args, **kwargs)
        self.programme = programme
        self.fields["words"].required = True
        self.fields["key"].initial = uuid4
        field = self.fields["member"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        field.queryset = near_people(programme)
        sent_to = self.instance.sent_to if self.instance.sent_to_id else None
        if sent_to is not None:
            is_near = near_people(programme).filter(pk=sent_to.pk).exists()
            self.initial["member" if is_near else "other"] = sent_to.pk if is_near else sent_to.name

    def clean_other(self) -> Person | None:
        """Return the one person who is meant."""
        wanted = " ".join(self.cleaned_data["other"].split())
        if not wanted:
            return None
        among = people_in(self.programme)
        exact = among.filter(Q(name__iexact=wanted) | Q(email__iexact=wanted))
        found = list(exact[:2]) or list(among.filter(name__icontains=wanted)[:3])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("Nobody in the organisation is called that."))
        names = ", ".join(person.name for person in found)
        said = _now("That could be several people (%(names)s): write the e-mail address.")
        raise forms.ValidationError(said % {"names": names})

    def clean(self) -> dict[str, Any]:
        """Return whom the request goes to as `sent_to`; one of the two fields at most."""
        said = super().clean() or {}
        member, other = said.get("member"), said.get("other")
        if member and other and member != other:
            self.add_error("other", _("Choose one person: take the other out."))
        return said | {"sent_to": other or member}


def near_people(programme: Programme) -> "QuerySet[Person]":
    """Return the team and the sponsors of a programme who can be written to, by name."""
    team = programme.team.current().values("person")
    sponsors = programme.sponsorships.reachable().values("person")
    people = Person.objects.filter(Q(pk__in=team) | Q(pk__in=sponsors), is_active=True)
    return people.exclude(email=None).exclude(email="").order_by("name", "pk")


def people_in(programme: Programme) -> "QuerySet[Person]":
    """Return everybody of the organisation who can be written to, the sponsors included."""
    members = Person.objects.filter(
        memberships__organisation=programme.organisation_id,
        memberships__ended_on__isnull=True,
        is_active=True,
    )
    near = near_people(programme).values("pk")
    people = Person.objects.filter(Q(pk__in=members.values("pk")) | Q(pk__in=near))
    return people.exclude(email=None).exclude(email="").order_by("name", "pk")
