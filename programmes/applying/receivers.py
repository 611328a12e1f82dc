"""What follows for application forms when a programme is started."""

from typing import Any

from mentorship.accounts.models import Person
from programmes.actions.application_forms import begin_usual_form, copy_form
from programmes.applying.forms_in_use import draft_of, form_in_use
from programmes.enums import ParticipantRole, ProgrammeTemplate
from programmes.models import Programme
from programmes.signals import programme_created


def begin_forms(sender: type[Programme], programme: Programme, by: Person | None, **_: Any) -> None:
    """Begin both forms as drafts: those of the earlier programme, or else the usual ones.

    An empty page stays empty.
    """
    source = programme.cloned_from
    if source is None and programme.template == ProgrammeTemplate.BLANK:
        return
    for role in ParticipantRole:
        original = (form_in_use(source, role) or draft_of(source, role)) if source else None
        if original is not None:
            copy_form(original, programme, by=by)
        else:
            begin_usual_form(programme, role, by=by)


def connect() -> None:
    """Listen."""
    programme_created.connect(begin_forms)
