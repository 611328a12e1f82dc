"""The nouns of this app."""

from mentorship.notifications.models.address import AddressHealth
from mentorship.notifications.models.attachment import Attachment
from mentorship.notifications.models.attempt import Attempt
from mentorship.notifications.models.message import Message
from mentorship.notifications.models.preference import Preference
from mentorship.notifications.models.switch import OutboxSwitch

__all__ = ["AddressHealth", "Attachment", "Attempt", "Message", "OutboxSwitch", "Preference"]
