"""What a form says to whoever saves second."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.meanwhile import ChangedMeanwhileError

SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Theirs:
    """One field as somebody else left it."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Who saved what, while the reader was writing."""

    sentence: str
    theirs: tuple[Theirs, ...]


def seen_field() -> forms.CharField:
    """Return the field that carries the mark of what was stored when the form was opened."""
    return forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


def seen_by(form: forms.BaseForm) -> str:
    """Return the mark that came back with a form."""
    return str(form.cleaned_data.get(SEEN, ""))


def values_of(form: forms.BaseForm) -> dict[str, Any]:
    """Return what was typed, without the mark."""
    return {name: value for name, value in form.cleaned_data.items() if name != SEEN}


def meanwhile_of(error: ChangedMeanwhileError, form: forms.BaseForm) -> Meanwhile:
    """Tell of somebody's change, and let the form save over it knowingly the next time."""
    typed = values_of(form)
    theirs = tuple(
        Theirs(str(form.fields[name].label), _in_words(error.stored.get(name)))
        for name in typed
        if name in error.stored and typed[name] != error.stored[name]
    )
    form.data = _marked(form.data, error.mark)
    return Meanwhile(_sentence(error), theirs)


def _marked(data: Mapping[str, Any], mark: str) -> Mapping[str, Any]:
    """Return what was posted with another mark; of what can be chosen twice, all that was."""
    if not isinstance(data, QueryDict):
        return {**data, SEEN: mark}
    marked = data.copy()
    marked[SEEN] = mark
    return marked


def _sentence(error: ChangedMeanwhileError) -> str:
    """Say who changed it and when, in the reader's time."""
    if error.event is None:
        return _("Somebody else saved this after you opened it.")
    person = error.person
    at = timezone.localtime(error.event.at)
    return _("%(who)s saved this on %(day)s at %(time)s, after you opened it.") % {
        "who": person.name if person else _("Somebody else"),
        "day": date_format(at, "j F"),
        "time": date_format(at, "H:i"),
    }


def _in_words(value: object) -> str:
    """Return what somebody else left in a field."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, (list, tuple)):
        return ", ".join(str(each) for each in value)
    return str(value) if value not in (None, "") else _("nothing")
