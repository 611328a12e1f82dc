import smtplib
import subprocess
import sys
import time
from email.message import EmailMessage

import pytest

from mentorship.local.ports import free_port


@pytest.fixture
def catcher(tmp_path):
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "mentorship.local.catcher", f"--port={port}", "--folder", tmp_path]
    )
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            smtplib.SMTP("127.0.0.1", port, timeout=1).close()
            break
        except OSError:
            time.sleep(0.05)
    yield port
    process.terminate()
    assert process.wait(10) == 0


def mail(subject):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", subject
    message.set_content("Grüße, liebe Ŝi")
    return message


def test_each_mail_becomes_one_whole_file_in_order_of_arrival(catcher, tmp_path):
    with smtplib.SMTP("127.0.0.1", catcher) as client:
        for number in range(30):
            client.send_message(mail(f"number {number}"))
    files = sorted((tmp_path / "new").iterdir())
    subjects = [file.read_text().split("Subject: ")[1].split("\n")[0] for file in files]
    assert subjects == [f"number {number}" for number in range(30)]
    assert list((tmp_path / "unfinished").iterdir()) == []


def test_it_keeps_what_was_sent_byte_for_byte(catcher, tmp_path):
    sent = mail("Ŝi").as_bytes(policy=mail("").policy.clone(linesep="\r\n", utf8=True))
    with smtplib.SMTP("127.0.0.1", catcher) as client:
        client.sendmail("a@example.org", ["b@example.org"], sent, ["SMTPUTF8", "BODY=8BITMIME"])
    (file,) = (tmp_path / "new").iterdir()
    assert file.read_bytes() == sent


def test_a_folder_that_takes_nothing_more_is_a_passing_fault(catcher, tmp_path):
    (tmp_path / "unfinished").rmdir()
    with (
        smtplib.SMTP("127.0.0.1", catcher) as client,
        pytest.raises(smtplib.SMTPDataError) as fault,
    ):
        client.send_message(mail("lost?"))
    assert fault.value.smtp_code == 452
    assert list((tmp_path / "new").iterdir()) == []
