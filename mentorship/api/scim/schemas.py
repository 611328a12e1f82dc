"""What the directory may ask of us, described as RFC 7643 wants it; without Django."""

from typing import Any

from mentorship.api.scim.wanted import USER

CONFIG = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
RESOURCE_TYPE = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Schema"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
MOST = 200


def service_provider_config(base: str) -> dict[str, Any]:
    """Return what is supported; `base` is the address of the directory's root."""
    return {
        "schemas": [CONFIG],
        "documentationUri": f"{base.removesuffix('/scim/v2')}/",
        "patch": {"supported": True},
        "bulk": {"supported": False, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": MOST},
        "changePassword": {"supported": False},
        "sort": {"supported": False},
        "etag": {"supported": False},
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken",
                "name": "Token",
                "description": "A token with the scope directory:write.",
                "primary": True,
            }
        ],
        "meta": {
            "resourceType": "ServiceProviderConfig",
            "location": f"{base}/ServiceProviderConfig",
        },
    }


def resource_type(base: str) -> dict[str, Any]:
    """Return the only kind of thing there is: people."""
    return {
        "schemas": [RESOURCE_TYPE],
        "id": "User",
        "name": "User",
        "endpoint": "/Users",
        "description": "A person of the organisation",
        "schema": USER,
        "meta": {"resourceType": "ResourceType", "location": f"{base}/ResourceTypes/User"},
    }


def user_schema(base: str) -> dict[str, Any]:
    """Return which attributes of a person are kept."""
    name = _attribute("name", "What the person is called.", kind="complex")
    name["subAttributes"] = [
        _attribute("formatted", "The full name."),
        _attribute("givenName", "The given name."),
        _attribute("familyName", "The family name."),
    ]
    emails = _attribute("emails", "The primary one is where mail goes.", kind="complex", many=True)
    emails["subAttributes"] = [
        _attribute("value", "The address."),
        _attribute("type", "Always “work”."),
        _attribute("primary", "Always true.", kind="boolean"),
    ]
    return {
        "schemas": [SCHEMA],
        "id": USER,
        "name": "User",
        "description": "A person of the organisation",
        "attributes": [
            _attribute("userName", "The name in the directory.", required=True, unique="server"),
            _attribute("externalId", "The number in the directory.", unique="server"),
            name,
            _attribute("displayName", "The full name."),
            emails,
            _attribute("active", "Whether the person belongs to it.", kind="boolean"),
        ],
        "meta": {"resourceType": "Schema", "location": f"{base}/Schemas/{USER}"},
    }


def listed(
    resources: list[dict[str, Any]], *, total: int | None = None, start: int = 1
) -> dict[str, Any]:
    """Return a page of resources; `start` counts from 1."""
    return {
        "schemas": [LIST],
        "totalResults": len(resources) if total is None else total,
        "startIndex": start,
        "itemsPerPage": len(resources),
        "Resources": resources,
    }


def _attribute(
    name: str,
    description: str,
    *,
    kind: str = "string",
    many: bool = False,
    required: bool = False,
    unique: str = "none",
) -> dict[str, Any]:
    """Describe one attribute."""
    return {
        "name": name,
        "type": kind,
        "multiValued": many,
        "description": description,
        "required": required,
        "caseExact": False,
        "mutability": "readWrite",
        "returned": "default",
        "uniqueness": unique,
    }
