"""The words of a report: changed beside the page, by two at once, and as another version."""

import pytest
from django.urls import reverse

from evaluation.actions.report_words import (
    UnsettledWordsError,
    WordsChangedError,
    begin_version,
    mark_of_words,
    save_words,
)
from evaluation.actions.reports import approve_report, build_by_hand
from evaluation.enums import FileFormat, ReportState
from evaluation.models import Report
from evaluation.queries import version_of
from evaluation.reports.snapshot import thaw
from evaluation.reports.wording.checking import problems_in
from evaluation.reports.wording.texts import mark_of_each, marks_of, texts_of
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.meanwhile import ChangedMeanwhileError
from tests.factories.evaluation import ReportFileFactory
from tests.factories.programmes import SponsorshipFactory
from tests.programmes.races import both_at_once


@pytest.fixture
def report(world):
    return build_by_hand(world.programme, None, by=world.coordinator)


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


def texts(report, **changed):
    return texts_of(thaw(report.snapshot), version_of(report).words) | changed


def save(report, by, **changed):
    now = texts(report)
    return save_words(report, now | changed, by=by, seen=marks_of(now))


def address(name, report, *args):
    return reverse(f"evaluation:{name}", args=(report.programme.slug, report.pk, *args))


def test_saving_keeps_what_is_typed_and_says_what_has_to_be_settled(world, coordinator, report):
    ReportFileFactory.create(report=report, format=FileFormat.PDF)
    typed = texts(report, worked="It was 36 of them.")
    page = coordinator.post(
        address("report-words", report), typed | {"seen": mark_of_each(texts(report))}, follow=True
    )
    body = page.content.decode()
    assert "It was 36 of them." in body
    assert "“36” is typed" in body
    assert version_of(report).words == {"worked": ["It was 36 of them."]}
    assert not report.files.exists()
    with pytest.raises(UnsettledWordsError):
        approve_report(report, by=world.coordinator)
    report.refresh_from_db()
    assert report.state == ReportState.BUILT


def test_a_preview_shows_the_real_page_and_keeps_nothing(coordinator, report):
    typed = texts(report, asks="Give us {mentors} rooms.") | {"preview": "yes"}
    body = coordinator.post(address("report-words", report), typed).content.decode()
    assert '<li dir="auto">Give us 1 rooms.</li>' in body
    assert version_of(report).words == {}


def test_a_section_goes_back_to_its_draft_and_the_others_stay_typed(coordinator, report):
    typed = texts(report, asks="Mine.", keep="Also mine.") | {"back": "asks"}
    page = coordinator.post(address("report-words", report), typed)
    form = page.context["form"].texts
    assert form["asks"] == texts(report)["asks"]
    assert form["keep"] == "Also mine."


def test_two_who_change_different_sections_both_keep_what_they_wrote(world, report):
    opened = texts(report)
    save(report, world.coordinator, asks="Hers.")
    save_words(report, opened | {"keep": "His."}, by=world.coordinator, seen=marks_of(opened))
    assert version_of(report).words == {"asks": ["Hers."], "keep": ["His."]}


def test_who_saves_the_same_section_second_reads_the_first_and_loses_nothing(
    world, coordinator, report
):
    opened = texts(report)
    save(report, world.coordinator, asks="Hers.")
    typed = opened | {"asks": "Mine.", "seen": mark_of_each(opened)}
    page = coordinator.post(address("report-words", report), typed)
    body = page.content.decode()
    assert "Hers." in body
    assert page.context["form"].texts["asks"] == "Mine."
    assert version_of(report).words == {"asks": ["Hers."]}


def test_what_was_approved_changes_only_as_another_version_with_a_reason(
    world, coordinator, report
):
    save(report, world.coordinator, asks="First.")
    approve_report(report, by=world.coordinator)
    with pytest.raises(IllegalTransitionError):
        save(report, world.coordinator, asks="Second.")
    typed = texts(report, asks="Second.")
    refused = coordinator.post(address("report-words", report), typed)
    assert "Second." in refused.content.decode()
    assert report.versions.count() == 1
    coordinator.post(address("report-words", report), typed | {"why": "The date moved."})
    report.refresh_from_db()
    assert (report.version, report.state) == (2, ReportState.BUILT)
    assert report.versions.get(number=1).words == {"asks": ["First."]}
    listed = coordinator.get(address("report-version-list", report)).content.decode()
    assert "The date moved." in listed
    assert "<del>First.</del>" in listed
    page = coordinator.get(address("report-version", report, 2)).content.decode()
    assert "replaces version 1" in page


def test_of_two_who_begin_a_version_one_is_told(world, report):
    approve_report(report, by=world.coordinator)
    begin_version(report, texts(report, asks="One."), why="a", by=world.coordinator)
    with pytest.raises(IllegalTransitionError):
        begin_version(report, texts(report, asks="Two."), why="b", by=world.coordinator)
    assert report.versions.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_one_section_at_once_one_is_told_and_of_two_sections_both_stay(
    world, report
):
    opened = texts(report)

    def saving(**changed):
        seen = marks_of(opened)
        return lambda: save_words(
            Report.objects.get(pk=report.pk), opened | changed, by=world.coordinator, seen=seen
        )

    assert both_at_once(saving(keep="Hers."), saving(change="His.")) == []
    assert version_of(report).words == {"keep": ["Hers."], "change": ["His."]}
    opened = texts(report)
    (error,) = both_at_once(saving(asks="Hers."), saving(asks="His."))
    assert isinstance(error, ChangedMeanwhileError)
    assert error.stored == {"asks": version_of(report).words["asks"][0]}


@pytest.mark.django_db(transaction=True)
def test_what_is_approved_while_somebody_saves_is_what_was_read(world, report):
    SponsorshipFactory.create(programme=world.programme)
    read = mark_of_words(version_of(report))
    opened = texts(report)
    errors = both_at_once(
        lambda: approve_report(Report.objects.get(pk=report.pk), by=world.coordinator, seen=read),
        lambda: save_words(
            Report.objects.get(pk=report.pk),
            opened | {"asks": "Another."},
            by=world.coordinator,
            seen=marks_of(opened),
        ),
    )
    report.refresh_from_db()
    (error,) = errors
    if report.state == ReportState.APPROVED:
        assert isinstance(error, IllegalTransitionError)
        assert version_of(report).words == {}
    else:
        assert isinstance(error, WordsChangedError)
        assert version_of(report).words == {"asks": ["Another."]}


def test_what_is_typed_runs_nowhere_and_places_nothing_but_figures(coordinator, report):
    """Markup, template syntax, and brackets within brackets stay the letters that they are."""
    evil = "<script>alert()</script> {% now 'Y' %} {{ settings }} {graduated.__class__} %(mentors)s"
    typed = texts(report, asks=evil) | {"preview": "yes"}
    body = coordinator.post(address("report-words", report), typed).content.decode()
    assert "<script>alert" not in body
    assert "&lt;script&gt;alert()&lt;/script&gt; {% now" in body
    assert "%(mentors)s" in body
    problems = problems_in(thaw(report.snapshot), {"asks": [evil]})
    assert any("no figure of this report" in each.words for each in problems if each.blocks)


def test_huge_texts_are_refused_beside_the_field_and_stay(coordinator, report):
    typed = texts(report, asks="x" * 6001, keep="Line.\n" * 21)
    page = coordinator.post(address("report-words", report), typed | {"seen": ""})
    assert {"asks", "keep"} <= page.context["form"].errors.keys()
    assert "x" * 6001 in page.content.decode()
    assert version_of(report).words == {}
