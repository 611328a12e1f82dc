"""The rules of a round in the console: sentences, their effects, and two people at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from matching.models import MatchingRule
from matching.rounds.enums import RuleStrength, RuleTest
from mentorship.accounts.models import Membership
from programmes.applying.enums import QuestionKind
from programmes.models import Profile
from tests.factories.choosing import QuestionFactory
from tests.factories.programmes import MenteeFactory, ParticipantFactory
from tests.factories.rounds import RoundFactory, RuleFactory

pytestmark = pytest.mark.django_db
DEPARTMENT = {"mentee_field": "profile:department", "mentor_field": "profile:department"}


@pytest.fixture
def chosen(world):
    return RoundFactory.create(cohort=world.cohort)


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


def url_of(name, chosen, pk=None):
    return reverse(f"matching:{name}", args=(chosen.cohort.programme.slug, pk or chosen.pk))


def fill(place, **fields):
    membership = Membership.objects.get(person=place.person)
    Profile.objects.update_or_create(membership=membership, defaults=fields)


def test_the_rules_say_what_each_leaves_and_whom_with_nobody(world, chosen, coordinator):
    fill(world.mentor_place, department="Finance")
    fill(world.mentee_place, department="Finance")
    RuleFactory.create(round=chosen)
    RuleFactory.create(
        round=chosen, strength=RuleStrength.SHOULD, test=RuleTest.SAME, weight=3, position=1
    )
    page = coordinator.get(url_of("rule-list", chosen))
    assert "Mentor and mentee must have different departments." in page.text
    assert "0 of 1 pairs may meet; 1 mentee has nobody" in page.text
    assert "Leaves with nobody:" in page.text
    assert world.mentee.name in page.text
    assert "100 of 100 points" in page.text


def test_rules_that_contradict_each_other_say_so(chosen, coordinator):
    RuleFactory.create(round=chosen)
    RuleFactory.create(round=chosen, test=RuleTest.SAME, position=1)
    page = coordinator.get(url_of("rule-list", chosen))
    assert page.text.count("No pair can keep both this rule and another one") == 2
    assert "No rule weighs" in page.text


def test_the_page_asks_as_much_of_thirty_people_as_of_one(world, chosen, coordinator):
    RuleFactory.create(round=chosen)
    counts = []
    for more in (0, 29):
        for _turn in range(more):
            ParticipantFactory.create(cohort=world.cohort)
            MenteeFactory.create(cohort=world.cohort)
        coordinator.get(url_of("rule-list", chosen))
        with CaptureQueriesContext(connection) as queries:
            coordinator.get(url_of("rule-list", chosen))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_only_what_is_not_said_yet_can_be_added_twice(chosen, coordinator):
    RuleFactory.create(round=chosen, test=RuleTest.IN_DATE, mentee_field="", mentor_field="")
    page = coordinator.get(url_of("rule-add", chosen))
    assert "?test=in_date" not in page.text
    assert "?test=checks" in page.text
    assert coordinator.get(f"{url_of('rule-add', chosen)}?test=in_date").status_code == 404
    assert coordinator.get(f"{url_of('rule-add', chosen)}?test=nonsense").status_code == 404


def test_a_sentence_is_written_with_choices_and_stored(chosen, coordinator):
    url = url_of("rule-add", chosen)
    page = coordinator.get(f"{url}?test=same")
    assert "have something in common." in page.text
    data = {"test": "same", "strength": "should", "weight": "7", **DEPARTMENT}
    coordinator.post(url, data)
    rule = chosen.rules.get()
    assert (rule.strength, rule.weight, rule.mentee_field) == ("should", 7, "profile:department")
    chosen.refresh_from_db()
    assert chosen.version == 2


def test_a_must_has_no_weight_whatever_was_chosen(chosen, coordinator):
    data = {"test": "same", "strength": "must", "weight": "7", **DEPARTMENT}
    coordinator.post(url_of("rule-add", chosen), data)
    assert chosen.rules.get().weight == 0


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"test": "same", "strength": "perhaps", "weight": "5", **DEPARTMENT}, "strength"),
        (
            {"test": "different", "strength": "must_not", "weight": "5", **DEPARTMENT},
            "strength",
        ),
        (
            {"test": "same", "strength": "must", "weight": "5", "mentee_field": "profile:shoe"},
            "mentee_field",
        ),
        (
            {
                "test": "in_common",
                "strength": "must",
                "weight": "5",
                "at_least": "2",
                **DEPARTMENT,
            },
            "mentee_field",
        ),
        ({"test": "availability", "strength": "must", "weight": "5", "at_least": "-1"}, "at_least"),
        (
            {"test": "availability", "strength": "must", "weight": "5", "at_least": "NaN"},
            "at_least",
        ),
        ({"test": "time_zone", "strength": "should", "weight": "11", "most": "3"}, "weight"),
        ({"test": "language", "strength": "must", "weight": "5", "low": "9"}, "low"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_nothing_is_stored(chosen, coordinator, data, field):
    page = coordinator.post(url_of("rule-add", chosen), data)
    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert not chosen.rules.exists()


def test_steps_are_filled_in_from_what_occurs_and_shown_before_they_count(
    world, chosen, coordinator
):
    fill(world.mentor_place, grade="Band 10")
    fill(world.mentee_place, grade="Band 9")
    grade = {"mentee_field": "profile:grade", "mentor_field": "profile:grade"}
    data = {"test": "gap", "strength": "should", "weight": "5", "low": "1", "high": "2", **grade}
    url = url_of("rule-add", chosen)
    page = coordinator.post(url, data)
    assert "Band 9\nBand 10" in page.text
    assert not chosen.rules.exists()
    coordinator.post(url, data | {"order": "Band 9\nBand 10\n"})
    assert chosen.rules.get().order == ["Band 9", "Band 10"]


@pytest.mark.parametrize("order", ["One", "One\none", "\n".join(map(str, range(30)))])
def test_steps_that_make_no_ladder_are_refused(chosen, coordinator, order):
    grade = {"mentee_field": "profile:grade", "mentor_field": "profile:grade"}
    data = {"test": "gap", "strength": "must", "weight": "5", "low": "1", "high": "2", **grade}
    page = coordinator.post(url_of("rule-add", chosen), data | {"order": order})
    assert "order" in page.context["form"].errors


def test_a_gap_does_not_end_before_it_begins(chosen, coordinator):
    grade = {"mentee_field": "profile:grade", "mentor_field": "profile:grade"}
    data = {"test": "gap", "strength": "must", "weight": "5", "low": "3", "high": "1", **grade}
    page = coordinator.post(url_of("rule-add", chosen), data | {"order": "A\nB"})
    assert "high" in page.context["form"].errors


def test_answers_of_both_sides_can_be_compared(world, chosen, coordinator):
    keys = {}
    for role in ("mentee", "mentor"):
        question = QuestionFactory.create(
            section__form__programme=world.programme,
            section__form__role=role,
            kind=QuestionKind.MULTI_CHOICE,
            text=f"What of the {role}?",
            options=["a", "b"],
        )
        keys[f"{role}_field"] = f"question:{question.key}"
    url = url_of("rule-add", chosen)
    assert "What of the mentee?" in coordinator.get(f"{url}?test=in_common").text
    data = {"test": "in_common", "strength": "should", "weight": "5", "at_least": "2", **keys}
    coordinator.post(url, data)
    page = coordinator.get(url_of("rule-list", chosen))
    assert "should share at least 2." in page.text
    swapped = {"mentee_field": keys["mentor_field"], "mentor_field": keys["mentee_field"]}
    page = coordinator.post(url, data | swapped)
    assert "mentee_field" in page.context["form"].errors


def test_what_a_rule_would_do_is_told_before_it_is_saved(world, chosen, coordinator):
    fill(world.mentor_place, department="Finance")
    fill(world.mentee_place, department="Finance")
    query = "?test=different&strength=must&weight=5&mentee_field=profile:department"
    page = coordinator.get(f"{url_of('rule-add', chosen)}{query}&mentor_field=profile:department")
    assert "0 of 1 pairs are left with it; 1 more without it." in page.text
    assert world.mentee.name in page.text
    assert not chosen.rules.exists()


def test_a_rule_is_changed_moved_turned_off_and_taken_out(chosen, coordinator):
    first = RuleFactory.create(round=chosen, position=0)
    second = RuleFactory.create(round=chosen, test=RuleTest.SAME, position=1)
    data = {"strength": "must_not", "weight": "5", **DEPARTMENT}
    coordinator.post(url_of("rule-change", chosen, second.pk), data)
    coordinator.post(url_of("rule-move", chosen, second.pk), {"to": "up", "version": 2})
    assert list(chosen.rules.values_list("pk", flat=True)) == [second.pk, first.pk]
    coordinator.post(url_of("rule-switch", chosen, first.pk), {"to": "off", "version": 3})
    assert "Turned off" in coordinator.get(url_of("rule-list", chosen)).text
    assert "Take this rule out?" in coordinator.get(url_of("rule-remove", chosen, first.pk)).text
    coordinator.post(url_of("rule-remove", chosen, first.pk), {"version": 4})
    assert chosen.rules.get().strength == RuleStrength.MUST_NOT


def test_turning_one_of_the_usual_rules_off_says_what_that_means(chosen, coordinator):
    rule = RuleFactory.create(round=chosen, test=RuleTest.IN_DATE, mentee_field="", mentor_field="")
    page = coordinator.post(
        url_of("rule-switch", chosen, rule.pk), {"to": "off", "version": 1}, follow=True
    )
    assert "until their training is in date or waived" in page.text


def test_whoever_looked_at_older_rules_overwrites_nothing(chosen, coordinator, world, client_of):
    rule = RuleFactory.create(round=chosen)
    url = url_of("rule-change", chosen, rule.pk)
    seen = coordinator.get(url).context["form"]["seen"].value()
    data = {"strength": "should", "weight": "3", **DEPARTMENT, "seen": seen}
    coordinator.post(url, data)
    page = coordinator.post(url, data | {"weight": "9"})
    assert "Somebody saved before you" in page.text
    tried = {"rule-switch": {"to": "off"}, "rule-move": {"to": "up"}, "rule-remove": {}}
    for name, old in tried.items():
        page = coordinator.post(url_of(name, chosen, rule.pk), old | {"version": 1}, follow=True)
        assert "Somebody changed this meanwhile." in page.text
    rule.refresh_from_db()
    assert (rule.weight, rule.is_on) == (3, True)


def test_a_rule_that_was_taken_out_meanwhile_is_not_brought_back(chosen, coordinator):
    rule = RuleFactory.create(round=chosen)
    kept = MatchingRule.objects.get(pk=rule.pk)
    coordinator.post(url_of("rule-remove", chosen, rule.pk), {"version": 1})
    page = coordinator.post(url_of("rule-change", chosen, kept.pk), {"strength": "must"})
    assert page.status_code == 404
    assert not chosen.rules.exists()


def test_a_rule_of_another_programme_is_not_found(chosen, coordinator):
    other = RuleFactory.create()
    for name in ("rule-change", "rule-remove"):
        assert coordinator.get(url_of(name, chosen, other.pk)).status_code == 404
