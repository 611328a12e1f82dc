"""No page about a draft asks the database more for thirty pairs than for a few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from matching.actions.board import keep_apart, pin
from matching.actions.sendings import stage
from matching.models import DraftPair
from tests.factories.boards import board_round, many_people, solved, somebody
from tests.factories.programmes import CohortFactory

pytestmark = pytest.mark.django_db

# Boards, rules, answers and what else has a test of its own are left out.
OF_DRAFT = ("draft-again", "draft-apart", "draft-history", "draft-room", "draft-waiting")
OF_ROUND = ("sending-list", "sending-unmatched")
OF_PAIR = ("pair-move", "pair-swap", "pair-why")
OF_SENDING = ("sending-mails",)


def questions(world, client, number):
    """Fill a round with so many pairs, changed by hand, and count what each page asks."""
    chosen = board_round(CohortFactory.create(programme=world.programme))
    many_people(chosen, number + 3, number + 1, seats=1)
    somebody(chosen, "Waiting Person", "Law")
    draft = solved(chosen)
    pairs = list(DraftPair.objects.filter(draft=draft).select_related("mentee", "mentor"))
    third = number // 3
    for pair in pairs[:third]:
        pin(draft, pair, by=world.coordinator, seen_version=draft.version)
    for pair in pairs[third : 2 * third]:
        keep_apart(draft, pair, by=world.coordinator, seen_version=draft.version)
    # One of several that could still be swapped with each other.
    free = draft.pairs.filter(is_pinned=False).first()
    slug, waits = world.programme.slug, draft.unplaced.first().mentee_id
    given = {"sending-stage": (slug, draft.pk), "draft-place": (slug, draft.pk, waits)}
    given |= dict.fromkeys(OF_DRAFT, (slug, draft.pk))
    given |= dict.fromkeys(OF_ROUND, (slug, chosen.pk))
    given |= dict.fromkeys(OF_PAIR, (slug, free.pk))
    found = _counted(client, given)
    sending = stage(draft, by=world.coordinator)
    return found | _counted(client, dict.fromkeys(OF_SENDING, (slug, sending.pk)))


def _counted(client, given):
    """Return the number of queries of each page."""
    counts = {}
    for name, ids in given.items():
        address = reverse(f"matching:{name}", args=ids)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200, name
        counts[name] = len(captured)
    return counts


def test_thirty_pairs_cost_as_much_as_a_few(world, client_of):
    client = client_of(world.coordinator)
    few = questions(world, client, 8)
    many = questions(world, client, 30)
    grown = {name: (few[name], many[name]) for name in few if many[name] > few[name]}
    assert grown == {}
