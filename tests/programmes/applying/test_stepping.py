"""Which questions are asked, and in which order."""

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from programmes.applying import stepping
from programmes.applying.stepping import Step

WORDS = ("yes", "no", "perhaps")


@st.composite
def sheets(draw):
    """Draw questions, some hanging on any other (also later ones and themselves), and answers."""
    ids = [UUID(int=number) for number in range(1, draw(st.integers(1, 8)) + 1)]
    steps = [
        Step(
            id=each,
            is_required=draw(st.booleans()),
            asked_if=draw(st.none() | st.sampled_from([*ids, uuid4()])),
            asked_if_answers=draw(st.frozensets(st.sampled_from(WORDS))),
            is_known=draw(st.booleans()),
        )
        for each in ids
    ]
    some_answers = st.lists(st.sampled_from(WORDS), max_size=2)
    return steps, draw(st.dictionaries(st.sampled_from(ids), some_answers))


@given(sheets())
def test_going_on_from_the_first_puts_each_question_once_and_in_order(sheet):
    steps, answers = sheet
    ahead = stepping.to_ask(steps, answers)
    walked = list(ahead[:1])
    while walked and (step := stepping.next_after(steps, answers, walked[-1].id)):
        walked.append(step)
        assert len(walked) <= len(steps)
    assert tuple(walked) == ahead


@given(sheets())
def test_back_undoes_going_on(sheet):
    steps, answers = sheet
    for step in stepping.to_ask(steps, answers):
        after = stepping.next_after(steps, answers, step.id)
        if after is not None:
            assert stepping.previous_before(steps, answers, after.id) == step


@given(sheets())
def test_a_question_is_asked_unless_its_condition_fails(sheet):
    steps, answers = sheet
    asked = {step.id for step in stepping.asked(steps, answers)}
    ids = [step.id for step in steps]
    for place, step in enumerate(steps):
        if step.asked_if not in ids[:place]:
            assert step.id in asked
            continue
        holds = bool(step.asked_if_answers & set(answers.get(step.asked_if, ())))
        assert (step.id in asked) == (holds and step.asked_if in asked)


@given(sheets())
def test_nothing_needed_is_forgotten_and_nothing_unasked_is_needed(sheet):
    steps, answers = sheet
    lacking = {step.id for step in stepping.missing(steps, answers)}
    asked = {step.id for step in stepping.asked(steps, answers)}
    assert lacking == {
        step.id
        for step in steps
        if step.id in asked and step.is_required and not step.is_known and not answers.get(step.id)
    }


@given(sheets(), st.none() | st.integers(1, 9).map(lambda number: UUID(int=number)))
def test_whoever_comes_back_finds_a_question_that_is_asked(sheet, left_at):
    steps, answers = sheet
    step = stepping.where_to_go_on(steps, answers, left_at)
    ahead = stepping.to_ask(steps, answers)
    if step is not None:
        assert step in ahead
    if left_at in {each.id for each in ahead}:
        assert step.id == left_at
    elif left_at is None:
        assert (step is None) == all(each.id in answers for each in ahead)


def test_leaving_a_branch_keeps_its_answers_but_asks_it_no_more():
    first, second, third = (UUID(int=number) for number in (1, 2, 3))
    steps = [
        Step(first),
        Step(second, asked_if=first, asked_if_answers=frozenset({"yes"})),
        Step(third, asked_if=second, asked_if_answers=frozenset({"yes"})),
    ]
    inside = {first: ["yes"], second: ["yes"], third: ["words"]}
    outside = {**inside, first: ["no"]}

    assert [step.id for step in stepping.asked(steps, inside)] == [first, second, third]
    assert [step.id for step in stepping.asked(steps, outside)] == [first]
    assert stepping.missing(steps, outside) == ()
    assert stepping.where_to_go_on(steps, outside, second) is None
