"""Addresses that people type in as a place to meet."""


def is_link(place: str) -> bool:
    """Tell whether a place is an address that a browser can open."""
    return place.startswith(("https://", "http://")) and " " not in place
