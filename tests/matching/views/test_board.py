"""The board and its pages: who sees them, what they say, and what happens at a button."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.actions.board import pin, take_out
from matching.drafts.enums import DraftState
from matching.drafts.needs import needs_of_drafts
from matching.models import Draft, DraftPair
from mentorship.accounts.models import Person
from programmes.models import Participant
from tests.factories.boards import board_round, many_people, small_board, solved
from tests.factories.programmes import CohortFactory
from tests.factories.rounds import DraftFactory, DraftPairFactory, RoundFactory
from tests.matching.views.board_pages import pair_of, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


@pytest.fixture
def board(world):
    chosen, people = small_board(world.cohort)
    world.mentor_place.delete()
    world.mentee_place.delete()
    return solved(chosen), people


def test_who_may_look_and_who_may_change(world, client_of):
    chosen = RoundFactory.create(cohort=world.cohort)
    draft = DraftFactory.create(round=chosen)
    pair = DraftPairFactory.create(
        draft=draft, mentee=world.mentee_place, mentor=world.mentor_place
    )
    expected = {
        world.coordinator: 200,
        world.mentor: 403,
        world.mentee: 403,
        world.reviewer: 403,
        world.facilitator: 403,
        world.administrator: 403,
        world.other_coordinator: 404,
        world.stranger: 404,
    }
    pages = [
        url(world, "draft-list", chosen),
        url(world, "draft", draft),
        url(world, "draft-history", draft),
        url(world, "pair-why", pair),
        url(world, "pair-swap", pair),
    ]
    for person, status in expected.items():
        client = client_of(person)
        assert [client.get(page).status_code for page in pages] == [status] * 5, person
        pressed = client.post(url(world, "pair-pin", pair), {"seen_version": 1})
        assert pressed.status_code == (302 if status == 200 else status)
    assert DraftPair.objects.get().is_pinned


def test_rows_of_another_programme_are_not_here(world, coordinator):
    other = DraftPairFactory.create(
        draft__round__cohort=CohortFactory.create(programme=world.other_programme)
    )
    for name, row in (("draft", other.draft), ("pair-why", other), ("pair-pin", other)):
        assert coordinator.get(url(world, name, row)).status_code in {404, 405}
        assert coordinator.post(url(world, name, row)).status_code in {404, 405}


def test_the_board_says_who_would_meet_whom_and_why(world, coordinator, board):
    draft, people = board
    take_out(draft, pair_of(draft, people["jonas"]), by=world.coordinator, seen_version=1)
    shown = text(coordinator.get(url(world, "draft", draft)))
    assert "2 of 3 mentees have a proposed mentor." in shown
    assert "1 needs a decision." in shown
    assert "Both named “leading”. Same place." in shown
    assert "Fit 100 of 100: Interests 67, Location 33" in shown
    assert "2 of 2 seats taken" not in shown
    assert "0 of 1 seat taken" in shown
    assert "Taken out by hand." in shown
    assert "After changes by hand it has 1 pair fewer than there could be." in shown


def test_an_untouched_board_says_that_it_is_proven(world, coordinator, board):
    draft, _people = board
    assert "none that places as many reaches more in all; this is proven." in text(
        coordinator.get(url(world, "draft", draft))
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"ines", "jonas", "kwame"}),
        ({"q": "WEI"}, {"jonas"}),
        ({"q": "nobody"}, set()),
        ({"show": "pinned"}, {"ines"}),
        ({"show": "weak"}, {"kwame"}),
        ({"show": "by_hand"}, set()),
        ({"show": "against"}, set()),
        ({"show": "nonsense", "order": "nonsense", "page": "99"}, {"ines", "jonas", "kwame"}),
        ({"q": "%00"}, {"ines", "jonas", "kwame"}),
    ],
)
def test_pairs_can_be_narrowed(world, coordinator, board, query, found):
    draft, people = board
    pin(draft, pair_of(draft, people["ines"]), by=world.coordinator, seen_version=1)
    shown = text(coordinator.get(url(world, "draft", draft, **query)))
    rows = {
        name
        for name in ("ines", "jonas", "kwame")
        if f'id="pair-{pair_of(draft, people[name]).pk}"' in shown
    }
    assert rows == found


def test_the_weakest_pair_can_come_first(world, coordinator, board):
    draft, people = board
    order = {}
    for how in ("weakest", "best"):
        shown = text(coordinator.get(url(world, "draft", draft, order=how)))
        places = {
            name: shown.index(f'id="pair-{pair_of(draft, people[name]).pk}"')
            for name in ("ines", "jonas", "kwame")
        }
        order[how] = sorted(places, key=places.__getitem__)
    assert (order["weakest"][0], order["best"][0]) == ("kwame", "ines")


def test_as_many_queries_for_one_pair_as_for_four_hundred(world, coordinator, client_of):
    def queries(draft):
        with CaptureQueriesContext(connection) as captured:
            response = coordinator.get(url(world, "draft", draft))
        assert response.status_code == 200
        return len(captured), text(response).count('class="card card-tight card-lifted pair')

    chosen = RoundFactory.create(cohort=world.cohort)
    drafts = [DraftFactory.create(round=chosen) for _turn in range(3)]
    for draft, count in zip(drafts, (1, 30, 400), strict=True):
        DraftPair.objects.bulk_create(
            DraftPairFactory.build(draft=draft, mentee=mentee, mentor=world.mentor_place)
            for mentee in mentees_for(world, count)
        )
    coordinator.get(url(world, "draft", drafts[0]))
    found = [queries(draft) for draft in drafts]
    assert [rows for _queries, rows in found] == [1, 25, 25]
    assert len({number for number, _rows in found}) == 1


def mentees_for(world, count):
    """Return so many mentees of one cohort, made at a stroke."""
    known = list(Participant.objects.filter(cohort=world.cohort, role="mentee")[:count])
    people = Person.objects.bulk_create(
        Person(name=f"Mentee {number}", email=f"{count}-{number}@example.org")
        for number in range(count - len(known))
    )
    made = Participant.objects.bulk_create(
        Participant(
            cohort=world.cohort, person=person, role="mentee", state="accepted",
            joined_on=timezone.localdate(),
        )
        for person in people
    )  # fmt: skip
    return [*known, *made]


def test_the_rules_are_run_from_the_list_and_run_again_with_pins(world, coordinator, board):
    draft, people = board
    pin(draft, pair_of(draft, people["kwame"]), by=world.coordinator, seen_version=1)
    run = reverse("matching:draft-run", args=(world.programme.slug, draft.round_id))
    assert coordinator.post(run, {"mode": "nonsense"}).status_code == 422
    made = coordinator.post(run, {"mode": "quality"})
    assert made.headers["Location"] == url(world, "draft", Draft.objects.get(number=2))
    assert "1 pinned pair stays together." in text(
        coordinator.get(url(world, "draft-again", draft))
    )
    coordinator.post(url(world, "draft-again", draft), {"mode": "participation"})
    again = Draft.objects.get(number=3)
    assert again.parent == draft
    assert pair_of(again, people["kwame"]).is_pinned
    listed = text(
        coordinator.get(reverse("matching:draft-list", args=(world.programme.slug, draft.round_id)))
    )
    assert "3 drafts to choose from" in listed
    assert "Draft 1, run again with its pins" in listed


def test_the_list_makes_as_many_queries_for_one_draft_as_for_fifteen(world, coordinator):
    chosen = RoundFactory.create(cohort=world.cohort)
    address = reverse("matching:draft-list", args=(world.programme.slug, chosen.pk))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert coordinator.get(address).status_code == 200
        return len(captured)

    DraftFactory.create(round=chosen, asked_by=world.coordinator)
    queries()
    one = queries()
    for _turn in range(14):
        DraftFactory.create(round=chosen, asked_by=world.coordinator)
    assert queries() == one


def test_a_draft_is_named_put_aside_and_taken_up_again(world, coordinator, board):
    draft, _people = board
    coordinator.post(url(world, "draft-name", draft), {"name": "With wishes"})
    draft.refresh_from_db()
    assert draft.name == "With wishes"
    assert coordinator.post(url(world, "draft-name", draft), {"name": "x" * 81}).status_code == 422
    coordinator.post(url(world, "draft-put-aside", draft))
    assert "This draft is put aside" in text(coordinator.get(url(world, "draft", draft)))
    again = coordinator.post(url(world, "draft-put-aside", draft), follow=True)
    assert "You put With wishes aside" in text(again)
    coordinator.post(url(world, "draft-take-up", draft))
    draft.refresh_from_db()
    assert draft.state == DraftState.READY


def test_a_run_under_way_shows_how_far_it_is_and_can_be_stopped(world, coordinator):
    chosen = RoundFactory.create(cohort=world.cohort)
    draft = DraftFactory.create(
        round=chosen, state=DraftState.SOLVING, solved_at=None, progress=42,
        progress_words="Looking for the best pairs",
    )  # fmt: skip
    address = url(world, "draft", draft)
    assert "42 of 100" in text(coordinator.get(address))
    part = coordinator.get(address, headers={"HX-Request": "true"})
    assert text(part).startswith("<section")
    coordinator.post(url(world, "draft-stop", draft))
    assert "The run stops as soon as it can." in text(coordinator.get(address))
    Draft.objects.filter(pk=draft.pk).update(state=DraftState.FAILED, problem="No mentor has room.")
    ended = coordinator.get(address, headers={"HX-Request": "true"})
    assert ended.headers["HX-Refresh"] == "true"
    assert "No mentor has room." in text(coordinator.get(address))


def test_today_asks_for_a_look_until_something_is_sent(world, board):
    draft, _people = board
    (need,) = needs_of_drafts(world.programme, world.coordinator)
    assert need.title == f"Draft 1 of {world.cohort.name} waits for your look"
    assert not list(needs_of_drafts(world.programme, world.mentor))
    DraftFactory.create(
        round=draft.round, number=2, state=DraftState.FAILED, solved_at=None,
        problem="No mentor has room.", asked_at=timezone.now() + timedelta(minutes=1),
    )  # fmt: skip
    (need,) = needs_of_drafts(world.programme, world.coordinator)
    assert need.reason == "No mentor has room."


def test_columns_have_pages_of_their_own(world, coordinator, board):
    draft, people = board
    take_out(draft, pair_of(draft, people["ines"]), by=world.coordinator, seen_version=1)
    assert "1 mentee without a mentor" in text(coordinator.get(url(world, "draft-waiting", draft)))
    room = text(coordinator.get(url(world, "draft-room", draft, q="nadia")))
    assert "1 mentor with room" in room
    assert "Amara Obi" not in room


def test_a_full_cohort_is_drawn(world, coordinator):
    chosen = board_round(world.cohort)
    many_people(chosen, 14, 8)
    draft = solved(chosen)
    shown = text(coordinator.get(url(world, "draft", draft)))
    assert f"{draft.measures['placed']} of 15 mentees have a proposed mentor." in shown
