"""What leaves is read back with Python's own parser, as a mail program would."""

import email.policy
from email.header import decode_header, make_header
from email.parser import BytesParser
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from mentorship.accounts.models import Organisation, Person
from mentorship.notifications import delivery
from mentorship.notifications.actions import Enclosure
from mentorship.notifications.emails import SIGN_IN_CHANGED
from mentorship.notifications.enums import Category, Placement
from mentorship.notifications.links import UnsubscribeLink
from mentorship.notifications.mime import build_mail
from mentorship.notifications.models import Message

pytestmark = pytest.mark.django_db

INVITATION = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


def read(content):
    return BytesParser(policy=email.policy.default).parsebytes(content)


def built(message):
    return read(build_mail(message, message.kind_or_none).content)


def shape(part):
    """Return the types of a mail's parts, nested as they are."""
    if part.is_multipart():
        return {part.get_content_type(): [shape(each) for each in part.iter_parts()]}
    return part.get_content_type()


def test_a_plain_letter_has_a_text_beside_its_html(posted):
    mail = built(posted())
    assert shape(mail) == {"multipart/alternative": ["text/plain", "text/html"]}
    assert "this is about marmalade & scones" in mail.get_body(("plain",)).get_content()


def test_it_says_who_writes_to_whom_and_that_it_is_automatic(posted, settings):
    settings.DEFAULT_FROM_EMAIL = "Mentorship <post@mentoring.example>"
    message = posted()
    mail = built(message)
    assert mail["From"] == '"Guildhall, Ltd & Söhne" <post@mentoring.example>'
    assert mail["To"] == "Amara Okafor <amara@example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == message.mail_id
    assert message.mail_id.endswith("@mentoring.example>")
    assert mail["Date"].datetime.tzinfo


def test_reminders_carry_one_click_unsubscribe_on_one_line_and_others_none(posted, amara):
    content = build_mail(*with_kind(posted("reminder"))).content
    link = UnsubscribeLink.of(amara, Category.TRAINING)
    assert f"\r\nList-Unsubscribe: <{link.url}>\r\n".encode() in content
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in content
    for other in (posted("letter"), posted("secret")):
        assert "List-Unsubscribe" not in built(other)


def with_kind(message):
    return message, message.kind_or_none


def test_files_sit_where_they_belong(posted):
    message = posted(
        attachments=[
            Enclosure("report.pdf", "application/pdf", b"%PDF"),
            Enclosure("chart.png", "image/png", b"\x89PNG", Placement.INLINE),
            Enclosure(
                "invite.ics",
                "text/calendar; method=REQUEST",
                INVITATION,
                Placement.ALTERNATIVE,
            ),
        ]
    )
    mail = built(message)
    assert shape(mail) == {
        "multipart/mixed": [
            {
                "multipart/alternative": [
                    "text/plain",
                    {"multipart/related": ["text/html", "image/png"]},
                    "text/calendar",
                ]
            },
            "application/pdf",
        ]
    }
    parts = {part.get_content_type(): part for part in mail.walk()}
    assert parts["image/png"]["Content-ID"] == "<chart.png>"
    assert parts["text/calendar"].get_param("method") == "REQUEST"
    assert parts["application/pdf"].get_filename() == "report.pdf"
    assert parts["application/pdf"].get_content() == b"%PDF"


def test_foreign_domains_are_written_so_that_any_server_reads_them(posted):
    message = posted(recipient=None, to_address="info@bücher.example")
    mail = build_mail(*with_kind(message))
    assert mail.recipient == "info@xn--bcher-kva.example"


def test_lines_with_dots_arrive_as_they_were_written(posted, smtp_server):
    delivery.deliver(posted().pk)
    text = smtp_server.messages[0].get_body(("plain",)).get_content()
    assert "\n.A line that begins with a dot.\n" in text.replace("\r\n", "\n")


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=120
).filter(lambda text: text.strip())


@hypothesis_settings(deadline=None)
@given(subject=WORDS, name=WORDS)
def test_any_subject_and_name_arrive_whole_and_add_no_header(subject, name):
    subject = " ".join(subject.split())
    message = Message(
        subject=subject,
        recipient=Person(name=name, email="a@example.org"),
        organisation=Organisation(name=name),
        to_address="a@example.org",
        mail_id="<1@example.org>",
        text="Hello\n",
        html="<p>Hello</p>",
    )
    content = build_mail(message, SIGN_IN_CHANGED).content
    mail = read(content)
    assert mail["Subject"] == subject
    # The new parser keeps blanks between the encoded words of a long name; the old one does not.
    written = BytesParser(policy=email.policy.compat32).parsebytes(content)["To"]
    shown, address = parseaddr(written.replace("\r\n", ""))
    assert address == "a@example.org"
    assert str(make_header(decode_header(shown))) == " ".join(name.split())
    assert set(mail.keys()) == {
        "Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted",
        "MIME-Version", "Content-Type",
    }  # fmt: skip


def test_an_organisation_says_who_sends_and_where_answers_go(posted):
    message = posted()
    message.organisation = Organisation(
        name="Guildhall", sender_name="Mentoring\r\nBcc: x@evil.example", reply_to="a@b.example"
    )
    mail = built(message)
    assert mail["From"].addresses[0].display_name == "Mentoring Bcc: x@evil.example"
    assert mail["Bcc"] is None
    assert mail["Reply-To"].addresses[0].addr_spec == "a@b.example"
