"""What drafts put on the pages of other apps."""

from matching.drafts.needs import needs_of_drafts
from programmes.needs import register_needs


def register() -> None:
    """Put what drafts ask of coordinators on Today; called from the app's own."""
    register_needs(needs_of_drafts)
