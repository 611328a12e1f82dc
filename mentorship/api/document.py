"""The OpenAPI document of the read API, as it is served and as it lies in `docs/openapi.json`."""

import json
from functools import cache
from typing import Any

from mentorship.api.views.reading import edge

PREFIX = "/api/v1"


@cache
def document() -> dict[str, Any]:
    """Return the document."""
    drawn: dict[str, Any] = json.loads(json.dumps(edge.get_openapi_schema(path_prefix=PREFIX)))
    for path in drawn["paths"].values():
        for operation in path.values():
            operation["security"] = [{"token": operation["tags"]}]
            for response in operation["responses"].values():
                if response["description"] != "OK":
                    content = response["content"]
                    response["content"] = {"application/problem+json": content["application/json"]}
    return drawn


def as_json() -> str:
    """Return the document as text, always the same for the same addresses."""
    return json.dumps(document(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
