"""What was done about privacy, the record, sign-in, looks and other programs, in words."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TRUST: "dict[str, _StrPromise]" = {
    "accounts.settings_changed": _("Changed name, language or time zone"),
    # export, consents, who saw whom
    "copy.asked": _("Asked for a copy of what is kept of somebody"),
    "copy.made": _("A copy of what is kept of somebody was made"),
    "copy.failed": _("A copy of what is kept of somebody could not be made"),
    "copy.released": _("Let somebody fetch the copy of what is kept of them"),
    "copy.fetched": _("Fetched a copy of what is kept of somebody"),
    "copy.deleted": _("A copy of what is kept of somebody was deleted"),
    "privacy.asked": _("Asked about what is kept of somebody"),
    "privacy.answered": _("Answered what somebody asked about what is kept of them"),
    "privacy.refused": _("Refused what somebody asked about what is kept of them"),
    "privacy.withdrawn": _("Took back what they asked about what is kept of them"),
    "privacy.takes_longer": _("Took more time to answer about what is kept of somebody"),
    "privacy.naming_chosen": _("Chose whether people read by name who looked at their record"),
    "consent.given": _("Agreed to something"),
    "consent.withdrawn": _("Took back what they had agreed to"),
    # erasing and keeping
    "erasure.asked": _("Asked to be erased"),
    "erasure.withdrawn": _("Took back the wish to be erased"),
    "erasure.declined": _("Declined to erase somebody"),
    "erasure.mentions_decided": _("Decided about texts that name somebody"),
    "erasure.done": _("Erased somebody"),
    "erasure.by_rule": _("Somebody who left long ago was erased"),
    "erasure.reapplied": _("Somebody was erased again after a restore"),
    "keeping.months_set": _("Changed how long something is kept"),
    "keeping.released": _("Let the nights follow a rule of keeping"),
    "keeping.stopped": _("Stopped a rule of keeping"),
    "hold.begun": _("Put somebody on legal hold"),
    "hold.ended": _("Ended a legal hold"),
    # the record and its chain
    "record.verified": _("Found the record as it was sealed"),
    "record.found_altered": _("Found that the record was altered"),
    "record.redacted": _("Took out what an event quoted, because a person was erased"),
    "record.downloaded": _("Downloaded the record of what happened"),
    "access.denied": _("Tried something that was refused"),
    "access.denied_often": _("Was refused so often that no more of it is noted this hour"),
    # signing in, view as
    "sign_in.service_added": _("Described a sign-in service of the organisation"),
    "sign_in.service_changed": _("Changed a sign-in service of the organisation"),
    "sign_in.service_tested": _("Tried a sign-in service of the organisation"),
    "sign_in.service_switched": _("Switched a sign-in service of the organisation"),
    "sign_in.linked": _("Signed in by the organisation’s own sign-in for the first time"),
    "sign_in.unlinked": _("Made the organisation’s own sign-in forget somebody"),
    "sign_in.domain_claimed": _("Said that a domain is the organisation’s"),
    "sign_in.domain_confirmed": _("Showed that a domain is the organisation’s"),
    "sign_in.domain_given_up": _("Gave up a domain"),
    "sign_in.policy_changed": _("Changed who is asked for a second step"),
    "viewing.began": _("Began to look as somebody else"),
    "viewing.page_seen": _("Saw a page as somebody else"),
    "viewing.ended": _("Was themselves again"),
    # directory, tokens, webhooks
    "membership.ended": _("No longer belongs to the organisation"),
    "token.made": _("Made the token for another program"),
    "token.revoked": _("Took the token back"),
    "endpoint.added": _("Set up the endpoint for news"),
    "endpoint.changed": _("Changed the endpoint for news"),
    "endpoint.paused": _("Stopped telling the endpoint of news"),
    "endpoint.resumed": _("Told the endpoint of news again"),
    "endpoint.removed": _("Removed the endpoint for news"),
    "endpoint.secret_changed": _("Changed the secret that signs news"),
    "endpoint.tested": _("Sent a test to the endpoint"),
    "delivery.sent_again": _("Sent the news once more"),
    "directory.added": _("The directory added the person"),
    "directory.changed": _("The directory changed what it says of the person"),
    "directory.deactivated": _("The directory shut the person out; their matches rest"),
    "directory.reactivated": _("The directory let the person in again"),
    "directory.address_changed": _("The directory changed the address to sign in by"),
    # backup, restore, operations
    "backup.restored": _("Restored everything from a backup"),
    # name, logo, colours, search
    "organisation.look_changed": _("Changed how the organisation looks"),
}
