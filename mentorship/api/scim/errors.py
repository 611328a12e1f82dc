"""How the directory is told no; without Django."""

ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"


class ScimError(Exception):
    """What was asked cannot be done: status, kind (of RFC 7644, 3.12) and a sentence."""

    def __init__(self, status: int, detail: str, kind: str = "") -> None:
        """Keep what is answered."""
        self.status, self.detail, self.kind = status, detail, kind
        super().__init__(detail)

    def told(self) -> dict[str, object]:
        """Return the answer's body."""
        told: dict[str, object] = {
            "schemas": [ERROR],
            "status": str(self.status),
            "detail": self.detail,
        }
        return told | ({"scimType": self.kind} if self.kind else {})


def bad_value(detail: str) -> ScimError:
    """Return the error about a value that cannot be taken."""
    return ScimError(400, detail, "invalidValue")
