"""Which side of the lines an application lies on, and what is left to a person."""

from decimal import Decimal
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from programmes.selection.boundaries import Case, Doubt, Lines, Side, place_by_lines

SCORES = st.none() | st.decimals(min_value=0, max_value=1, places=5)
CASES = st.lists(
    st.builds(
        Case,
        key=st.builds(uuid4),
        score=SCORES,
        is_disagreed=st.booleans(),
        has_unmet_essentials=st.booleans(),
    ),
    max_size=12,
)
POINTS = st.none() | st.integers(min_value=0, max_value=100)


def one(score, lines, **facts):
    (placed,) = place_by_lines([Case(uuid4(), Decimal(score), **facts)], lines)
    return placed


def test_the_line_itself_is_accepted_and_lies_near():
    placed = one("0.70", Lines(70, 45))
    assert (placed.side, placed.doubts) == (Side.ACCEPT, (Doubt.NEAR,))
    assert one("0.70", Lines(70, 45, takes_near=True)).is_clear
    assert one("0.76", Lines(70, 45)).is_clear
    assert one("0.39", Lines(70, 45)).side is Side.DECLINE
    assert one("0.75", Lines(70, 45)).doubts == (Doubt.NEAR,)


def test_two_who_look_the_same_are_not_parted():
    cases = [Case(uuid4(), Decimal("0.695")), Case(uuid4(), Decimal("0.701"))]
    placed = place_by_lines(cases, Lines(70, None, takes_near=True))
    assert [each.side for each in placed] == [Side.STAYS, Side.ACCEPT]
    assert all(Doubt.TIE in each.doubts for each in placed)
    assert not any(each.is_clear for each in placed)


@given(CASES, POINTS, POINTS, st.booleans())
def test_what_is_open_is_never_decided_and_order_holds(cases, accept, decline, takes_near):
    if accept is not None and decline is not None:
        decline = min(accept, decline)
    placed = place_by_lines(cases, Lines(accept, decline, takes_near))
    assert [each.case for each in placed] == cases
    clear = [each for each in placed if each.is_clear]
    scores = {each.case.key: each.case.score or Decimal(-1) for each in clear}
    for each in clear:
        assert each.case.score is not None
        assert not each.case.is_disagreed
        assert not each.case.has_unmet_essentials
        points = each.case.score * 100
        near = [line for line in (accept, decline) if line is not None and abs(points - line) <= 5]
        assert takes_near or not near
    accepted = [scores[each.case.key] for each in clear if each.side is Side.ACCEPT]
    declined = [scores[each.case.key] for each in clear if each.side is Side.DECLINE]
    if accepted and declined:
        assert max(declined) < min(accepted)
