"""What the rules find in criteria, and what they leave alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.selection.profile_lint import Fault, LintedCriterion, lint

SEEN = ("says nothing", "asks once", "asks and waits")


def one(name, evidence="Seen in the practice talk.", anchors=SEEN, **facts):
    return LintedCriterion(key=name, name=name, evidence=evidence, anchors=anchors, **facts)


def faults(*criteria):
    return [remark.fault for remark in lint(criteria)]


@pytest.mark.parametrize(
    "name",
    [
        "Good communicator",
        "Team player",
        "Nice personality",
        "Strong leadership skills",
        "Is approachable and committed",
        "The right fit",
    ],
)
def test_praise_that_nobody_could_see_is_vague(name):
    assert faults(one(name)) == [Fault.VAGUE]


@pytest.mark.parametrize(
    "name",
    [
        "Listens, and asks rather than tells",
        "Has led people or a substantial project",
        "Good at explaining fractions to adults",
        "Leads reflection",
        "Worked in it within five years",
    ],
)
def test_what_somebody_does_is_not(name):
    assert faults(one(name)) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Knows the house after 10 years of service", Fault.YEARS),
        ("Has at least five years here", Fault.YEARS),
        ("Has one year of employment", Fault.YEARS),
        ("Belongs to senior management", Fault.SENIORITY),
        ("Grade 7 or above", Fault.SENIORITY),
        ("A young and energetic colleague", Fault.AGE),
        ("Is a native English speaker", Fault.ORIGIN),
        ("Speaks at mother tongue level", Fault.ORIGIN),
        ("Works full-time", Fault.FULL_TIME),
        ("Holds a university degree", Fault.DEGREE),
        ("Has an MBA", Fault.DEGREE),
        ("Knows his way around", Fault.GENDERED),
        ("Has been chairman of a club", Fault.GENDERED),
    ],
)
def test_what_shuts_people_out_is_named_with_its_words(text, fault):
    (remark,) = lint([one(text)])
    assert remark.fault == fault
    assert remark.words.lower() in text.lower()
    # In the evidence it is found as well.
    assert faults(one("Asks three questions", evidence=text)) == [fault]


def test_years_may_stand_for_experience_but_not_for_having_been_there():
    assert faults(one("Has led a team for two years", is_experience=True)) == []
    assert faults(one("Two years of service", is_experience=True)) == [Fault.YEARS]


@pytest.mark.parametrize("text", ["Their heritage", "Shelters others", "Upgrades 7 machines"])
def test_a_word_within_a_word_is_none(text):
    assert faults(one(text)) == []


@pytest.mark.parametrize(
    ("anchors", "fault"),
    [
        ((), Fault.ANCHORS_EMPTY),
        (("nothing", " ", "asks"), Fault.ANCHORS_EMPTY),
        (("asks", "Asks.", "asks and waits"), Fault.ANCHORS_ALIKE),
        (("never listens", "sometimes listens", "always listens"), Fault.ANCHORS_BY_DEGREE),
        (("very poor", "fairly good", "excellent"), Fault.ANCHORS_BY_DEGREE),
    ],
)
def test_levels_have_to_say_what_is_seen_there(anchors, fault):
    assert faults(one("Asks three questions", anchors=anchors)) == [fault]


def test_no_evidence_is_no_evidence_even_as_blanks():
    assert faults(one("Asks three questions", evidence="  ")) == [Fault.NO_EVIDENCE]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (one("Gives useful feedback"), one("Giving feedback usefully", evidence="By letter.")),
        (one("Asks"), one("asks.", evidence="By letter.")),
        (
            one("Asks first", evidence="Asks three open questions before advising"),
            one("Patient hearing", evidence="Asks three open questions before it advises"),
        ),
    ],
)
def test_what_measures_the_same_counts_twice(first, second):
    remarks = lint([first, second])
    assert [(each.fault, each.keys) for each in remarks] == [
        (Fault.COUNTED_TWICE, (first.key, second.key))
    ]


def different(count, **facts):
    """Criteria that have no word in common."""
    letters = "abcdefghijklmnopqrst"
    return [
        one(f"{letter * 5} {letter * 6}", evidence=f"{letter * 7} {letter * 8}", **facts)
        for letter in letters[:count]
    ]


def test_proportions():
    assert faults(*different(10)) == []
    (too_many,) = lint(different(11))
    assert (too_many.fault, too_many.words) == (Fault.TOO_MANY, "11")

    heavy, *rest = different(3)
    heavy = one(heavy.name, evidence=heavy.evidence, weight=10)
    (too_heavy,) = lint([heavy, *rest])
    assert (too_heavy.fault, too_heavy.keys, too_heavy.words) == (
        Fault.TOO_HEAVY,
        (heavy.key,),
        "83",
    )
    assert faults(*different(3, is_essential=True)) == [Fault.ALL_ESSENTIAL]


CRITERIA = st.builds(
    LintedCriterion,
    key=st.uuids().map(str),
    name=st.text(max_size=60),
    evidence=st.text(max_size=60),
    anchors=st.lists(st.text(max_size=20), max_size=7).map(tuple),
    weight=st.integers(1, 10),
    is_essential=st.booleans(),
    is_experience=st.booleans(),
)


@given(st.lists(CRITERIA, max_size=8, unique_by=lambda each: each.key))
def test_any_text_is_read_and_each_remark_names_criteria_there_are(criteria):
    keys = {each.key for each in criteria}
    remarks = lint(criteria)
    assert all(set(remark.keys) <= keys for remark in remarks)
    assert len(remarks) == len(set(remarks))
    # The order of criteria changes nothing but the order of what is said.
    turned = lint(criteria[::-1])
    assert {(each.fault, frozenset(each.keys)) for each in remarks} == {
        (each.fault, frozenset(each.keys)) for each in turned
    }


SAYING = st.sampled_from(["asks", "waits", "writes", "teaches", "counts", "reads"])


@given(st.lists(SAYING, min_size=2, unique=True), st.randoms(use_true_random=False))
def test_the_same_words_in_another_order_are_counted_twice(words, chance):
    turned = list(words)
    chance.shuffle(turned)
    criteria = [
        LintedCriterion("1", " ".join(words), "By letter", SEEN),
        LintedCriterion("2", ", and ".join(turned), "In the talk", SEEN),
    ]
    assert faults(*criteria) == [Fault.COUNTED_TWICE]
