"""Reports in the console, on a sponsor's link, and on the page where anybody can check them."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from evaluation.actions.reports import build_by_hand, finish_reports
from evaluation.enums import FileFormat, ReportState
from evaluation.handover import parts_of_evaluation
from evaluation.letters import LetterLink
from evaluation.models import Report
from mentorship.notifications.models import Message
from programmes.needs import needs_of
from tests.evaluation.views.test_waves import text_of
from tests.factories.evaluation import ReportFileFactory
from tests.factories.programmes import CohortFactory, SponsorshipFactory

PAGE = b"<article><h1>The report as it was sent</h1></article>"


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


@pytest.fixture
def report(world):
    """A report that is drawn and waits to be read."""
    made = build_by_hand(world.programme, None, by=world.coordinator)
    ReportFileFactory.create(report=made, format=FileFormat.HTML, content=PAGE)
    ReportFileFactory.create(report=made, format=FileFormat.PDF, content=b"%PDF the report")
    ReportFileFactory.create(report=made, format=FileFormat.CSV, content=b"part,figure")
    return made


@pytest.fixture
def sent(report, coordinator, world):
    coordinator.post(address("report-send", world, report.pk))
    finish_reports()
    report.refresh_from_db()
    assert report.state == ReportState.SENT
    return report


def address(name, world, *args):
    return reverse(f"evaluation:{name}", args=(world.programme.slug, *args))


def link(report, person):
    return reverse("evaluation:letter", args=(LetterLink(report.pk, person.pk).token,))


def test_the_list_shows_reports_and_offers_to_build_one(world, coordinator, report):
    body = text_of(coordinator.get(address("report-list", world)))
    assert report.title in body
    assert "Waits for you to read it" in body
    assert "Build one now" in body


def test_an_empty_list_says_when_reports_come(world, coordinator):
    body = text_of(coordinator.get(address("report-list", world)))
    assert "No report has been built yet" in body


def test_a_report_is_built_by_hand_and_shown_before_it_is_drawn(world, coordinator):
    page = coordinator.post(address("report-add", world), {"cohort": world.cohort.pk}, follow=True)
    body = text_of(page)
    assert "Leaders: Spring cohort" in body
    assert "PDF and table are being drawn" in body
    assert "Decisions we ask of you" in body
    assert Report.objects.get().cohort == world.cohort


def test_another_programmes_cohort_cannot_be_reported_on(world, coordinator):
    foreign = CohortFactory.create(programme=world.other_programme)
    page = coordinator.post(address("report-add", world), {"cohort": foreign.pk})
    assert page.status_code == 200
    assert not Report.objects.exists()


def test_the_page_shows_the_report_as_it_was_drawn_and_who_would_get_it(world, coordinator, report):
    body = coordinator.get(address("report", world, report.pk)).content.decode()
    assert PAGE.decode() in body
    assert world.sponsor.name in body
    assert world.sponsor.email in body
    assert "Approve and send" in body


def test_approving_sends_one_mail_and_a_second_press_none(world, coordinator, report):
    first = coordinator.post(address("report-send", world, report.pk), follow=True)
    second = coordinator.post(address("report-send", world, report.pk), follow=True)
    finish_reports()
    assert "Approved. It leaves as shown below." in text_of(first)
    assert "You approved “" in text_of(second)
    assert "It is sent once." in text_of(second)
    assert Message.objects.filter(kind="evaluation.impact_report").count() == 1


def test_reading_the_address_that_sends_sends_nothing(world, coordinator, report):
    assert coordinator.get(address("report-send", world, report.pk)).status_code == 405
    report.refresh_from_db()
    assert report.state == ReportState.BUILT


def test_without_a_sponsor_nothing_can_be_sent(world, coordinator, report):
    world.programme.sponsorships.all().delete()
    page = coordinator.post(address("report-send", world, report.pk), follow=True)
    assert "Nobody is named as sponsor yet" in text_of(page)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("report-pdf", b"%PDF the report", "application/pdf"),
        ("report-csv", b"part,figure", "text/csv; charset=utf-8"),
    ],
)
def test_files_are_handed_out_byte_for_byte(world, coordinator, report, name, content, kind):
    page = coordinator.get(address(name, world, report.pk))
    assert page.content == content
    assert page["Content-Type"] == kind
    assert page["Content-Disposition"].startswith("attachment")


def test_a_file_that_is_not_drawn_yet_is_not_found(world, coordinator):
    made = build_by_hand(world.programme, None, by=world.coordinator)
    assert coordinator.get(address("report-pdf", world, made.pk)).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 200),
        ("reviewer", 403),
        ("administrator", 403),
        ("mentor", 403),
        ("mentee", 403),
        ("stranger", 404),
        ("other_coordinator", 404),
    ],
)
def test_who_may_see_reports(world, client_of, report, who, status):
    client = client_of(getattr(world, who))
    assert client.get(address("report-list", world)).status_code == status
    assert client.get(address("report-add", world)).status_code == status
    for name in ("report", "report-pdf", "report-csv"):
        assert client.get(address(name, world, report.pk)).status_code == status, name
    if status != 200:
        assert client.post(address("report-send", world, report.pk)).status_code == status
        report.refresh_from_db()
        assert report.state == ReportState.BUILT


def test_today_is_told_of_a_report_that_waits(world, report):
    keys = [need.key for need in needs_of(world.programme, world.coordinator)]
    assert f"evaluation.report.{report.pk}" in keys
    assert not [n for n in needs_of(world.programme, world.facilitator) if "report" in n.key]


def test_a_sponsor_reads_the_report_without_an_account(world, client, sent):
    page = client.get(link(sent, world.sponsor))
    assert page.status_code == 200
    assert PAGE in page.content
    assert b"Your answers" in page.content
    pdf = client.get(f"{link(sent, world.sponsor)}pdf/")
    assert pdf.content == b"%PDF the report"


def test_a_letter_is_read_only(world, client, sent):
    assert client.post(link(sent, world.sponsor)).status_code == 405


def test_a_link_opens_no_report_that_was_not_sent(world, client, report):
    assert client.get(link(report, world.sponsor)).status_code == 404
    assert client.get(f"{link(report, world.sponsor)}pdf/").status_code == 404


def test_a_link_made_for_somebody_who_is_no_sponsor_opens_nothing(world, client, sent):
    assert client.get(link(sent, world.stranger)).status_code == 404
    other = SponsorshipFactory.create(programme=world.other_programme).person
    assert client.get(link(sent, other)).status_code == 404


def test_a_broken_link_says_so(client, db):
    page = client.get(reverse("evaluation:letter", args=("abc",)))
    assert page.status_code == 404
    assert "This link does not open a report" in text_of(page)


def verify(client, **given):
    return text_of(client.get(reverse("evaluation:verify"), given))


def test_a_code_proves_the_figures(client, report):
    for typed in (report.code, report.code.lower(), report.code.replace("-", " ")):
        body = verify(client, code=typed)
        assert report.title in body
        assert "Mentors’ places 1" in body
        assert "The code proves these figures." in body


def test_a_code_nobody_has_says_so(client, report):
    assert "No report has this code" in verify(client, code="AAAA-BBBB-CCCC")
    assert report.title not in verify(client, code="AAAA-BBBB-CCCC")


def test_one_changed_digit_in_the_snapshot_is_told(client, report):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE evaluation_report SET snapshot = replace(snapshot, '\"mentors\":1', "
            "'\"mentors\":2')"
        )
    body = verify(client, code=report.code)
    assert "These figures were changed" in body
    assert "Mentors’ places" not in body


def hand_in(client, content):
    file = SimpleUploadedFile("report.pdf", content, "application/pdf")
    return text_of(client.post(reverse("evaluation:verify"), {"file": file}))


def test_a_file_is_known_byte_for_byte(client, report):
    body = hand_in(client, b"%PDF the report")
    assert "byte for byte" in body
    assert report.code in body
    assert hashlib.sha256(b"%PDF the report").hexdigest() in body


def test_a_file_with_one_changed_byte_is_not_ours(client, report):
    body = hand_in(client, b"%PDF the rePort")
    assert "This file is not one of ours" in body
    assert report.title not in body


def test_a_file_that_is_too_large_is_refused(client, db):
    body = hand_in(client, b"x" * (10 * 1024 * 1024 + 1))
    assert "This file is larger than any report of ours." in body


def test_the_number_of_queries_does_not_grow_with_reports(
    world, coordinator, report, django_assert_max_num_queries
):
    def count():
        with django_assert_max_num_queries(22) as counted:
            coordinator.get(address("report-list", world))
        return len(counted)

    coordinator.get(address("report-list", world))  # who just signed in is looked up once more
    before = count()
    for number in range(10):
        Report.objects.create(
            programme=world.programme,
            occurrence=f"more-{number}",
            title="More",
            schema_version=1,
            snapshot=report.snapshot,
            sha256=report.sha256,
            code=report.code,
        )
    assert count() == before


@pytest.mark.parametrize("name", ["report", "report-words", "report-version-list", "report-letter"])
@pytest.mark.parametrize("figures", ["", "<b>hello</b>", "{}", '{"schema":3}', "[" * 9000])
def test_figures_that_were_altered_are_not_shown_and_break_no_page(
    world, coordinator, name, figures
):
    made = build_by_hand(world.programme, None, by=world.coordinator)
    Report.objects.filter(pk=made.pk).update(snapshot=figures)
    sponsorship = world.programme.sponsorships.get()
    more = (sponsorship.pk,) if name == "report-letter" else ()
    answer = coordinator.get(address(name, world, made.pk, *more))
    assert answer.status_code == 409
    assert "These figures are not as they were sealed" in answer.text


def test_the_pack_for_a_sponsor_says_that_a_report_was_altered(world, sent):
    Report.objects.update(snapshot="<b>hello</b>")
    parts = list(parts_of_evaluation(world.programme, world.sponsor))
    assert [part.key for part in parts] == ["evaluation.report"]
    assert "is not as it was sealed" in parts[0].lead
    assert not parts[0].figures
