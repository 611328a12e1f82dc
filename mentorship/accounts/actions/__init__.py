"""The verbs of this app."""

from mentorship.accounts.actions.people import add_person, change_settings, find_or_make_person

__all__ = ["add_person", "change_settings", "find_or_make_person"]
