"""Building the mail itself out of a message and its files."""

from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import localtime, parseaddr

from django.conf import settings
from django.utils import translation
from django.utils.encoding import punycode
from django.utils.translation import gettext

from mentorship.notifications.enums import Placement
from mentorship.notifications.kinds import MessageKind
from mentorship.notifications.links import UnsubscribeLink
from mentorship.notifications.models import Attachment, Message
from mentorship.notifications.smtp import Mail


class UnfoldedHeader(UnstructuredHeader, BaseHeader):
    """A header kept on one line: folding would encode a long address that programs have to read."""

    def fold(self, *, policy: Policy) -> str:
        """Return the header as it is."""
        return f"{self.name}: {self}{policy.linesep}"


_headers = HeaderRegistry()
_headers.map_to_type("list-unsubscribe", UnfoldedHeader)
_headers.map_to_type("message-id", UnfoldedHeader)
POLICY = SMTP.clone(header_factory=_headers, cte_type="7bit")


def build_mail(message: Message, kind: MessageKind) -> Mail:
    """Return the mail of a message; raises ValueError for an address that cannot be sent to."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organisation = message.organisation
    sender_name = organisation.shown_sender if organisation else sender[0]
    recipient_name = message.recipient.name if message.recipient else ""
    mail = EmailMessage(policy=POLICY)
    mail["Subject"] = message.subject
    mail["From"] = _address(sender_name, sender[1])
    mail["To"] = _address(recipient_name, message.to_address)
    if kind.is_unanswerable:
        # Else an answer meant for one person would lie in the organisation's mailbox.
        domain = sender[1].rpartition("@")[2]
        mail["Reply-To"] = _address(_no_answers(message), f"no-reply@{domain}")
    elif organisation and organisation.reply_to:
        mail["Reply-To"] = _address(sender_name, organisation.reply_to)
    mail["Date"] = localtime()
    mail["Message-ID"] = message.mail_id
    mail["Auto-Submitted"] = "auto-generated"
    if kind.is_reminder and kind.category and message.recipient:
        link = UnsubscribeLink.of(message.recipient, kind.category)
        mail["List-Unsubscribe"] = f"<{link.url}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    _fill(mail, message)
    return Mail(
        sender=_address("", sender[1]).addr_spec,
        recipient=_address("", message.to_address).addr_spec,
        content=mail.as_bytes(),
    )


def _no_answers(message: Message) -> str:
    """Return what stands where an answer would go, in the reader's language."""
    with translation.override(message.recipient.language if message.recipient else None):
        return gettext("No answers by e-mail, please use the button")


def _fill(mail: EmailMessage, message: Message) -> None:
    """Put in the text, the HTML beside it, and the files where they belong."""
    files = list(message.attachments.all())
    mail.set_content(message.text)
    mail.add_alternative(message.html, subtype="html")
    for file in files:
        if file.placement == Placement.INLINE:
            _html_part(mail).add_related(
                bytes(file.content), *_type(file), cid=f"<{file.filename}>", disposition="inline"
            )
    for file in files:
        if file.placement == Placement.ALTERNATIVE:
            _add_alternative(mail, file)
    for file in files:
        if file.placement == Placement.ATTACHED:
            mail.add_attachment(bytes(file.content), *_type(file), filename=file.filename)


def _html_part(mail: EmailMessage) -> EmailMessage:
    """Return the part that holds the HTML, into which pictures go."""
    part = mail.get_body(preferencelist=("related", "html"))
    if not isinstance(part, EmailMessage):
        message = "A picture inside the text needs HTML to sit in."
        raise TypeError(message)
    return part


def _add_alternative(mail: EmailMessage, file: Attachment) -> None:
    """Add a text that stands for the mail, such as an invitation, with its parameters kept."""
    full_type, *parameters = (part.strip() for part in file.content_type.split(";"))
    mail.add_alternative(
        bytes(file.content).decode(),
        subtype=full_type.partition("/")[2],
        params=dict(parameter.split("=", 1) for parameter in parameters if "=" in parameter),
    )


def _type(file: Attachment) -> tuple[str, str]:
    """Return the two halves of a file's type."""
    main, _slash, sub = file.content_type.partition(";")[0].strip().partition("/")
    return main, sub


def _address(name: str, address: str) -> Address:
    """Return a mail address whose domain any server can read; raises ValueError for others."""
    local, _at, domain = address.rpartition("@")
    if not local.isascii():
        message = "Letters outside ASCII before the @ cannot be sent to from here."
        raise ValueError(message)
    return Address(display_name=" ".join(name.split()), username=local, domain=punycode(domain))
