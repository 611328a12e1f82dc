from email.message import EmailMessage

import pytest

pytestmark = pytest.mark.django_db
NAME = "0001-first.eml"


@pytest.fixture
def mailbox(settings, tmp_path):
    settings.DEMO, settings.DATA_DIR = True, tmp_path
    folder = tmp_path / "mail/new"
    folder.mkdir(parents=True)
    message = EmailMessage()
    message["Subject"], message["To"] = "You meet Amara on Tuesday", "jonas@example.org"
    message["From"], message["Date"] = (
        "Mentorship <m@example.org>",
        "Mon, 16 Mar 2026 09:00:00 +0000",
    )
    message.set_content("See you <there>.")
    message.add_alternative('<p>See you.</p><img src="cid:chart">', subtype="html")
    html = message.get_body(("html",))
    assert isinstance(html, EmailMessage)
    html.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<chart>")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="r.pdf")
    (folder / NAME).write_bytes(message.as_bytes())
    return folder


def test_mails_are_listed_with_their_files(client, mailbox):
    page = client.get("/demo/mail/").content.decode()
    assert "You meet Amara on Tuesday" in page
    assert "r.pdf" in page


def test_a_mail_is_read_as_written(client, mailbox):
    page = client.get(f"/demo/mail/{NAME}/").content.decode()
    assert "See you &lt;there&gt;." in page


def test_a_mail_as_sent_is_sealed_off_and_carries_its_pictures(client, mailbox):
    response = client.get(f"/demo/mail/{NAME}/sent/")
    assert b"data:image/png;base64," in response.content
    assert response.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_a_file_is_handed_out(client, mailbox):
    response = client.get(f"/demo/mail/{NAME}/files/0/")
    assert response.content == b"%PDF-1.7"
    assert response.headers["Content-Disposition"] == 'attachment; filename="r.pdf"'
    assert client.get(f"/demo/mail/{NAME}/files/1/").status_code == 404


@pytest.mark.parametrize("name", ["gone.eml", "..%2F..%2Fsecret-key", "notes.txt"])
def test_nothing_else_can_be_read(client, mailbox, name):
    (mailbox / "notes.txt").write_text("private")
    assert client.get(f"/demo/mail/{name}/").status_code == 404


@pytest.mark.parametrize("address", ["", f"{NAME}/", f"{NAME}/sent/", f"{NAME}/files/0/"])
def test_outside_the_demo_there_is_no_mailbox(client, mailbox, settings, address):
    settings.DEMO = False
    assert client.get(f"/demo/mail/{address}").status_code == 404
