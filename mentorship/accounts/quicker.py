"""Who was quicker: what to say when somebody presses a button that a colleague pressed before."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.audit.models import Event
from mentorship.audit.tellings import TELLINGS


def who_was_quicker(row: models.Model, *, name: str, viewer: Person, otherwise: str) -> str:
    """Say who did what to the row last: “Maya accepted Priya Shah at 10:32”.

    `name` is what the row is called. The row must be one that the viewer was found to see, since
    the sentence tells what was done to it. Where the record knows of nobody, return `otherwise`.
    """
    done = Event.objects.about(row).filter(kind__in=list(TELLINGS), actor_id__isnull=False)
    event = done.first()
    if event is None or event.actor_id is None:
        return otherwise
    actor = Person.objects.filter(pk=event.actor_id).first()
    if actor is None:
        return otherwise
    facts = {
        "who": _("You") if actor == viewer else actor.short_name,
        "name": name,
        "when": when_in_words(event.at),
    }
    return str(TELLINGS[event.kind].in_full) % facts


def when_in_words(at: datetime) -> str:
    """Return “at 10:32”, “yesterday at 10:32” or “on 3 March at 10:32”, in the reader's zone."""
    local, today = timezone.localtime(at), timezone.localdate()
    time = time_format(local, "H:i")
    if local.date() == today:
        return _("at %(time)s") % {"time": time}
    if local.date() == today - timedelta(days=1):
        return _("yesterday at %(time)s") % {"time": time}
    return _("on %(day)s at %(time)s") % {"day": date_format(local, "j F"), "time": time}
