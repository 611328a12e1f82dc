"""Short names stay when words change, and no two are the same."""

from hypothesis import given
from hypothesis import strategies as st

from evaluation.instruments.naming import key_for, options_for
from evaluation.instruments.script import KEY_LENGTH

LABELS = st.lists(st.text(min_size=1, max_size=8), max_size=6, unique_by=str.casefold)


def test_names_are_made_from_words():
    assert key_for("Wie geht’s Übermorgen?", (), otherwise="survey") == "wie-gehts-ubermorgen"
    assert key_for("你好", (), otherwise="survey") == "survey"
    assert key_for("A", {"a", "a-2"}, otherwise="survey") == "a-3"


@given(st.text(max_size=400), st.sets(st.text(max_size=70)))
def test_a_name_is_free_and_short(text, taken):
    key = key_for(text, taken, otherwise="survey")
    assert key not in taken
    assert 0 < len(key) <= KEY_LENGTH


@given(LABELS, LABELS)
def test_answers_keep_their_values_and_never_share_one(first, second):
    before = options_for(first, ())
    after = options_for(second, before)
    assert [label for _value, label in after] == second
    assert len({value for value, _label in after}) == len(after)
    known = {label.casefold(): value for value, label in before}
    for value, label in after:
        if label.casefold() in known:
            assert value == known[label.casefold()]


def test_a_new_answer_never_takes_the_value_of_one_that_stays():
    before = (("yes", "Of course"), ("no", "No"))
    assert options_for(["Yes", "Of course"], before) == (("yes-2", "Yes"), ("yes", "Of course"))
