"""Invented people and rules for Hypothesis: few values, so that they meet, and odd ones too."""

from hypothesis import strategies as st

from matching.solver.rules import HALF_HOURS, Rule, Someone, Strength, Test

FIELDS = ("office", "topics", "grade")
ORDER = ("Junior", "Senior", "Lead", "Head", "Director")
VALUES = (*ORDER, " senior ", "LEAD", "Zürich", "ZÜRICH", "Straße", "strasse", "", "  ")
LANGUAGES = ("English", "english", "Deutsch", "日本語")

answers = st.frozensets(st.sampled_from(VALUES), max_size=4)
hours = st.one_of(
    st.just(0),
    st.integers(0, (1 << HALF_HOURS) - 1),
    st.sampled_from([0b1111, 0b111100, 0xFF << 90]),
)
lines = st.frozensets(st.sampled_from(["ann", "bo", "cy"]), max_size=2)


def people(prefix, other, least=0, most=5):
    """Lists of people of one side, who may wish for people of the other."""
    one = st.builds(
        lambda **known: known,
        values=st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, answers)),
        levels=st.dictionaries(st.sampled_from(LANGUAGES), st.integers(1, 6), max_size=3),
        hours=hours,
        utc_offset=st.one_of(st.none(), st.sampled_from([-660, -300, 0, 60, 330, 345, 780])),
        own_line=lines,
        lines=lines,
        previous=st.frozensets(
            st.sampled_from([f"{other}{number}" for number in range(4)] + ["p1"]), max_size=2
        ),
        wishes=st.dictionaries(
            st.sampled_from([f"{other}{number}" for number in range(4)]),
            st.integers(0, 100),
            max_size=3,
        ),
        is_in_date=st.booleans(),
        has_checks=st.booleans(),
        person=st.sampled_from(["", "", "p1", "p2"]),
    )
    return st.lists(one, min_size=least, max_size=most).map(
        lambda known: [Someone(id=f"{prefix}{number}", **each) for number, each in enumerate(known)]
    )


def rules(most=5):
    """Lists of rules of every test but similar text."""
    tests = [test for test in Test if test != Test.SIMILAR_TEXT]
    one = st.builds(
        lambda **known: known,
        strength=st.sampled_from([Strength.SHOULD, *Strength]),
        test=st.sampled_from(tests),
        weight=st.integers(0, 10),
        mentee_field=st.sampled_from(FIELDS),
        mentor_field=st.sampled_from(FIELDS),
        at_least=st.sampled_from([1, 2, 2.5, 3, 10, 0]),
        most=st.sampled_from([0, 1, 2.5, 12]),
        low=st.integers(-2, 3),
        high=st.integers(-1, 4),
        order=st.just(ORDER),
    )
    return st.lists(one, max_size=most).map(
        lambda known: [Rule(id=f"r{number}", **each) for number, each in enumerate(known)]
    )
