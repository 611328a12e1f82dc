"""Tokens, endpoints for news, and what a directory says of people."""

from mentorship.api.models.directory import DirectoryEntry, DirectoryRest
from mentorship.api.models.token import AccessToken, TokenUse
from mentorship.api.models.webhook import Delivery, DeliveryTry, Endpoint

__all__ = [
    "AccessToken",
    "Delivery",
    "DeliveryTry",
    "DirectoryEntry",
    "DirectoryRest",
    "Endpoint",
    "TokenUse",
]
