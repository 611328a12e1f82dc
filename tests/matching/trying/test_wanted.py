"""What is tried, as an address and as settings."""

from urllib.parse import parse_qsl
from uuid import UUID

import pytest

from matching.trying.wanted import OFF, Wanted, changed_settings, standing_of, standings_for

ONE, OTHER = UUID(int=1), UUID(int=2)


def rule(pk="r", **fields):
    return {
        "id": pk,
        "strength": "must",
        "test": "different",
        "weight": 0,
        "mentee_field": "profile:department",
        "mentor_field": "profile:department",
        "at_least": 1.0,
        "most": 0.0,
        "low": 0,
        "high": 0,
        "order": [],
        "sentence": "As it was.",
    } | fields


def settings(*rules, **fields):
    groups = [{"id": "g", "name": "House", "ceiling": 2, "members": []}]
    return {"rules": list(rules), "ceiling": 2, "seats": {}, "groups": groups} | fields


def test_an_address_says_all_of_it_in_one_order():
    wanted = Wanted(
        together=((ONE, OTHER),),
        rules={"b": "3", "a": OFF},
        seats={ONE: 2},
        groups={"g": 3},
        ceiling=4,
        mode="stable",
        hand_may_move=True,
    )
    assert parse_qsl(wanted.query) == [
        ("together", f"{ONE}~{OTHER}"),
        ("rule-a", OFF),
        ("rule-b", "3"),
        ("seats", f"{ONE}~2"),
        ("group", "g~3"),
        ("ceiling", "4"),
        ("mode", "stable"),
        ("hand", "move"),
    ]
    assert wanted.count == 8
    assert not Wanted()
    assert Wanted().query == ""


def test_settings_change_where_asked_and_the_old_stay_as_they_were():
    old = settings(rule("a"), rule("b", strength="should", weight=5))
    wanted = Wanted(rules={"a": OFF, "b": "8", "c": "must"}, seats={ONE: 3}, groups={"g": 5})
    new = changed_settings(old, wanted, spare=[rule("c"), rule("d")])
    assert [(each["id"], standing_of(each)) for each in new["rules"]] == [("b", "8"), ("c", "must")]
    assert new["seats"] == {str(ONE): 3}
    assert new["groups"][0]["ceiling"] == 5
    assert old == settings(rule("a"), rule("b", strength="should", weight=5))


def test_a_rule_of_another_strength_has_its_own_sentence():
    (softer,) = changed_settings(settings(rule("a")), Wanted(rules={"a": "4"}))["rules"]
    assert (softer["strength"], softer["weight"]) == ("should", 4)
    assert softer["sentence"] != "As it was."


@pytest.mark.parametrize(
    ("test", "standings"),
    [
        ("reporting_line", ["must_not"]),
        ("in_date", ["must"]),
        ("wishes", [*map(str, range(1, 11))]),
    ],
)
def test_what_a_rule_can_be(test, standings):
    assert standings_for(test) == standings
