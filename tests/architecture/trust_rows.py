"""One row of everything that privacy, the record, sign-in, looks and the edges consist of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.people import World


@dataclass(frozen=True)
class TrustRows:
    """What addresses of the platform itself point at.

    `rows` by the first words of an address's name, `given` what addresses take beside a row's
    `pk`, and `tokens` what opens one without signing in.
    """

    rows: dict[str, Any] = field(default_factory=dict)
    given: dict[str, Callable[[], Any]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)


def make_trust(world: World) -> TrustRows:
    """Make a row of each in the organisation of the world."""
    # export, consents, who saw whom
    # erasing and keeping
    # the record and its chain
    # signing in, view as
    # directory, tokens, webhooks
    # operations
    # name, logo, colours, search
    return TrustRows(
        rows={"look": world.organisation, "search": world.mentee_place},
        given={
            "mark": lambda: world.organisation.look_version,
            "scheme": lambda: "light",
            "size": lambda: 192,
            "cut": lambda: "any",
            "found_kind": lambda: "person",
            "house": lambda: world.organisation.slug,
        },
    )
