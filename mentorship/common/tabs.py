"""Tabs: links to pages that belong together, as `components/tabs.html` draws them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tab:
    """A link to a page, and whether it is the one that is shown."""

    label: str
    url: str
    is_current: bool
