"""What lies between two drafts, as plain data."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from matching.trying.difference import MoveKind, Place, difference_between, figures_of

ids = st.integers(1, 5).map(lambda number: UUID(int=number))
drafts = st.dictionaries(
    st.tuples(ids, ids),
    st.tuples(st.integers(0, 10_000), st.none() | st.integers(1, 5)),
    max_size=8,
).map(lambda rows: [Place(*pair, *facts) for pair, facts in rows.items()])


@given(drafts, drafts)
def test_moves_are_exactly_what_differs(before, after):
    found = difference_between(before, after)
    pairs = [{(place.mentee, place.mentor) for place in side} for side in (before, after)]
    lost = {(place.mentee, place.mentor) for move in found.moves for place in move.before}
    won = {(place.mentee, place.mentor) for move in found.moves for place in move.after}
    assert pairs[0] - lost | won == pairs[1]
    assert lost == pairs[0] - pairs[1]
    for move in found.moves:
        had = any(mentee == move.mentee for mentee, _mentor in pairs[0])
        has = any(mentee == move.mentee for mentee, _mentor in pairs[1])
        assert (
            move.kind
            == {
                (True, True): MoveKind.MOVES,
                (False, True): MoveKind.GAINS,
                (True, False): MoveKind.LOSES,
            }[had, has]
        )
    total = sum(move.gain for move in found.moves)
    same = pairs[0] & pairs[1]
    kept = [[p.points for p in side if (p.mentee, p.mentor) in same] for side in (before, after)]
    if kept[0] == kept[1]:
        figures = figures_of(before, 5), figures_of(after, 5)
        assert figures[1].total - figures[0].total == total


def test_figures_of_nothing():
    figures = figures_of([], 3)
    assert (figures.mean, figures.worst, figures.placed) == (None, None, 0)
