"""One view over everything that a person agreed to, wherever it is kept, and taking it back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from mentorship.accounts.actions.consents import withdraw_consent
from mentorship.accounts.models import Consent, Person

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """Something that a person agreed to: in which words, when, and whether it holds."""

    key: str
    title: str
    # The words that were agreed to; `version` counts them where they change.
    words: str
    given_at: datetime | None
    withdrawn_at: datetime | None = None
    version: int | None = None
    # The page it belongs to, where there is one.
    url: str = ""
    may_withdraw: bool = True

    @property
    def stands(self) -> bool:
        """Tell whether it holds now."""
        return self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class Source:
    """An app's consents: what a person agreed to there, and how one is taken back.

    `agreed` makes a number of queries that does not grow. `withdraw` takes a person and a key and
    does nothing where the key is none of theirs.
    """

    name: str
    agreed: Callable[[Person], Iterable[Agreed]]
    withdraw: Callable[[Person, str], None]


@dataclass(frozen=True, slots=True)
class Purpose:
    """Something that people may agree to with the organisation as such; words by version."""

    name: str
    title: "str | _StrPromise"
    words: "str | _StrPromise"
    version: int


LATER_PROGRAMMES = Purpose(
    "later_programmes",
    _("News of later programmes"),
    _(
        "After my place has ended, the organisation may keep my address and tell me when a new "
        "mentoring programme begins."
    ),
    1,
)
PURPOSES = (LATER_PROGRAMMES,)
_sources: list[Source] = []


def register_consents(source: Source) -> None:
    """Let an app tell what people agreed to; called from its `AppConfig.ready`."""
    if source not in _sources:
        _sources.append(source)


def everything_agreed(person: Person) -> list[tuple[str, Agreed]]:
    """Return all that a person agreed to with the name of its source: what stands first."""
    found = [(source.name, each) for source in _sources for each in source.agreed(person)]
    return sorted(found, key=lambda pair: (not pair[1].stands, pair[1].title))


def take_back(person: Person, source_name: str, key: str) -> bool:
    """Take a consent back; tell whether there is such a source."""
    source = next((each for each in _sources if each.name == source_name), None)
    if source is not None:
        source.withdraw(person, key)
    return source is not None


def _general(person: Person) -> Iterable[Agreed]:
    """Return what a person agreed to with organisations as such."""
    titles = {each.name: str(each.title) for each in PURPOSES}
    for consent in Consent.objects.visible_to(person).select_related("organisation"):
        title = titles.get(consent.purpose, consent.purpose)
        yield Agreed(
            key=str(consent.pk),
            title=f"{title}: {consent.organisation.name}",
            words=consent.words,
            given_at=consent.given_at,
            withdrawn_at=consent.withdrawn_at,
            version=consent.version,
        )


def _withdraw_general(person: Person, key: str) -> None:
    """Take one of them back."""
    for consent in Consent.objects.visible_to(person).standing():
        if str(consent.pk) == key:
            withdraw_consent(consent, by=person)


GENERAL = Source("organisation", _general, _withdraw_general)
