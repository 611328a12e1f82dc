"""Addresses of what can be tried, prefilled: for the board, the why page and the rules."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.urls import reverse

from matching.models import Draft
from matching.trying.wanted import Pair, Wanted


def try_url(
    slug: str,
    draft: Draft,
    *,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    free: Iterable[Pair] = (),
    rules: Mapping[str, str] | None = None,
    seats: Mapping[UUID, int] | None = None,
) -> str:
    """Return the page on which changes of a draft are tried, with these in it."""
    wanted = Wanted(
        together=tuple(together),
        apart=tuple(apart),
        free=tuple(free),
        rules=dict(rules or {}),
        seats=dict(seats or {}),
    )
    return url_of(slug, draft, wanted)


def url_of(slug: str, draft: Draft, wanted: Wanted) -> str:
    """Return the page on which these changes of a draft are tried."""
    url = reverse("matching:draft-try", args=(slug, draft.pk))
    return f"{url}?{wanted.query}" if wanted else url
