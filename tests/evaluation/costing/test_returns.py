"""Return on investment: published examples, what adds up, and what may never happen."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.costing.account import Account, Gain, Span, Spent, exactly
from evaluation.costing.returns import (
    all_cautious,
    all_hopeful,
    assumptions_of,
    reaches_of,
    reckon,
)


def spent(amount, low=None, high=None, hours=None, title="Money"):
    each = Span(*(Decimal(amount if each is None else each) for each in (amount, low, high)))
    return Spent(title=title, kind="money", hours=hours, each=each, source="Ledger")


def gain(value, share="100", sureness="100", title="Benefit"):
    return Gain(
        title=title,
        basis="Agreed",
        value=value if isinstance(value, Span) else exactly(Decimal(value)),
        share=share if isinstance(share, Span) else exactly(Decimal(share)),
        sureness=Decimal(sureness),
    )


# Published: P. P. Phillips and J. J. Phillips, “ROI basics” (ebrary.net/1303); the worked example
# of hrhelperg.com/tools/training-roi-calculator; programme 977 of the Washington State Institute
# for Public Policy (wsipp.wa.gov/BenefitCost/Program/977), whose ratio is told with two decimals.
@pytest.mark.parametrize(
    ("benefit", "cost", "percent", "ratio"),
    [
        ("350000", "200000", "75.00", "1.7500"),
        ("20000", "8000", "150.00", "2.5000"),
        ("1365", "709", "92.52", "1.9252"),
    ],
)
def test_published_examples_come_out_as_published(benefit, cost, percent, ratio):
    found = reckon(Account((spent(cost),), (gain(benefit),)))
    assert (found.return_percent, found.ratio) == (Decimal(percent), Decimal(ratio))


def test_a_claim_is_weighed_by_how_sure_people_are_as_published():
    # Twenty trainees put it at $336,000 a month, and were 70 per cent sure: $235,200.
    assert gain("336000", sureness="70").claimed == Decimal("235200.00")


def test_the_report_in_the_design_comes_out_to_the_pound():
    costs = tuple(spent(amount) for amount in ("21500", "17800", "6200", "2800"))
    gains = (gain("90000", "50", "80"), gain("110000", "50", "70"), gain("68000", "40", "64"))
    found = reckon(Account(costs, gains))
    # The third is written there as 17,400: 68,000 × 40% × 64% are 17,408.
    assert (found.cost, found.benefit) == (Decimal(48300), Decimal(91908))
    assert (found.return_percent, found.ratio) == (Decimal("90.29"), Decimal("1.9029"))


def test_hours_cost_their_rate_and_sums_are_rounded_half_up_once():
    assert spent("33.33", hours=Decimal("0.15")).amount == Decimal("5.00")
    assert spent("0.01", hours=Decimal("0.5")).amount == Decimal("0.01")
    assert gain("0.01", "50", "100").claimed == Decimal("0.01")
    assert gain("100", "33.33", "33.33").claimed == Decimal("11.11")


@pytest.mark.parametrize(
    "account",
    [
        Account((), (gain("100"),)),
        Account((spent("0"),), (gain("100"),)),
        Account((spent("100"),), ()),
    ],
)
def test_there_is_no_return_without_costs_nor_without_a_claim(account):
    found = reckon(account)
    assert found.return_percent is None
    assert found.ratio is None


@pytest.mark.parametrize("share", ["-0.01", "100.01", "180"])
def test_what_is_no_share_is_refused(share):
    with pytest.raises(ValueError, match="between 0 and 100"):
        gain("100", share=share)
    with pytest.raises(ValueError, match="between 0 and 100"):
        gain("100", sureness=share)
    with pytest.raises(ValueError, match="does not lie between"):
        Span(Decimal(1), Decimal(2), Decimal(3))


def test_each_assumption_moves_alone_and_the_widest_comes_first():
    account = Account(
        (spent("100", "50", "200"),),
        (gain(Span(Decimal(300), Decimal(240), Decimal(330)), "50"),),
    )
    value, cost = reaches_of(account)[1], reaches_of(account)[0]
    assert (cost.assumption.title, cost.low, cost.high) == ("Money", Decimal("0.75"), Decimal(3))
    assert (value.low, value.high) == (Decimal("1.2"), Decimal("1.65"))
    assert reckon(all_cautious(account)).ratio == Decimal("0.6")
    assert reckon(all_hopeful(account)).ratio == Decimal("3.3")


def test_an_end_at_which_nothing_is_spent_has_no_ratio():
    account = Account((spent("100", "0", "100"),), (gain("100"),))
    assert len(assumptions_of(account)) == 1
    assert reaches_of(account) == []
    assert reckon(all_hopeful(account)).ratio is None


money = st.decimals(min_value=0, max_value=10**7, places=2)
share = st.decimals(min_value=0, max_value=100, places=2)


@st.composite
def spans(draw, values):
    low, likely, high = sorted((draw(values), draw(values), draw(values)))
    return Span(likely, low, high)


@st.composite
def accounts(draw):
    costs = st.builds(
        Spent,
        title=st.just("Cost"),
        kind=st.just("money"),
        hours=st.none() | st.decimals(min_value=0, max_value=500, places=2),
        each=spans(money),
        source=st.just(""),
    )
    gains = st.builds(
        Gain,
        title=st.just("Gain"),
        basis=st.just(""),
        value=spans(money),
        share=spans(share),
        sureness=share,
    )
    return Account(
        tuple(draw(st.lists(costs, max_size=4))), tuple(draw(st.lists(gains, max_size=4)))
    )


@given(accounts())
def test_totals_are_the_sums_of_their_lines_and_no_claim_exceeds_its_value(account):
    found = reckon(account)
    assert found.cost == sum(line.amount for line in account.spent)
    assert found.benefit == sum(line.claimed for line in account.gains)
    assert all(0 <= line.claimed <= line.value.likely for line in account.gains)


@given(accounts())
def test_return_and_ratio_say_the_same(account):
    found = reckon(account)
    assert (found.ratio is None) == (found.return_percent is None)
    if found.ratio is not None and found.return_percent is not None:
        exact = found.benefit / found.cost
        assert abs(found.ratio - exact) <= Decimal("0.00005")
        assert abs(found.return_percent - 100 * (exact - 1)) <= Decimal("0.005")


@given(accounts())
def test_all_cautious_and_all_hopeful_hold_every_swing_and_the_likely_ratio(account):
    likely = reckon(account).ratio
    low, high = reckon(all_cautious(account)).ratio, reckon(all_hopeful(account)).ratio
    for reach in reaches_of(account):
        assert low is not None
        assert likely is not None
        assert low <= reach.low <= likely <= reach.high
        assert high is None or reach.high <= high
