"""Nobody from outside reaches a round: not by address, not by an id typed into a form."""

import pytest
from django.urls import reverse

from matching.models import DraftHold, DraftPair, MatchRequest, MentorSeats, SendingPair, Wish
from matching.urls import drafts, rounds, sendings, what_ifs, wishes
from programmes.models import Participant
from tests.architecture.matching_rows import make_matching
from tests.factories.boards import board_round, small_board, solved
from tests.factories.programmes import CohortFactory, MenteeFactory, ParticipantFactory
from tests.factories.rounds import (
    DraftPairFactory,
    MatchRequestFactory,
    MentorGroupFactory,
    RoundFactory,
    SendingFactory,
    WishFactory,
    WishListFactory,
)

pytestmark = pytest.mark.django_db

CONSOLE = [
    each
    for group in (drafts, rounds, sendings, what_ifs, wishes)
    for each in group.urlpatterns
    if "slug" in each.pattern.converters
]
PORTAL = [each for each in wishes.urlpatterns if "slug" not in each.pattern.converters]


def address(pattern, world, rows):
    """Return the address of a pattern about one of the rows."""
    given = {"slug": world.programme.slug, **{k: v() for k, v in rows.given().items()}}
    own = rows.rows()
    for prefix in sorted(own, key=len, reverse=True):
        if pattern.name.startswith(prefix):
            given["pk"] = own[prefix].pk
            break
    kwargs = {name: given[name] for name in pattern.pattern.converters}
    return reverse(f"matching:{pattern.name}", kwargs=kwargs)


def stored(world):
    """Return what of matching is stored, by table and count."""
    models = (DraftHold, DraftPair, MatchRequest, MentorSeats, SendingPair, Wish, Participant)
    return [sorted(model._base_manager.values_list("pk", flat=True)) for model in models]


def test_every_page_of_the_console_is_shut_to_who_is_not_of_the_team(world, client_of):
    rows = make_matching(world)
    before = stored(world)
    assert len(CONSOLE) > 70
    # docs/permissions.csv walks everybody; here it is what they would send that matters.
    for who, expected in (("other_coordinator", 404), ("mentor", 403), ("reviewer", 403)):
        client = client_of(getattr(world, who))
        for pattern in CONSOLE:
            url = address(pattern, world, rows)
            for response in (client.get(url), client.post(url, {"seen_version": 1})):
                allowed = {expected, 404, 405}
                assert response.status_code in allowed, (who, pattern.name, response.status_code)
    assert stored(world) == before


def test_a_page_of_ones_own_is_nobody_elses(world, client_of):
    rows = make_matching(world)
    before = stored(world)
    for who in ("stranger", "coordinator", "facilitator", "administrator"):
        client = client_of(getattr(world, who))
        for pattern in PORTAL:
            if pattern.name in {"my-hours", "my-hours-halves"}:
                continue
            url = address(pattern, world, rows)
            for response in (client.get(url), client.post(url, {"about": rows.pair.mentee_id})):
                assert response.status_code in {403, 404, 405}, (who, pattern.name)
    assert stored(world) == before


def test_looking_changes_nothing(world, client_of):
    rows = make_matching(world)
    before = stored(world)
    version = rows.pair.draft.version
    client = client_of(world.coordinator)
    for pattern in CONSOLE:
        client.get(address(pattern, world, rows))
    rows.pair.draft.refresh_from_db()
    assert rows.pair.draft.version == version
    assert stored(world) == before


@pytest.fixture
def foreign(world):
    """Return a round with one of everything, in another organisation's programme."""
    chosen = RoundFactory.create(cohort=CohortFactory.create(programme=world.other_programme))
    pair = DraftPairFactory.create(draft__round=chosen)
    sending = SendingFactory.create(draft=pair.draft)
    line = SendingPair.objects.create(sending=sending, mentee=pair.mentee, mentor=pair.mentor)
    return pair, line


def test_ids_from_elsewhere_are_refused_in_every_field(world, client_of, foreign):
    pair, line = foreign
    chosen, people = small_board(world.cohort, who_wishes="both")
    draft = solved(chosen)
    own = DraftPair.objects.filter(draft=draft, mentee=people["ines"]).get()
    sending = SendingFactory.create(draft=draft)
    group = MentorGroupFactory.create(round=chosen)
    wanted = WishListFactory.create(round=chosen, participant=people["kwame"])
    before = stored(world)
    client, slug = client_of(world.coordinator), world.programme.slug
    seen = {"seen_version": draft.version, "reason": "Typed in"}
    tries = [
        ("pair-move", (own.pk,), {"chosen": pair.mentor_id, **seen}),
        ("pair-move", (own.pk,), {"chosen": people["jonas"].pk, **seen}),
        ("pair-swap", (own.pk,), {"chosen": pair.pk, **seen}),
        ("draft-place", (draft.pk, pair.mentee_id), {"chosen": own.mentor_id, **seen}),
        ("draft-allow", (draft.pk,), {"hold": pair.pk, **seen}),
        ("draft-take-back", (draft.pk,), {"change": pair.pk, **seen}),
        ("sending-stage", (draft.pk,), {"pairs": [pair.pk]}),
        ("sending-bring-back", (sending.pk,), {"pair": line.pk}),
        ("round-give-seats", (chosen.pk, pair.mentor_id), {"seats": 3}),
        ("round-give-seats", (chosen.pk, people["kwame"].pk), {"seats": 3}),
        ("group-change", (group.pk,), {"name": "A", "ceiling": 1, "members": [pair.mentor_id]}),
        ("wish-enter", (chosen.pk, pair.mentee_id), {"wish_1": own.mentor_id}),
        ("wish-enter", (chosen.pk, wanted.participant_id), {"wish_1": pair.mentor_id}),
        ("wish-enter", (chosen.pk, wanted.participant_id), {"1": pair.mentor_id}),
        ("wish-remind", (chosen.pk,), {"place": [pair.mentee_id]}),
        ("sending-next", (chosen.pk, pair.mentee_id), {"mentor": own.mentor_id}),
        ("sending-extend", (chosen.pk, pair.mentee_id), {"days": 3}),
    ]
    for name, ids, data in tries:
        response = client.post(reverse(f"matching:{name}", args=(slug, *ids)), data)
        assert response.status_code in {200, 302, 404, 422}, name
        assert stored(world) == before, name


def test_a_participant_names_and_asks_only_whom_they_may(world, client_of, foreign):
    pair, _line = foreign
    board_round(world.cohort, who_wishes="both", wishes_until="2099-01-01", way="asking")
    before = stored(world)
    client, own = client_of(world.mentee), world.mentee_place.pk
    other_mentee = MenteeFactory.create(cohort=world.cohort)
    elsewhere = ParticipantFactory.create(cohort__programme=world.programme)
    before = stored(world)
    for about in (pair.mentor_id, other_mentee.pk, elsewhere.pk, own):
        client.post(reverse("matching:my-wishes-add", args=(own,)), {"about": about})
        asked = client.post(
            reverse("matching:my-mentors-ask", args=(own, about)), {"words": "Please"}
        )
        assert asked.status_code == 404
        assert stored(world) == before


def test_what_one_writes_to_a_mentor_is_on_no_page_of_the_console(world, client_of):
    rows = make_matching(world)
    MatchRequest.objects.update(words="Between the two of us")
    for who in ("coordinator", "administrator"):
        client = client_of(getattr(world, who))
        for pattern in CONSOLE:
            shown = client.get(address(pattern, world, rows))
            assert b"Between the two of us" not in shown.content, (who, pattern.name)
        person = reverse(
            "programmes:participant", args=(world.programme.slug, world.mentee_place.pk)
        )
        assert b"Between the two of us" not in client.get(person).content


def test_a_participant_reads_no_score_and_no_wish_about_them(world, client_of):
    chosen = board_round(world.cohort, who_wishes="both", wishes_until="2099-01-01")
    theirs = WishListFactory.create(round=chosen, participant=world.mentee_place)
    other = MenteeFactory.create(cohort=world.cohort, person__name="Quintessa Marlowe")
    WishFactory.create(wish_list=theirs, about=world.mentor_place, rank=1)
    MatchRequestFactory.create(round=chosen, mentee=other, mentor=world.mentor_place)
    draft = DraftPairFactory.create(
        draft__round=chosen, mentee=world.mentee_place, mentor=world.mentor_place, points=8437
    )
    assert draft.points == 8437
    client = client_of(world.mentee)
    for name in ("my-wishes", "my-mentors", "my-hours-place"):
        shown = client.get(reverse(f"matching:{name}", args=(world.mentee_place.pk,)))
        words = shown.content.decode()
        assert shown.status_code == 200
        assert "8437" not in words
        assert "fit 84" not in words
        assert "Quintessa" not in words
    mentor = client_of(world.mentor)
    words = mentor.get(reverse("matching:my-wishes", args=(world.mentor_place.pk,))).content
    assert b"84 of 100" not in words
    assert "Jonas" not in words.decode().split("<main", 1)[1].split("</main", 1)[0]
