"""A token of the world's organisation, and a client that shows it."""

import json
from dataclasses import dataclass
from typing import Any

from django.test import Client

from mentorship.api.actions.tokens import make_token
from mentorship.api.enums import Scope
from mentorship.api.models import AccessToken
from tests.people import World

ALL = [scope.value for scope in Scope]


@dataclass
class Program:
    """Another program with its token."""

    token: AccessToken
    text: str
    client: Client

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Ask as a program does; the answer's JSON is in `.told`, None where there is none."""
        sent: dict[str, Any] = {} if body is None else {"data": json.dumps(body)}
        response = self.client.generic(
            method,
            f"/api/{path}",
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.text}", **headers},
            **sent,
        )
        response.told = json.loads(response.content) if response.content else None
        return response

    def get(self, path: str) -> Any:
        """Read something."""
        return self.ask("GET", path)


def program_of(world: World, scopes: list[str] | None = None, **fields: Any) -> Program:
    """Return a program of the world's organisation, good for everything unless said otherwise."""
    wanted: dict[str, Any] = {
        "organisation": world.organisation,
        "name": "Copy to the warehouse",
        "scopes": scopes or ALL,
        "days": 30,
        "by": world.administrator,
        "a_minute": 1000,
    } | fields
    token, text = make_token(**wanted)
    return Program(token, text, Client())
