"""The demo's books of costs: one that is kept, and what the running cohort took along from it."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from evaluation.actions.costing import begin_book
from evaluation.costing.enums import CostKind, HoursOf
from evaluation.models import Benefit, CohortComparison, CostBook, Spending, Uncounted
from mentorship.demo.cast import Cast
from mentorship.demo.programmes import Year
from programmes.models import Indicator

# What, its likely sum, its bounds, and where it is known from.
SUMS = (
    ("Platform and events", "2800", "2800", "2800", "Ledger, cost centre 4410"),
    ("Training delivery", "3400", "3400", "3400", "Invoices of the two trainers"),
)
RATE_SOURCE = "Full cost of an hour, people analytics, mean of the grades taking part"
# What, whose hours, hours where they are typed, likely rate and its bounds.
HOURS = (
    ("Coordinator’s time", HoursOf.TYPED, "240", "46", "46", "46"),
    ("Mentors in meetings", HoursOf.MENTOR_MEETINGS, "118", "62", "0", "75"),
    ("Mentees in meetings", HoursOf.MENTEE_MEETINGS, "118", "41", "0", "50"),
    ("Everybody at training", HoursOf.TRAINING, None, "52", "40", "60"),
)
# What, how anybody knows, value and its bounds, share and its bounds, sureness.
BENEFITS = (
    (
        "Leavers avoided",
        "1.4 fewer of 16 than the house’s rate would give, at nine months’ pay each; finance team.",
        ("63000", "42000", "84000"),
        ("50", "25", "75"),
        "80",
    ),
    (
        "External coaching not bought",
        "Eleven mentees had a mentor in place of six coaching hours; framework price.",
        ("19800", "19800", "19800"),
        ("60", "40", "80"),
        "70",
    ),
)
UNCOUNTED = (
    ("Mentees name twice as many people whom they can ask outside their team", "Closing survey"),
    ("Three mentees of the first cohort mentor others now", "The record of the programme"),
    ("Two mentors found the meetings one burden too many", "Conversations at the close"),
)


def build_cost(cast: Cast, year: Year) -> None:
    """Store the book of the closed cohort, and begin that of the running one."""
    begun_at = timezone.now() - timedelta(days=40)
    book = CostBook.objects.create(
        programme=year.leadership, cohort=year.closed.cohort, currency="GBP", begun_at=begun_at
    )
    for number, (title, *figures, source) in enumerate(SUMS):
        _spending(book, number, title, figures, kind=CostKind.MONEY, source=source)
    for number, (title, hours_of, hours, *figures) in enumerate(HOURS, start=len(SUMS)):
        _spending(
            book,
            number,
            title,
            figures,
            kind=CostKind.HOURS,
            hours_of=hours_of,
            hours=Decimal(hours) if hours else None,
            source=RATE_SOURCE,
        )
    _benefits(book)
    for title, source in UNCOUNTED:
        Uncounted.objects.create(book=book, title=title, source=source)
    CohortComparison.objects.create(
        book=book,
        title="Left of their own wish within a year",
        ours_count=1,
        ours_n=16,
        ours_how="They applied, and all who applied were taken",
        theirs_count=21,
        theirs_n=148,
        theirs_how="Same grades and sites, did not apply",
        source="HR system, leavers by quarter",
    )
    begin_book(year.running.cohort, currency="GBP", by=cast.coordinator)


def _spending(
    book: CostBook, number: int, title: str, figures: list[str], **fields: object
) -> None:
    """Store a cost; `figures` are the likely one and its bounds."""
    likely, low, high = (Decimal(figure) for figure in figures)
    written_at = book.begun_at + timedelta(minutes=number)
    Spending.objects.create(
        book=book, title=title, likely=likely, low=low, high=high, written_at=written_at, **fields
    )


def _benefits(book: CostBook) -> None:
    """Store the benefits; the first rests on what the HR system says of leavers."""
    indicators = Indicator.objects.filter(objective__programme=book.programme)
    left = indicators.filter(name="Mentees who left within a year").first()
    for number, (title, basis, value, share, sureness) in enumerate(BENEFITS):
        likely, low, high = (Decimal(figure) for figure in value)
        credited, credited_low, credited_high = (Decimal(figure) for figure in share)
        Benefit.objects.create(
            book=book,
            title=title,
            basis=basis,
            likely=likely,
            low=low,
            high=high,
            share=credited,
            share_low=credited_low,
            share_high=credited_high,
            sureness=Decimal(sureness),
            indicator=None if number else left,
            written_at=book.begun_at + timedelta(hours=1, minutes=number),
        )
