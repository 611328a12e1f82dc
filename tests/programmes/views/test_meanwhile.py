"""Two people at one text: the second hears of the first, and nothing anybody typed is lost."""

import re

import pytest

from mentorship.accounts.permissions import Role
from programmes.enums import TextKind
from programmes.models import Charter
from programmes.queries import policy_of
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import TeamMemberFactory

CHARTER = "/programmes/leaders/charter/edit/"
POLICY = "/programmes/leaders/policy/"
TEXTS = "/programmes/leaders/texts/"
DRAFT = {
    "purpose": "To grow leaders",
    "sponsor_commits": "Opens the kick-off",
    "programme_commits": "Reports twice a year",
    "resources": "",
    "review_months": 6,
}
AGREED = {
    "months": "6",
    "meets_every_weeks": "2",
    "mentees_per_mentor": "1",
    "hours_a_month": "1.5",
    "review_months": "12",
    "silence_days": "10",
}


def mark_on(page):
    return re.search(r'name="seen" value="(\w+)"', page.text)[1]


@pytest.fixture
def first(world, client_of):
    return client_of(world.coordinator)


@pytest.fixture
def second(world, client_of):
    person = PersonFactory.create(name="Idris Bell")
    TeamMemberFactory.create(programme=world.programme, person=person, role=Role.LEAD_COORDINATOR)
    return client_of(person)


def test_who_saves_a_draft_second_reads_both_texts_and_may_then_save(world, first, second):
    second.post(CHARTER, DRAFT)
    ours, theirs = mark_on(first.get(CHARTER)), mark_on(second.get(CHARTER))
    second.post(CHARTER, {**DRAFT, "purpose": "To keep nurses", "seen": theirs})

    mine = {**DRAFT, "purpose": "To grow sisters", "seen": ours}
    page = first.post(CHARTER, mine)
    assert page.status_code == 200
    for words in ("Idris Bell saved this on", "To keep nurses", "To grow sisters"):
        assert words in page.text
    assert "Theirs: Resources" not in page.text
    assert Charter.objects.get().purpose == "To keep nurses"

    again = first.post(CHARTER, {**mine, "seen": mark_on(page)})
    assert again.status_code == 302
    assert Charter.objects.get().purpose == "To grow sisters"


def test_two_who_begin_a_first_draft_do_not_overwrite_each_other(first, second):
    ours, theirs = mark_on(first.get(CHARTER)), mark_on(second.get(CHARTER))
    assert second.post(CHARTER, {**DRAFT, "seen": theirs}).status_code == 302

    page = first.post(CHARTER, {**DRAFT, "resources": "Two rooms", "seen": ours})
    assert "Theirs: Resources" in page.text
    assert "Two rooms" in page.text
    assert Charter.objects.get().resources == ""


def test_pressing_twice_is_no_quarrel(first):
    typed = {**DRAFT, "seen": mark_on(first.get(CHARTER))}
    assert first.post(CHARTER, typed).status_code == 302
    assert first.post(CHARTER, typed).status_code == 302


def test_the_same_goes_for_how_a_programme_is_run(world, first, second):
    ours, theirs = mark_on(first.get(POLICY)), mark_on(second.get(POLICY))
    second.post(POLICY, {**AGREED, "may_go_on_early": "on", "seen": theirs})

    page = first.post(POLICY, {**AGREED, "months": "7", "seen": ours})
    assert "Idris Bell saved this on" in page.text
    assert 'value="7"' in page.text
    assert policy_of(world.programme).months == 6
    assert first.post(POLICY, {**AGREED, "months": "7", "seen": mark_on(page)}).status_code == 302
    assert policy_of(world.programme).months == 7


def test_the_same_goes_for_the_words_of_its_messages(world, first, second):
    field = TextKind.INVITATION_MENTOR.value
    ours, theirs = mark_on(first.get(TEXTS)), mark_on(second.get(TEXTS))
    second.post(TEXTS, {field: "Come along.", "seen": theirs})

    page = first.post(TEXTS, {field: "Do join us.", "seen": ours})
    assert "Come along." in page.text
    assert "Do join us." in page.text
    assert world.programme.texts.get().text == "Come along."
