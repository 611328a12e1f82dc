"""Rounds in the console: beginning, setting up, closing, and who may."""

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.drafts.enums import DraftState
from matching.models import Round
from matching.publishing.enums import SendingState
from matching.rounds.enums import DraftMode, RoundState, RuleTest, WhoWishes
from matching.rounds.templates import ALWAYS, TEMPLATES
from mentorship.accounts.models import Membership
from programmes.models import Profile
from tests.factories.rounds import DraftFactory, RoundFactory, RuleFactory, SendingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


def begin(client, world, template="civil-service", **data):
    url = reverse("matching:round-template", args=(world.programme.slug, template))
    return client.post(url, {"cohort": world.cohort.pk, **data})


def fill(person, **fields):
    membership = Membership.objects.get(person=person)
    Profile.objects.update_or_create(membership=membership, defaults=fields)


def test_without_a_round_the_page_offers_to_begin_one(world, coordinator):
    page = coordinator.get(reverse("matching:round-list", args=(world.programme.slug,)))
    assert "Begin a round" in page.text
    begin_page = coordinator.get(reverse("matching:round-begin", args=(world.programme.slug,)))
    for template in TEMPLATES.values():
        assert str(template.title) in begin_page.text


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_shows_its_sentences_first_and_becomes_rules(world, coordinator, template):
    url = reverse("matching:round-template", args=(world.programme.slug, template))
    page = coordinator.get(url)
    assert "Everybody must be in date with their training." in page.text
    assert not Round.objects.exists()
    begin(coordinator, world, template)
    chosen = Round.objects.get()
    tests = list(chosen.rules.values_list("test", flat=True))
    assert tests == [rule.test for rule in (*TEMPLATES[template].rules, *ALWAYS)]
    assert chosen.ceiling == TEMPLATES[template].ceiling


def test_rules_over_what_nobody_filled_in_rest_and_say_so(world, coordinator):
    fill(world.mentee, department="Finance")
    fill(world.mentor, department="Law", grade="G7")
    url = reverse("matching:round-template", args=(world.programme.slug, "civil-service"))
    assert "No mentee has filled in: grade." in coordinator.get(url).text
    begin(coordinator, world)
    chosen = Round.objects.get()
    assert chosen.rules.get(test=RuleTest.DIFFERENT).is_on
    assert not chosen.rules.get(test=RuleTest.GAP).is_on


def test_steps_are_those_that_occur_in_the_order_of_a_known_ladder(world, coordinator):
    fill(world.mentee, grade="HEO")
    fill(world.mentor, grade="AO")
    begin(coordinator, world)
    gap = Round.objects.get().rules.get(test=RuleTest.GAP)
    assert (gap.order, gap.is_on) == (["AO", "HEO"], True)


def test_a_second_round_of_the_cohort_does_not_begin_while_one_is_open(world, coordinator):
    begin(coordinator, world)
    begin(coordinator, world)
    assert Round.objects.count() == 1


def test_a_cohort_of_another_programme_cannot_be_named(world, coordinator):
    other = world.other_programme.cohorts.create(
        number=1, name="Theirs", starts_on="2026-01-01", ends_on="2026-12-01"
    )
    begin(coordinator, world, cohort=other.pk)
    assert not Round.objects.exists()


def settings_of(chosen, **changes):
    facts = {
        "mode": chosen.mode,
        "ceiling": chosen.ceiling,
        "mentors_each": chosen.mentors_each,
        "answer_days": chosen.answer_days,
        "way": chosen.way,
        "who_wishes": chosen.who_wishes,
        "most_wishes": chosen.most_wishes,
        "wishes_until": "",
    }
    return facts | changes


def test_the_round_is_set_up_and_counts_that_it_moved_on(world, coordinator):
    chosen = RoundFactory.create(cohort=world.cohort)
    url = reverse("matching:round-settings", args=(world.programme.slug, chosen.pk))
    assert "As many people as possible get somebody" in coordinator.get(url).text
    coordinator.post(url, settings_of(chosen, ceiling=5, wishes_until="2027-03-01"))
    chosen.refresh_from_db()
    assert (chosen.ceiling, chosen.version) == (5, 2)
    assert chosen.wishes_until.isoformat() == "2027-03-01"


def test_first_wishes_cannot_come_first_where_nobody_is_asked(world, coordinator):
    chosen = RoundFactory.create(cohort=world.cohort, who_wishes=WhoWishes.MENTORS)
    url = reverse("matching:round-settings", args=(world.programme.slug, chosen.pk))
    page = coordinator.post(url, settings_of(chosen, mode=DraftMode.RANK_MAXIMAL, ceiling=7))
    assert "First wishes can only come first" in page.text
    assert 'value="7"' in page.text
    chosen.refresh_from_db()
    assert chosen.mode == DraftMode.PARTICIPATION


def test_who_saves_second_is_told_and_keeps_what_they_typed(world, coordinator):
    chosen = RoundFactory.create(cohort=world.cohort)
    url = reverse("matching:round-settings", args=(world.programme.slug, chosen.pk))
    seen = coordinator.get(url).context["form"]["seen"].value()
    coordinator.post(url, settings_of(chosen, ceiling=4, seen=seen))
    page = coordinator.post(url, settings_of(chosen, ceiling=9, seen=seen))
    assert "Somebody saved before you" in page.text
    assert 'value="9"' in page.text
    chosen.refresh_from_db()
    assert chosen.ceiling == 4
    again = settings_of(chosen, ceiling=9, seen=page.context["form"].data["seen"])
    coordinator.post(url, again)
    chosen.refresh_from_db()
    assert chosen.ceiling == 9


def test_a_closed_round_is_read_opened_again_and_not_changed(world, coordinator):
    chosen = RoundFactory.create(cohort=world.cohort)
    args = (world.programme.slug, chosen.pk)
    assert "Close this round?" in coordinator.get(reverse("matching:round-close", args=args)).text
    coordinator.post(reverse("matching:round-close", args=args))
    chosen.refresh_from_db()
    assert chosen.state == RoundState.CLOSED
    refused = coordinator.post(
        reverse("matching:round-settings", args=args), settings_of(chosen, ceiling=8), follow=True
    )
    assert "This round is closed, so nothing of it changes." in refused.text
    assert "Earlier rounds" in refused.text
    coordinator.post(reverse("matching:round-reopen", args=args))
    chosen.refresh_from_db()
    assert (chosen.state, chosen.ceiling) == (RoundState.OPEN, 2)


def test_a_round_is_not_opened_beside_another_nor_in_a_closed_cohort(world, coordinator):
    closed = RoundFactory.create(cohort=world.cohort, state=RoundState.CLOSED)
    RoundFactory.create(cohort=world.cohort)
    url = reverse("matching:round-reopen", args=(world.programme.slug, closed.pk))
    page = coordinator.post(url, follow=True)
    assert "Another round of this cohort is open" in page.text
    closed.refresh_from_db()
    assert closed.state == RoundState.CLOSED


@pytest.mark.parametrize("who", ["facilitator", "other_coordinator", "stranger", "mentor"])
def test_who_looks_after_no_matches_changes_no_round(world, client_of, who):
    chosen = RoundFactory.create(cohort=world.cohort)
    args = (world.programme.slug, chosen.pk)
    client = client_of(getattr(world, who))
    for name in ("round-settings", "round-close", "round-reopen", "rule-add"):
        page = client.post(reverse(f"matching:{name}", args=args))
        assert page.status_code in {403, 404}
    chosen.refresh_from_db()
    assert chosen.state == RoundState.OPEN


def test_a_round_of_another_programme_is_not_found(world, coordinator):
    other = RoundFactory.create()
    args = (world.programme.slug, other.pk)
    for name in ("round-seats", "round-settings", "round-close", "rule-list", "rule-add"):
        assert coordinator.get(reverse(f"matching:{name}", args=args)).status_code == 404


def test_the_list_of_rounds_leads_on_to_what_comes_next(world, coordinator):
    page = reverse("matching:round-list", args=(world.programme.slug,))
    chosen = RoundFactory.create(cohort=world.cohort)
    args = (world.programme.slug,)

    def leads_to(name, pk, label):
        shown = coordinator.get(page).text
        return reverse(f"matching:{name}", args=(*args, pk)) in shown and label in shown

    assert leads_to("rule-list", chosen.pk, "Set the rules")
    RuleFactory.create(round=chosen)
    assert leads_to("draft-run", chosen.pk, "Draw up a draft")
    DraftFactory.create(round=chosen, number=1, state=DraftState.DISCARDED)
    assert leads_to("draft-run", chosen.pk, "Draw up a draft")
    draft = DraftFactory.create(round=chosen, number=2)
    assert leads_to("draft", draft.pk, "Open Draft 2")
    SendingFactory.create(draft=draft, state=SendingState.SENT, sent_at=timezone.now())
    assert leads_to("sending-answers", chosen.pk, "See the answers")
