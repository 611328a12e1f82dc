"""Whoever holds a report checks it: what each check proves, and that one changed digit is told."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from evaluation import canonical
from evaluation.actions.reports import build_by_hand, finish_reports
from evaluation.models import Report
from evaluation.views.verify import FILES, WRONG_CODES
from tests.evaluation.views.test_waves import text_of

ADDRESS = "evaluation:verify"


@pytest.fixture(autouse=True)
def no_tries_yet(db):
    """Tries are counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def report(world):
    return build_by_hand(world.programme, None, by=world.coordinator)


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


def address(name, world, report):
    return reverse(f"evaluation:{name}", args=(world.programme.slug, report.pk))


def figures(client, world, report):
    return client.get(address("report-snapshot", world, report))


def hand_in(client, content, name="report.pdf"):
    return client.post(reverse(ADDRESS), {"file": SimpleUploadedFile(name, content)})


def test_figures_are_handed_out_as_they_were_sealed(world, coordinator, report):
    page = figures(coordinator, world, report)
    assert page.content.decode() == report.snapshot
    assert page["Content-Disposition"].endswith(f'{report.code.lower()}.json"')
    assert page["Content-Type"] == "application/json"


@pytest.mark.parametrize(("who", "status"), [("facilitator", 403), ("stranger", 404)])
def test_figures_are_handed_to_nobody_else(world, client_of, report, who, status):
    assert figures(client_of(getattr(world, who)), world, report).status_code == status


def test_a_file_of_figures_is_known_digit_by_digit(world, coordinator, client, report):
    for ending in (b"", b"\n"):
        body = text_of(hand_in(client, figures(coordinator, world, report).content + ending))
        assert f"These are the figures of “{report.title}”, digit by digit" in body
        assert "Mentors’ places 1" in body
        assert report.sha256 in body


def test_one_changed_digit_in_the_figures_is_told_with_the_code_they_have_now(client, report):
    changed = report.snapshot.replace('"mentors":1', '"mentors":2')
    assert changed != report.snapshot
    body = text_of(hand_in(client, changed.encode()))
    assert "No report has these figures" in body
    assert canonical.code(canonical.sha256(changed)) in body
    assert report.title not in body


@pytest.mark.parametrize("change", [(":", ": "), ('"schema":3', '"schema":"3"'), ("{", "{ ")])
def test_figures_that_were_written_otherwise_are_not_ours(client, report, change):
    body = text_of(hand_in(client, report.snapshot.replace(*change, 1).encode()))
    assert "These are no figures that we sealed" in body


@pytest.mark.parametrize("content", [b"{\xff}", b"\x00\x01", b"hello", b"{" * 5000])
def test_garbage_is_no_file_of_ours(client, content):
    page = hand_in(client, content)
    assert page.status_code == 200
    body = text_of(page)
    assert "not one of ours" in body or "no figures that we sealed" in body


def test_what_is_stored_is_checked_against_the_printed_code_too(client, report):
    """Whoever changes figures and digest together cannot change the code on the paper."""
    changed = report.snapshot.replace('"mentors":1', '"mentors":2')
    Report.objects.update(snapshot=changed, sha256=canonical.sha256(changed))
    body = text_of(client.get(reverse(ADDRESS), {"code": report.code}))
    assert "These figures were changed" in body
    assert "Mentors’ places" not in body


def test_a_drawn_pdf_is_known_and_one_changed_byte_is_told(world, coordinator, client, report):
    finish_reports()
    pdf = coordinator.get(address("report-pdf", world, report)).content
    assert pdf.startswith(b"%PDF")
    body = text_of(hand_in(client, pdf))
    assert f"This is the report “{report.title}”, byte for byte" in body
    assert "Version 1 of its words has never been sent: it is a draft." in body
    place = len(pdf) // 2
    changed = pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]
    assert "This file is not one of ours" in text_of(hand_in(client, changed))


def test_a_file_says_which_version_it_is_and_what_was_sent_in_its_place(
    world, coordinator, client, report
):
    finish_reports()
    pdf = coordinator.get(address("report-pdf", world, report)).content
    report.versions.update(sent_at=timezone.now())
    body = text_of(hand_in(client, pdf))
    assert "Version 1 of its words was sent on" in body
    assert "in its place" not in body
    report.versions.create(number=2, sent_at=timezone.now())
    body = text_of(hand_in(client, pdf))
    assert "Version 2 was sent in its place. The figures are the same" in body
    assert "with version 2 of its words" in text_of(
        client.get(reverse(ADDRESS), {"code": report.code})
    )


def test_the_page_says_what_each_check_proves_and_what_not(client):
    page = client.get(reverse(ADDRESS))
    body = text_of(page)
    for said in ("It proves", "It does not prove", "the records which were counted were complete"):
        assert said in body
    assert page["X-Robots-Tag"] == "noindex, nofollow"


def test_codes_cannot_be_guessed_all_day(client, report):
    for _number in range(WRONG_CODES.most):
        client.get(reverse(ADDRESS), {"code": "AAAA-BBBB-CCCC"})
    page = client.get(reverse(ADDRESS), {"code": report.code})
    assert page.status_code == 429
    assert "Please wait ten minutes" in text_of(page)
    assert report.title not in text_of(page)
    assert client.get(reverse(ADDRESS)).status_code == 200


def test_right_codes_are_not_counted_and_files_are(client, report):
    for _number in range(WRONG_CODES.most + 1):
        assert client.get(reverse(ADDRESS), {"code": report.code}).status_code == 200
    for _number in range(FILES.most):
        assert hand_in(client, b"no").status_code == 200
    assert hand_in(client, b"no").status_code == 429
