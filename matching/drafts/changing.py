"""Trying a change by hand, and what to say when it cannot be made."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from matching.drafts.changes import ChangedMeanwhileError, RefusedError
from matching.drafts.history import sentence_of_change
from mentorship.accounts.models import Person
from mentorship.common.lifecycle import IllegalTransitionError


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why nothing was changed, a sentence each; `can_override` by whoever gives a reason."""

    reasons: list[str]
    can_override: bool = False

    @property
    def words(self) -> str:
        """Return the sentences in one."""
        return " ".join(self.reasons)


def tried(act: Callable[[], None], viewer: Person) -> Trouble | None:
    """Make a change; return why it was not made, or None where it was."""
    try:
        act()
    except ChangedMeanwhileError as error:
        said = sentence_of_change(error.change, viewer)
        return Trouble([said, _("Nothing was changed. See how it stands now, then decide.")])
    except RefusedError as error:
        return Trouble(error.reasons, error.can_override)
    except IllegalTransitionError:
        return Trouble([_("This draft was put aside meanwhile. Nothing was changed.")])
    return None
