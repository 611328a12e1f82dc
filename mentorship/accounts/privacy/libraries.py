"""What the models of libraries hold of people, said here because it cannot be said next to them.

A library's model is named by its label in lower case. One that is not installed is no harm.
"""

from types import MappingProxyType
from typing import Any

from mentorship.common.privacy import Keeping, OnErasure, Privacy, Withheld, privacy_of

LIBRARIES = MappingProxyType(
    {
        "auth.permission": Privacy(none=("id", "name", "content_type", "codename")),
        "auth.group": Privacy(none=("id", "name", "permissions")),
        "contenttypes.contenttype": Privacy(none=("id", "app_label", "model")),
        "sites.site": Privacy(none=("id", "domain", "name")),
        # Whose session it is, is inside it: `usersessions.usersession` names its key.
        "sessions.session": Privacy(
            none=("expire_date",),
            sensitive=("session_key", "session_data"),
            keeping=Keeping.ACCOUNT,
            erasing={"*": OnErasure.DELETE},
            withheld={"session_key": Withheld.KEY, "session_data": Withheld.KEY},
        ),
        "account.emailaddress": Privacy(
            none=("id", "verified", "primary"),
            personal=("user", "email"),
            subjects=("user",),
            by_address=("email",),
            keeping=Keeping.ACCOUNT,
            erasing={"*": OnErasure.DELETE},
        ),
        "account.emailconfirmation": Privacy(
            none=("id", "email_address", "created", "sent"),
            sensitive=("key",),
            subjects=("email_address__user",),
            keeping=Keeping.ACCOUNT,
            erasing={"*": OnErasure.DELETE},
            withheld={"key": Withheld.KEY},
        ),
        "mfa.authenticator": Privacy(
            none=("id", "type", "created_at", "last_used_at"),
            personal=("user",),
            sensitive=("data",),
            subjects=("user",),
            keeping=Keeping.ACCOUNT,
            erasing={"*": OnErasure.DELETE},
            withheld={"data": Withheld.KEY},
        ),
        "usersessions.usersession": Privacy(
            none=("id", "created_at", "last_seen_at"),
            personal=("user", "ip", "user_agent", "data"),
            sensitive=("session_key",),
            subjects=("user",),
            keeping=Keeping.ACCOUNT,
            erasing={"*": OnErasure.DELETE},
            withheld={"session_key": Withheld.KEY},
        ),
        "socialaccount.socialapp": Privacy(
            none=("id", "provider", "provider_id", "name", "client_id", "settings", "sites"),
            sensitive=("secret", "key"),
            withheld={"secret": Withheld.KEY, "key": Withheld.KEY},
        ),
        "socialaccount.socialaccount": Privacy(
            none=("id", "provider", "last_login", "date_joined"),
            personal=("user", "uid", "extra_data"),
            subjects=("user",),
            keeping=Keeping.ACCOUNT,
            erasing={"*": OnErasure.DELETE},
        ),
        "socialaccount.socialtoken": Privacy(
            none=("id", "app", "account", "expires_at"),
            sensitive=("token", "token_secret"),
            subjects=("account__user",),
            keeping=Keeping.ACCOUNT,
            erasing={"*": OnErasure.DELETE},
            withheld={"token": Withheld.KEY, "token_secret": Withheld.KEY},
        ),
    }
)


def declaration_of(model: Any) -> Privacy | None:
    """Return what is declared of a model, of the product's own or of a library's; None if not."""
    return privacy_of(model) or LIBRARIES.get(model._meta.label_lower)
