"""Kinds of message that only tests know, a mail server that misbehaves on request, some people."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.permissions import Role
from mentorship.notifications import kinds as registry
from mentorship.notifications.actions import post
from mentorship.notifications.enums import Category, SendPolicy
from mentorship.notifications.kinds import MessageKind
from mentorship.notifications.models import Message
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    OrganisationRoleFactory,
    PersonFactory,
)
from tests.notifications.faulty_server import FaultyServer

TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch, settings: Any) -> dict[str, MessageKind]:
    """Four kinds: a letter (once), a reminder, a secret that is resent, one to be approved."""
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], TEMPLATES]}
    ]
    own: dict[str, dict[str, Any]] = {
        "letter": {"is_open_to_coordinators": True},
        "reminder": {"category": Category.TRAINING, "is_reminder": True},
        "secret": {"is_secret": True, "policy": SendPolicy.RESEND},
        "approval": {"needs_approval": True},
    }
    made = {
        name: registry.MessageKind(name=f"tests.{name}", title=name, why="a test runs", **fields)
        for name, fields in own.items()
    }
    for kind in made.values():
        monkeypatch.setitem(registry._kinds, kind.name, kind)
    return made


@pytest.fixture
def organisation(db: None) -> Organisation:
    made: Organisation = OrganisationFactory.create(name="Guildhall, Ltd & Söhne")
    return made


@pytest.fixture
def amara(db: None) -> Person:
    made: Person = PersonFactory.create(
        name="Amara Okafor", email="amara@example.org", time_zone="Africa/Lagos"
    )
    return made


@pytest.fixture
def coordinator(organisation: Organisation) -> Person:
    """Somebody who may see the whole organisation's outbox."""
    person: Person = PersonFactory.create(name="Catherine Ward")
    OrganisationRoleFactory.create(
        membership=MembershipFactory.create(organisation=organisation, person=person),
        role=Role.ADMINISTRATOR,
    )
    return person


@pytest.fixture
def posted(
    db: None, kinds: dict[str, MessageKind], request: pytest.FixtureRequest
) -> Callable[..., Message]:
    """Post a message of one of the kinds, to Amara unless told otherwise."""
    count = iter(range(1_000_000))

    def do(kind: str = "letter", **fields: Any) -> Message:
        for name, fixture in (("recipient", "amara"), ("organisation", "organisation")):
            if name not in fields:
                fields[name] = request.getfixturevalue(fixture)
        fields = {
            "about": "tests.thing:1",
            "occurrence": str(next(count)),
            "context": {"thing": "marmalade & scones"},
        } | fields
        return post(kinds[kind], **fields)

    return do


@pytest.fixture
def faulty(settings: Any) -> Iterator[FaultyServer]:
    """A mail server whose answer to each step a test may choose."""
    with FaultyServer() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.host, server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_TIMEOUT = 1
        yield server
