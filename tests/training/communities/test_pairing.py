from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from training.communities.pairing import Candidate, pair_up, was_paired

PEOPLE = st.lists(
    st.builds(
        Candidate,
        key=st.text("abcdefghij", min_size=1, max_size=4),
        department=st.sampled_from(["", "Finance", "Legal", "Sales"]),
        rested=st.booleans(),
        asked=st.booleans(),
    ),
    unique_by=lambda candidate: candidate.key,
    max_size=15,
)


def people(count, **fields):
    return [Candidate(f"p{number:02}", **fields) for number in range(count)]


@given(PEOPLE, st.integers(0, 99))
def test_everybody_is_paired_once_and_at_most_one_rests(candidates, seed):
    pairing = pair_up(candidates, {}, seed=seed)
    paired = [key for two in pairing.pairs for key in two]
    everybody = sorted(candidate.key for candidate in candidates)
    assert sorted([*paired, *filter(None, [pairing.resting])]) == everybody
    assert (pairing.resting is not None) == (len(candidates) % 2 == 1)
    assert all(first < second for first, second in pairing.pairs)
    assert pair_up(list(reversed(candidates)), {}, seed=seed) == pairing


@given(PEOPLE.filter(lambda rows: len(rows) % 2), st.integers(0, 99))
def test_who_rested_is_first_in_line(candidates, seed):
    resting = pair_up(candidates, {}, seed=seed).resting
    rested = {candidate.key for candidate in candidates if candidate.rested}
    assert resting not in rested or len(rested) == len(candidates)


@settings(max_examples=15)
@given(st.integers(0, 99), st.sampled_from([6, 8, 12]))
def test_nobody_meets_the_same_partner_until_all_have_been_met(seed, count):
    met = {}
    for _turn in range(count // 2):
        pairing = pair_up(people(count), met, seed=seed)
        for two in pairing.pairs:
            assert was_paired(*two) not in met
            met[was_paired(*two)] = 1


def test_partners_come_from_different_departments_where_they_can():
    candidates = [
        *people(10, department="Finance"),
        *(Candidate(f"q{number}", department="Legal") for number in range(10)),
    ]
    for seed in range(20):
        for first, second in pair_up(candidates, {}, seed=seed).pairs:
            assert first[0] != second[0]


def test_an_old_partner_is_better_than_none():
    assert pair_up(people(2), {was_paired("p00", "p01"): 3}, seed=1).pairs == (("p00", "p01"),)


def test_another_seed_gives_other_pairs():
    proposals = [pair_up(people(10), {}, seed=seed) for seed in range(5)]
    assert any(one != other for one, other in pairwise(proposals))
