"""The kinds of message that the platform itself sends: what the sign-in pages ask for.

They are resent when in doubt: the same mail twice is harmless, a missing code is not. Codes and
links that open an account are secret.
"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from mentorship.notifications.enums import SendPolicy
from mentorship.notifications.kinds import MessageKind, register

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LOGIN_CODE = register(
    MessageKind(
        name="accounts.login_code",
        title=_("Code to sign in"),
        why=_("a code was asked for on the sign-in page"),
        policy=SendPolicy.RESEND,
        is_secret=True,
    )
)
ERASED = register(
    MessageKind(
        name="accounts.erased",
        title=_("Word that somebody was erased"),
        why=_("what was kept about you has just been erased"),
        policy=SendPolicy.RESEND,
        is_secret=True,
    )
)
PASSWORD_RESET_CODE = register(
    MessageKind(
        name="accounts.password_reset_code",
        title=_("Code to choose a new password"),
        why=_("a new password was asked for on the sign-in page"),
        policy=SendPolicy.RESEND,
        is_secret=True,
    )
)
EMAIL_CONFIRMATION = register(
    MessageKind(
        name="accounts.email_confirmation",
        title=_("Check of an e-mail address"),
        why=_("this address was given as somebody’s own"),
        policy=SendPolicy.RESEND,
        is_secret=True,
    )
)
SIGN_IN_CHANGED = register(
    MessageKind(
        name="accounts.sign_in_changed",
        title=_("Notice that a way to sign in changed"),
        why=_("we tell you whenever the way you sign in changes"),
        policy=SendPolicy.RESEND,
    )
)
DOMAIN_CODE = register(
    MessageKind(
        name="accounts.domain_code",
        title=_("Code that shows a domain to be an organisation’s own"),
        why=_("this mailbox belongs to whoever runs the domain’s mail"),
        policy=SendPolicy.RESEND,
        is_secret=True,
    )
)

# What allauth calls its mails that carry a code or a link, and what we call them.
KIND_OF_ALLAUTH_MAIL = {
    "account/email/login_code": LOGIN_CODE,
    "account/email/password_reset_code": PASSWORD_RESET_CODE,
    "account/email/email_confirmation": EMAIL_CONFIRMATION,
}

# What allauth calls its notices, and the fact each one tells: subject and first sentence at once.
FACT_OF_ALLAUTH_NOTICE: "dict[str, _StrPromise]" = {
    "account/email/password_reset": _("Your password was reset"),
    "account/email/password_changed": _("Your password was changed"),
    "account/email/password_set": _("You now have a password"),
    "account/email/email_changed": _("Your e-mail address was changed"),
    "account/email/email_confirm": _("Your e-mail address was confirmed"),
    "account/email/email_deleted": _("An e-mail address of yours was removed"),
    "mfa/email/totp_activated": _("An authenticator app was added to your sign-in"),
    "mfa/email/totp_deactivated": _("Your authenticator app was removed from your sign-in"),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for you"),
    "mfa/email/webauthn_added": _("A passkey was added to your sign-in"),
    "mfa/email/webauthn_removed": _("A passkey was removed from your sign-in"),
    "socialaccount/email/account_connected": _("Your company sign-in was connected"),
    "socialaccount/email/account_disconnected": _("Your company sign-in was disconnected"),
}
