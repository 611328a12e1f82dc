"""Parts of made-up reports: figures, questions, objectives, costs and what became of advice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from evaluation.enums import ItemKind
from evaluation.reports.model import (
    Basis,
    BenefitLine,
    ChangeLine,
    CohortLine,
    Comparison,
    CostLine,
    CostReport,
    Figure,
    FreshLine,
    Group,
    ImplicationLine,
    IndicatorLine,
    LoopLine,
    ObjectiveLine,
    Question,
    Source,
    State,
    Step,
    Swing,
    Tally,
    Unit,
    Verdict,
    Voice,
)

LETTERS = "Łódź, Ærø, Γειά, Київ"
TWO_PLACES = Decimal("0.01")
HIDDEN = Figure(source=Source.SURVEYS, unit=Unit.ANSWERS, state=State.TOO_FEW)


def share(count: int, n: int, source: Source = Source.SURVEYS) -> Figure:
    """A share of answers with a plain interval, wide enough to be seen."""
    value = (Decimal(count) / n).quantize(Decimal("0.0001"))
    low, high = max(value - Decimal("0.1"), Decimal(0)), min(value + Decimal("0.1"), Decimal(1))
    return Figure(
        source=source, unit=Unit.ANSWERS, n=n, count=count, value=value, low=low, high=high
    )


def mean(value: str, low: str, high: str, n: int) -> Figure:
    """A mean with its interval."""
    return Figure(
        source=Source.SURVEYS,
        unit=Unit.ANSWERS,
        n=n,
        value=Decimal(value),
        low=Decimal(low),
        high=Decimal(high),
    )


def cohort(number: int, mentors: int, mentees: int) -> CohortLine:
    """A cohort whose results are known, and whose mentors came back."""
    return CohortLine(
        number=number,
        name=f"Leadership {number}",
        starts_on=date(2020 + number, 1, 12),
        ends_on=date(2020 + number, 11, 28),
        mentors=mentors,
        mentees=mentees,
        graduated=share(mentees * 3 // 4, mentees, Source.RELATIONSHIPS),
        returning=share(mentors // 2, mentors, Source.PLACES),
    )


def scale(key: str, text: str, figure: Figure, counts: tuple[int, ...]) -> Question:
    """A question with marks from 1 to 5."""
    groups = tuple(Group(str(mark), str(mark), count) for mark, count in enumerate(counts, 1))
    return Question(
        key=key,
        text=text,
        audience="mentee",
        survey="At the close, for mentees",
        kind=ItemKind.SCALE,
        low=1,
        high=5,
        figure=figure,
        tally=Tally(figure.state, groups if figure.is_shown else ()),
    )


def choice(key: str, text: str, figure: Figure, audience: str = "mentee") -> Question:
    """A yes-or-no question."""
    groups: tuple[Group, ...] = ()
    if figure.count is not None and figure.n is not None:
        groups = (Group("yes", "Yes", figure.count), Group("no", "No", figure.n - figure.count))
    return Question(
        key=key,
        text=text,
        audience=audience,
        survey=f"At the close, for {audience}s",
        kind=ItemKind.CHOICE,
        share_of="Yes",
        figure=figure,
        tally=Tally(figure.state, groups),
    )


def change(level: int, text: str, value: str, first: str, margin: str, n: int = 38) -> ChangeLine:
    """A change of the same people's marks from 1 to 5."""
    by = Decimal(value)
    return ChangeLine(
        level=level,
        key=text.lower().replace(" ", "_"),
        text=text,
        audience="mentee",
        first=Decimal(first),
        last=Decimal(first) + by,
        rose=n // 2,
        effect=by,
        figure=mean(value, str(by - Decimal(margin)), str(by + Decimal(margin)), n),
        low=1,
        high=5,
        of=n + 3,
        is_told=by > Decimal(margin),
    )


def indicator(
    name: str, unit: str, target: str, value: str | None, verdict: Verdict, **more: Any
) -> IndicatorLine:
    """An indicator that began at nothing."""
    plain = IndicatorLine(
        key=name.lower().replace(" ", "_"),
        name=name,
        unit=unit,
        is_higher_better=True,
        baseline=Decimal(0),
        target=Decimal(target),
        due_on=date(2027, 12, 31),
        value=None if value is None else Decimal(value),
        value_on=date(2027, 12, 1),
        n=54,
        of=54,
        low=None,
        high=None,
        basis=Basis.COUNTED,
        source="record of relationships",
        verdict=verdict,
    )
    return replace(plain, **more)


OBJECTIVES = (
    ObjectiveLine(
        "A pool of leaders",
        "Finish what we start",
        (
            indicator("Pairs that finished", "%", "75", "76", Verdict.CANNOT_TELL,
                      low=Decimal("63.1"), high=Decimal("85.4")),
        ),
    ),
    ObjectiveLine(
        "A pool of leaders",
        "Keep talent",
        (
            indicator("People who left within a year", "%", "7", "4.9", Verdict.MET,
                      is_higher_better=False, baseline=Decimal("9.8"), n=41, of=47,
                      basis=Basis.TYPED, source="personnel office, 1 December 2027"),
        ),
    ),
    ObjectiveLine(
        "Everybody can take part",
        "Reach Operations",
        (
            indicator("Mentees from Operations", "%", "20", "9", Verdict.NOT_MET,
                      low=Decimal("4.1"), high=Decimal("19.2")),
            indicator("Sites with a mentor", "sites", "12", None, Verdict.CANNOT_TELL, n=None,
                      of=None),
        ),
    ),
)  # fmt: skip

COSTS = CostReport(
    currency="GBP",
    costs=(
        CostLine("Coordinator’s time", "hours", Decimal("620.00"), Decimal("21500.00")),
        CostLine("Mentors’ and mentees’ time", "hours", Decimal("890.00"), Decimal("17800.00")),
        CostLine("Training", "money", None, Decimal("6200.00")),
        CostLine("Platform and gatherings", "money", None, Decimal("2800.00")),
    ),
    benefits=(
        BenefitLine(
            title="Leavers avoided, 2",
            basis="personnel office’s cost of a leaver",
            value=Decimal("90000.00"),
            share=Decimal("0.5000"),
            sureness=Decimal("0.8000"),
            claimed=Decimal("36000.00"),
        ),
        BenefitLine(
            title="External coaching not bought",
            basis="price list of 2027",
            value=Decimal("139750.00"),
            share=Decimal("0.5000"),
            sureness=Decimal("0.8000"),
            claimed=Decimal("55900.00"),
        ),
    ),
    cost=Decimal("48300.00"),
    benefit=Decimal("91900.00"),
    return_percent=Decimal("90.27"),
    ratio=Decimal("1.9027"),
    ratio_low=Decimal("0.9000"),
    ratio_high=Decimal("3.1000"),
    swings=(
        Swing("Share of leavers credited", "25%", "75%", Decimal("1.1000"), Decimal("2.7000")),
        Swing("Cost to replace a leaver", "30k", "60k", Decimal("1.4000"), Decimal("2.4000")),
    ),
    uncounted=("Twelve mentees now mentor others.", "Contacts across regions grew."),
    comparisons=(
        Comparison(
            "Who stayed for a year",
            "39 of 41 mentees",
            "524 of 581 colleagues who could have taken part",
            "Mentees applied; the others did not",
        ),
    ),
)

LOOPS = (
    LoopLine(
        text="Offer training in the evening, too",
        state="accepted",
        taken_into="Leadership 2",
        decision="Two evenings a month",
        owner="Maya Ferreira",
        done_on=date(2022, 2, 14),
        measure="Mentors who are trained before they begin",
        unit="%",
        is_higher_better=True,
        before=Decimal("71.00"),
        before_n=48,
        before_on=date(2021, 12, 1),
        after=Decimal("93.00"),
        after_n=54,
        after_on=date(2022, 12, 1),
        verdict=Verdict.MET,
    ),
    LoopLine(
        text="Print the agreements",
        state="refused",
        taken_into="",
        decision="Nobody reads them",
        owner="",
        done_on=None,
        measure="",
        unit="",
        is_higher_better=True,
        before=None,
        before_n=None,
        before_on=None,
        after=None,
        after_n=None,
        after_on=None,
        verdict=Verdict.CANNOT_TELL,
    ),
)

QUESTIONS = (
    scale("mentor_met_expectations", "My mentor met my expectations",
          mean("4.4100", "4.2000", "4.6200", 87), (0, 2, 9, 27, 49)),
    choice("recommend", "Would you recommend the programme?", share(80, 87)),
    choice("wants_mentor", "Would you like to mentor?", share(33, 87)),
    choice("wants_mentor", "Would you mentor again?", share(31, 60), "mentor"),
    choice("not_overwhelming", "Was it manageable?", HIDDEN, "mentor"),
)  # fmt: skip

CHANGES = (
    change(2, "Stakeholder influence", "1.3000", "2.6000", "0.3"),
    change(2, "Giving feedback in difficult conversations with peers", "0.1000", "3.3000",
           "0.3"),
    change(3, "Delegates whole outcomes, seen by line managers", "1.1000", "2.8000", "0.4",
           31),
    replace(change(3, "Prepares stakeholders", "0", "3", "0.1"), first=None, last=None,
            rose=None, effect=None, figure=HIDDEN),
)  # fmt: skip

STEPS = (
    Step("asked", 120), Step("applied", 84), Step("trained", 61), Step("matched", 54),
    Step("met", 47), Step("completed", 41),
)  # fmt: skip

FRESH = (
    FreshLine(question="skills", count=31, of=48, before_count=28, before_of=46,
              before_on=date(2027, 6, 6)),
    FreshLine(question="staying", count=22, of=40, before_count=17, before_of=38),
    FreshLine(question="stepping_up", count=9, of=31),
    FreshLine(question="support", count=0, of=0),
)  # fmt: skip

VOICES = (
    Voice("I walked in wanting a promotion. I walked out knowing which job I would be good "
          "at.", "mentee", 2),
    Voice("It made me a better manager of my own team.", "mentor", 1),
    Voice(LETTERS, "mentee", 1),
)  # fmt: skip

IMPLICATIONS = (
    ImplicationLine(
        key="a",
        text="Make practice of feedback a part of session three",
        reason="Feedback did not change",
        figure="+0.1 (n = 38)",
        owner="Maya Ferreira",
        effort="small",
        applies="Leadership 3",
        state="open",
    ),
)  # fmt: skip
