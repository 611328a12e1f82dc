"""What happens to pairs at a button: pin, swap, move, why, and who comes second."""

import pytest
from django.urls import reverse

from matching.actions.board import pin, place, take_out
from matching.models import DraftPair, DraftUnplaced
from tests.factories.boards import small_board, solved
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
