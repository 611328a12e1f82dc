"""People named in a form, by name or e-mail address."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person

MOST_NAMED = 20


class PeopleField(forms.CharField):
    """Some people, one to a line: as many as a session has leaders, of however many there are."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        """Take several lines, and begin with nobody to choose from."""
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": 2}), **kwargs})
        self.among: QuerySet[Person] = Person.objects.none()

    def clean(self, value: Any) -> Any:
        """Return the people meant; refuse what fits nobody or several."""
        wanted = lines_of(super().clean(value))
        if len(wanted) > MOST_NAMED:
            raise ValidationError(_("Name %(most)d people at most.") % {"most": MOST_NAMED})
        return [person_called(line, self.among) for line in wanted]

    def prepare_value(self, value: Any) -> Any:
        """Write people as their names, or their addresses where two share a name."""
        if not isinstance(value, list):
            return value
        names = [person.name for person in value]
        return "\n".join(
            person.name if names.count(person.name) == 1 else person.email or person.name
            for person in value
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether other lines were typed in."""
        return lines_of(self.prepare_value(initial)) != lines_of(data)


def lines_of(text: str | None) -> list[str]:
    """Return lines without what is empty or said twice."""
    lines = [" ".join(line.split()) for line in (text or "").splitlines()]
    return list(dict.fromkeys(line for line in lines if line))


def person_called(wanted: str, among: "QuerySet[Person]") -> Person:
    """Return the one person of that name or address; raises ValidationError otherwise."""
    people = among.annotate(lower_name=Lower("name"), lower_email=Lower("email"))
    key = wanted.lower()
    found = list(people.filter(lower_name=key)[:2]) or list(people.filter(lower_email=key)[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise ValidationError(
            _("Several people are called %(name)s: give the e-mail address.") % {"name": wanted}
        )
    raise ValidationError(_nobody(wanted, among))


def _nobody(wanted: str, among: "QuerySet[Person]") -> str:
    """Say that nobody was found, and who may have been meant."""
    alike = among.filter(name__icontains=wanted).order_by("name")
    names = list(alike.values_list("name", flat=True)[:3])
    facts = {"name": wanted, "names": ", ".join(names)}
    if not names:
        return _("%(name)s is neither in the team nor a mentor here.") % facts
    return _("Nobody is called exactly %(name)s. Did you mean %(names)s?") % facts
