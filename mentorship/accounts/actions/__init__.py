"""The verbs of this app."""

from mentorship.accounts.actions.people import add_person, change_settings

__all__ = ["add_person", "change_settings"]
