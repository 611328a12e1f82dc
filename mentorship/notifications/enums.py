"""The states of a message, and the few words this app decides by."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from mentorship.common.lifecycle import Transitions


class MessageState(TextChoices):
    """How far a message has come."""

    AWAITING_APPROVAL = "awaiting_approval", _("Waiting for approval")
    QUEUED = "queued", _("Waiting to leave")
    CLAIMED = "claimed", _("Being handed over")
    TRANSMITTING = "transmitting", _("Being transmitted")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Refused")
    UNKNOWN = "unknown", _("May have arrived")
    CANCELLED = "cancelled", _("Cancelled")


# What may still be moved, held or cancelled: no sender has it, and none had the last word on it.
PENDING = frozenset({MessageState.AWAITING_APPROVAL, MessageState.QUEUED})

# What a sender holds, with a token and a lease.
HELD = frozenset({MessageState.CLAIMED, MessageState.TRANSMITTING})

# What may be sent again by a person.
REPEATABLE = frozenset({MessageState.FAILED, MessageState.UNKNOWN})

MESSAGE_TRANSITIONS: Transitions = {
    MessageState.AWAITING_APPROVAL: frozenset({MessageState.QUEUED, MessageState.CANCELLED}),
    MessageState.QUEUED: frozenset(
        {
            MessageState.AWAITING_APPROVAL,  # approved
            MessageState.CLAIMED,  # put off by the server, or its sender died
            MessageState.TRANSMITTING,  # harmless twice, and its sender died
            MessageState.FAILED,  # sent again by a person
            MessageState.UNKNOWN,  # sent again by a person
            MessageState.CANCELLED,  # a reminder that is needed after all
        }
    ),
    MessageState.CLAIMED: frozenset({MessageState.QUEUED}),
    MessageState.TRANSMITTING: frozenset({MessageState.CLAIMED}),
    # A server's late "accepted" settles what the sweeper had to call unknown.
    MessageState.SENT: frozenset({MessageState.TRANSMITTING, MessageState.UNKNOWN}),
    MessageState.FAILED: frozenset(
        {MessageState.QUEUED, MessageState.CLAIMED, MessageState.TRANSMITTING}
    ),
    MessageState.UNKNOWN: frozenset({MessageState.TRANSMITTING}),
    MessageState.CANCELLED: frozenset({MessageState.AWAITING_APPROVAL, MessageState.QUEUED}),
}


class SendPolicy(TextChoices):
    """What becomes of a message of which nobody can know whether it arrived."""

    ONCE = "once", _("shown to a person; never sent twice by itself")
    RESEND = "resend", _("sent again by itself; harmless twice")


class Turn(TextChoices):
    """How a reminder gives way to others of the same person."""

    WAITS = "waits", _("one a day and a few a week, in the person’s day")
    APART = "apart", _("in the person’s day; neither waits for others nor makes them wait")
    AT_ONCE = "at_once", _("sent by hand: leaves at once, and others wait for it")


class CancelReason(TextChoices):
    """Why a message will not leave."""

    BY_PERSON = "by_person", _("Cancelled by a person")
    NOT_WANTED = "not_wanted", _("They switched these messages off")
    NO_ADDRESS = "no_address", _("No e-mail address is known")
    STALE = "stale", _("Too late to be of use")
    NO_LONGER_NEEDED = "no_longer_needed", _("No longer needed")


class AttemptOutcome(TextChoices):
    """How one attempt to hand a message over ended."""

    UNDERWAY = "underway", _("under way")
    ACCEPTED = "accepted", _("accepted by the mail server")
    PUT_OFF = "put_off", _("put off by the mail server")
    UNREACHABLE = "unreachable", _("the mail server did not answer")
    REFUSED = "refused", _("refused by the mail server")
    BROKEN = "broken", _("could not be made into a mail")
    UNKNOWN = "unknown", _("may have arrived")
    ABANDONED = "abandoned", _("the sender stopped before the mail left")


class Category(TextChoices):
    """Kinds of mail that a person may switch off, as they would name them."""

    MEETINGS = "meetings", _("Reminders of meetings")
    TRAINING = "training", _("Reminders of training and refreshers")
    SURVEYS = "surveys", _("Reminders of surveys")
    PROGRAMME = "programme", _("News of the programme")
    REPORTS = "reports", _("Impact reports")
    COMMUNITY = "community", _("News of communities and peer partners")
    GOALS = "goals", _("News of goals, yours and your mentees’")
    MESSAGES = "messages", _("Notes that somebody in your match wrote to you")


class Placement(TextChoices):
    """Where a file sits in a mail."""

    ATTACHED = "attached", _("beside the text")
    INLINE = "inline", _("inside the text, such as a chart")
    ALTERNATIVE = "alternative", _("instead of the text, such as an invitation")
