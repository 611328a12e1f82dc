"""The board and its pages: who sees them, what they say, and what happens at a button."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.actions.board import pin, place, take_out
from matching.drafts.enums import DraftState
from matching.drafts.needs import needs_of_drafts
from matching.models import Draft, DraftPair, DraftUnplaced
from tests.factories.boards import many_people, small_board, solved
from tests.factories.programmes import CohortFactory
from tests.factories.rounds import DraftFactory, DraftPairFactory, RoundFactory

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


def url(world, name, row, **query):
    address = reverse(f"matching:{name}", args=(world.programme.slug, row.pk))
    pairs = "&".join(f"{key}={value}" for key, value in query.items())
    return f"{address}?{pairs}" if pairs else address


def text(response):
    return " ".join(response.content.decode().split())


def pair_of(draft, mentee):
    return DraftPair.objects.select_related("mentee__person", "mentor__person").get(
        draft=draft, mentee=mentee
    )


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
    from mentorship.accounts.models import Person  # noqa: PLC0415 - used here alone
    from programmes.models import Participant  # noqa: PLC0415

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


def test_a_press_on_pin_leads_back_to_the_pair_as_it_was_narrowed(world, coordinator, board):
    draft, people = board
    pair = pair_of(draft, people["ines"])
    typed = {"seen_version": 1, "back": "order=weakest&page=2"}
    response = coordinator.post(url(world, "pair-pin", pair), typed)
    assert response.headers["Location"] == (
        url(world, "draft", draft, order="weakest", page=2) + f"#pair-{pair.pk}"
    )
    assert "Pinned" in text(coordinator.get(url(world, "draft", draft)))
    for seen in ("", "x", "9" * 30):
        coordinator.post(url(world, "pair-unpin", pair), {"seen_version": seen})
    pair.refresh_from_db()
    assert pair.is_pinned


def test_a_swap_against_a_must_names_the_rule_and_is_done_with_a_reason(world, coordinator, board):
    draft, people = board
    one, other = pair_of(draft, people["kwame"]), pair_of(draft, people["jonas"])
    sentence = draft.settings["rules"][0]["sentence"]
    page = text(coordinator.get(url(world, "pair-swap", one)))
    assert sentence in page
    decide = text(coordinator.get(url(world, "pair-swap", one, chosen=other.pk)))
    assert sentence in decide
    assert "Do it all the same" in decide
    typed = {"seen_version": 1, "chosen": other.pk, "reason": " "}
    refused = coordinator.post(url(world, "pair-swap", one), typed)
    assert refused.status_code == 422
    assert sentence in text(refused)
    assert pair_of(draft, people["kwame"]).mentor == people["amara"]
    done = coordinator.post(url(world, "pair-swap", one), typed | {"reason": "They asked"})
    assert done.status_code == 302
    shown = text(coordinator.get(url(world, "draft", draft)))
    assert f"Against a rule: {sentence}" in shown
    assert "All the same: “They asked”" in shown
    assert "You swapped:" in text(coordinator.get(url(world, "draft-history", draft)))


def test_who_comes_second_reads_who_did_what_and_keeps_what_they_typed(
    world, coordinator, board, client_of
):
    draft, people = board
    pair = pair_of(draft, people["ines"])
    pin(draft, pair, by=world.administrator, seen_version=1)
    typed = {"seen_version": 1, "reason": "On leave until May"}
    response = coordinator.post(url(world, "pair-take-out", pair), typed)
    assert response.status_code == 422
    shown = text(response)
    assert "Adaeze pinned Ines Carvalho with Amara Obi, at " in shown
    assert 'value="On leave until May"' in shown
    assert DraftPair.objects.filter(pk=pair.pk).exists()


def test_a_pair_that_is_no_more_says_who_took_it_apart(world, coordinator, board):
    draft, people = board
    pair = pair_of(draft, people["ines"])
    place(
        draft, people["ines"], people["nadia"],
        by=world.administrator, seen_version=1, instead_of=pair,
    )  # fmt: skip
    typed = {"seen_version": 1, "reason": "On leave until May"}
    for name in ("pair-take-out", "pair-pin", "pair-move", "pair-swap"):
        response = coordinator.post(url(world, name, pair), typed)
        assert response.status_code == 409
        assert "Adaeze moved Ines Carvalho from Amara Obi to Nadia Petrova" in text(response)
        assert "On leave until May" in text(response)


def test_others_hear_of_a_change_and_whoever_made_it_does_not(world, coordinator, board, client_of):
    draft, people = board
    pair = pair_of(draft, people["ines"])
    news = reverse("matching:draft-news", args=(world.programme.slug, draft.pk))
    assert not text(coordinator.get(f"{news}?seen=1"))
    pin(draft, pair, by=world.administrator, seen_version=1)
    assert "Adaeze pinned Ines Carvalho" in text(coordinator.get(f"{news}?seen=1"))
    for seen in ("2", "", "x", "99999999999999999999"):
        assert not text(coordinator.get(f"{news}?seen={seen}"))


def test_a_mentee_who_waits_is_placed_from_the_list_of_mentors(world, coordinator, board):
    draft, people = board
    take_out(draft, pair_of(draft, people["jonas"]), by=world.coordinator, seen_version=1)
    address = reverse(
        "matching:draft-place", args=(world.programme.slug, draft.pk, people["jonas"].pk)
    )
    listed = text(coordinator.get(address))
    assert listed.index("Li Wei Chen") < listed.index("Nadia Petrova") < listed.index("Amara Obi")
    decide = text(coordinator.get(f"{address}?chosen={people['li'].pk}"))
    assert "Jonas Brandt with Li Wei Chen" in decide
    assert coordinator.get(f"{address}?chosen={people['ines'].pk}").status_code == 404
    done = coordinator.post(address, {"seen_version": 2, "chosen": people["li"].pk})
    assert done.status_code == 302
    assert pair_of(draft, people["jonas"]).mentor == people["li"]
    assert not DraftUnplaced.objects.filter(draft=draft).exists()


def test_a_change_is_taken_back_from_the_history(world, coordinator, board):
    draft, people = board
    pair = pair_of(draft, people["ines"])
    take_out(draft, pair, by=world.coordinator, seen_version=1, reason="She asked")
    assert "“She asked”" in text(coordinator.get(url(world, "draft-history", draft)))
    change = draft.changes.get(version=2)
    coordinator.post(url(world, "draft-take-back", draft), {"change": change.pk})
    assert DraftPair.objects.filter(pk=pair.pk).exists()
    shown = text(coordinator.get(url(world, "draft-history", draft)))
    assert "You took back: You took Ines Carvalho out of the pair with Amara Obi" in shown
    for wrong in ("", "x", draft.pk):
        response = coordinator.post(url(world, "draft-take-back", draft), {"change": wrong})
        assert response.status_code == 404


def test_the_page_why_adds_up_and_says_what_another_mentor_would_cost(world, coordinator, board):
    draft, people = board
    pair = pair_of(draft, people["jonas"])
    shown = text(coordinator.get(url(world, "pair-why", pair)))
    assert "66.67 of 66.67" in shown
    assert "Both named “pricing”." in shown
    ruled_out = text(
        coordinator.get(
            url(world, "pair-why", pair_of(draft, people["kwame"]), mentor=people["li"].pk)
        )
    )
    assert "A rule is against Kwame Boateng with Li Wei Chen." in ruled_out
    costs = text(coordinator.get(url(world, "pair-why", pair, mentor=people["nadia"].pk)))
    assert "would lower the average fit from 55.56 to 33.33." in costs
    assert "Jonas Brandt would move from Li Wei Chen (fit 67) to Nadia Petrova (fit 0)." in costs
    full = text(
        coordinator.get(
            url(world, "pair-why", pair_of(draft, people["ines"]), mentor=people["li"].pk)
        )
    )
    assert "Jonas Brandt would move from Li Wei Chen (fit 67)" in full
    assert coordinator.get(url(world, "pair-why", pair, mentor="x")).status_code == 200


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
    from tests.factories.boards import board_round  # noqa: PLC0415 - made here alone

    chosen = board_round(world.cohort)
    many_people(chosen, 14, 8)
    draft = solved(chosen)
    shown = text(coordinator.get(url(world, "draft", draft)))
    assert f"{draft.measures['placed']} of 15 mentees have a proposed mentor." in shown
