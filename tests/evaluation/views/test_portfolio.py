"""Programmes side by side: who sees which, what is told, and what is never told."""

import csv
import io
from decimal import Decimal

import pytest
from django.urls import reverse

from evaluation.models import PortfolioSheet
from evaluation.portfolio.sheet import Kind, StepCount, Told
from evaluation.portfolio.telling import share_of
from mentorship.accounts.permissions import Role
from mentorship.audit.models import Event
from tests.factories.portfolio import (
    FINISHED,
    FIT,
    PortfolioSheetFactory,
    mean_of,
    sheet_of,
)
from tests.factories.programmes import ProgrammeFactory, TeamMemberFactory

pytestmark = pytest.mark.django_db
PAGES = ("portfolio", "portfolio-measures", "portfolio-file")
HIDDEN = Told(kind=Kind.SHARE)


def address(name="portfolio", **query):
    return reverse(f"evaluation:{name}", query=query)


def programme(world, name, told, *cohorts, coordinator=None, **fields):
    """Make another programme of the organisation with its sheet."""
    made = ProgrammeFactory.create(organisation=world.organisation, name=name)
    PortfolioSheetFactory.create(programme=made, sheet=sheet_of(told, *cohorts, **fields))
    if coordinator:
        TeamMemberFactory.create(programme=made, person=coordinator, role=Role.LEAD_COORDINATOR)
    return made


@pytest.fixture
def three(world):
    """Leaders, Nurses and Alumni; the coordinator leads the first two."""
    PortfolioSheetFactory.create(programme=world.programme)
    programme(world, "Nurses", {FINISHED: share_of(30, 90)}, coordinator=world.coordinator)
    programme(world, "Alumni", {FINISHED: share_of(12, 20)})
    return world


@pytest.mark.parametrize("name", PAGES)
def test_whoever_manages_no_reports_and_no_organisation_is_refused(three, client_of, name):
    for person in (three.mentor, three.reviewer, three.facilitator, three.stranger):
        assert client_of(person).get(address(name)).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_a_coordinator_sees_the_programmes_they_manage_reports_of(three, client_of, name):
    page = client_of(three.coordinator).get(address(name)).content.decode()
    assert "Nurses" in page
    assert "Alumni" not in page


@pytest.mark.parametrize("name", PAGES)
def test_an_administrator_sees_all_of_their_organisation_and_nobody_elses(three, client_of, name):
    PortfolioSheetFactory.create(programme=three.other_programme)
    page = client_of(three.administrator).get(address(name)).content.decode()
    assert all(each in page for each in ("Leaders", "Nurses", "Alumni"))
    assert "Captains" not in page


def test_the_page_says_what_can_be_told_apart_and_what_cannot(three, client_of):
    page = client_of(three.administrator).get(address(order="value"))
    side = page.context["side"]
    assert side.headline == "Share who finish: Leaders is higher than Nurses"
    beside = {line.entry.name: line.beside for line in side.lines}
    assert beside["Leaders"] == "higher than Nurses; cannot be told apart from Alumni"
    assert [line.entry.name for line in side.lines] == ["Leaders", "Alumni", "Nurses"]


def test_by_default_programmes_stand_by_name(three, client_of):
    side = client_of(three.administrator).get(address()).context["side"]
    assert [line.entry.name for line in side.lines] == ["Alumni", "Leaders", "Nurses"]


def test_a_figure_that_is_too_small_is_neither_told_nor_in_the_sum(three, client_of):
    programme(three, "Zebra", {FINISHED: HIDDEN})
    page = client_of(three.administrator).get(address())
    side = page.context["side"]
    assert [line.figure for line in side.lines][-1] == "too few to show"
    assert side.together == ("58%", "122 of 210", "51 to 65%")
    assert side.hidden == 1


def test_a_count_is_never_ranked(three, client_of):
    for name, people in (("First", 12), ("Second", 90)):
        told = {"programmes.people": Told(kind=Kind.NUMBER, value=Decimal(people), n=people)}
        programme(three, name, told)
    page = client_of(three.administrator).get(address(measure="programmes.people", order="value"))
    names = [line.entry.name for line in page.context["side"].lines if line.told]
    assert names == ["First", "Second"]
    assert page.context["chart"] is None
    assert page.context["side"].together is None


def test_cohorts_are_drawn_on_one_scale_and_judged_with_care(three, client_of):
    cohorts = ({FINISHED: share_of(20, 50)}, {FINISHED: share_of(48, 50)})
    programme(three, "Rising", {FINISHED: share_of(68, 100)}, *cohorts)
    programme(three, "Level", {FINISHED: share_of(68, 100)}, cohorts[0], cohorts[0])
    courses = client_of(three.administrator).get(address()).context["courses"]
    assert [course.sentence for course, _chart in courses] == [
        "We cannot tell Cohort 2 from Cohort 1.",
        "Cohort 2 is higher than Cohort 1, beyond chance.",
    ]
    later = client_of(three.administrator).get(address(since=2020))
    assert later.context["courses"] == []


def test_what_is_no_choice_is_said_and_changes_nothing(three, client_of):
    page = client_of(three.administrator).get(address(measure="nonsense", since="x", order="worst"))
    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {"measure", "since", "order"}
    assert page.context["side"].measure.key == FINISHED


def test_nothing_to_compare_is_an_invitation(world, client_of):
    page = client_of(world.coordinator).get(address()).content.decode()
    assert "Side by side takes two programmes" in page


def test_steps_and_questions_stand_side_by_side(three, client_of):
    steps = (StepCount("took_part", 40), StepCount("matched", 37))
    fresh = {"skills": share_of(10, 20)}
    programme(three, "Whole", {FIT: mean_of(4.2)}, steps=steps, fresh=fresh, open_lessons=3)
    page = client_of(three.administrator).get(address("portfolio-measures"))
    assert page.context["steps"] == ["Took part", "Had a mentor"]
    assert [cell.figure for cell in page.context["step_rows"][0].cells] == ["40", "37"]
    assert "10 of 20" in page.content.decode()
    row = next(row for row in page.context["fresh_rows"] if row.title == "Whole")
    assert row.cells[-1].figure == "3"


def test_the_file_holds_what_the_page_shows_and_is_recorded(three, client_of):
    cohorts = ({FINISHED: HIDDEN}, {FINISHED: share_of(30, 50)})
    programme(three, "Zebra", {FINISHED: share_of(31, 54)}, *cohorts)
    answer = client_of(three.administrator).get(address("portfolio-file"))
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    told = {(line["Programme"], line["Cohort"]): line for line in lines}
    assert told["Zebra", ""]["Value"] == "57.41"
    hidden = told["Zebra", "Cohort 1"]
    assert hidden["Note"] == "too few to show"
    assert not any(hidden[name] for name in ("Value", "Counted", "Of", "Asked"))
    assert Event.objects.filter(kind="portfolio.downloaded").count() == 4
    workbook = client_of(three.administrator).get(address("portfolio-file", format="xlsx"))
    assert workbook.content.startswith(b"PK")


@pytest.mark.parametrize("name", PAGES[:2])
def test_thirty_programmes_take_as_many_queries_as_two(
    three, client_of, name, django_assert_max_num_queries
):
    client = client_of(three.administrator)
    client.get(address(name))
    with django_assert_max_num_queries(40) as few:
        client.get(address(name))
    for number in range(28):
        cohort = {FINISHED: share_of(20, 50)}
        programme(three, f"Programme {number}", {FINISHED: share_of(40, 100)}, cohort, cohort)
    with django_assert_max_num_queries(len(few)):
        assert client.get(address(name)).status_code == 200


def test_figures_are_read_when_somebody_asks_and_only_theirs(three, client_of):
    PortfolioSheet.objects.all().delete()
    client = client_of(three.coordinator)
    assert client.get(address("portfolio-read")).status_code == 405
    assert not PortfolioSheet.objects.exists()
    page = client.post(address("portfolio-read"), follow=True)
    assert page.status_code == 200
    read = set(PortfolioSheet.objects.values_list("programme__name", flat=True))
    assert read == {"Leaders", "Nurses"}
    assert client_of(three.reviewer).post(address("portfolio-read")).status_code == 403


def test_the_menu_leads_there_for_those_who_may_go(three, client_of):
    link = f'href="{address()}"'
    for person, leads in (
        (three.coordinator, True),
        (three.administrator, True),
        (three.reviewer, False),
    ):
        page = client_of(person).get(reverse("programmes:programme-list"))
        assert (link in page.content.decode()) is leads
