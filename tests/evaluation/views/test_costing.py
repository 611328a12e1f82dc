"""The pages of cost and return: written, tried, kept, confirmed, taken along and refused."""

from decimal import Decimal

import pytest
from django.urls import reverse

from evaluation.actions.costing import begin_book, mark_of_book, take_book_along
from evaluation.costing.enums import HoursOf
from evaluation.models import Benefit, CostBook, Spending
from mentorship.audit.models import Event
from programmes.models import Programme
from programmes.signals import programme_created
from tests.evaluation.views.test_waves import text_of
from tests.factories.costing import (
    BenefitFactory,
    ComparisonFactory,
    CostBookFactory,
    HoursFactory,
    SpendingFactory,
    UncountedFactory,
)
from tests.factories.programmes import CohortFactory, ProgrammeFactory
from tests.factories.strategy import IndicatorFactory, IndicatorValueFactory, ObjectiveFactory

BENEFIT = {
    "title": "Leavers avoided",
    "likely": "90000",
    "basis": "Reckoned by the finance team",
    "share": "50",
    "sureness": "80",
}


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


@pytest.fixture
def book(world):
    """A book with costs of 1 000 and a claim of 4 000."""
    made = CostBookFactory.create(cohort=world.cohort)
    SpendingFactory.create(book=made, title="Venue")
    BenefitFactory.create(book=made, title="Leavers")
    return made


def address(name, world, *args):
    return reverse(f"evaluation:{name}", args=(world.programme.slug, *args))


def test_without_a_book_the_page_offers_to_begin_one(world, coordinator):
    page = text_of(coordinator.get(address("cost", world)))
    assert f"{world.cohort.name} has no book of costs yet" in page
    begun = coordinator.post(
        address("cost-begin", world), {"cohort": world.cohort.pk, "currency": "gbp"}, follow=True
    )
    assert "No cost is entered yet, and without costs there is no return." in text_of(begun)
    assert CostBook.objects.get().currency == "GBP"


@pytest.mark.parametrize("currency", ["XYZ", "E", "1€2"])
def test_what_is_no_currency_is_refused_and_what_was_typed_stays(world, coordinator, currency):
    given = {"cohort": world.cohort.pk, "currency": currency}
    page = coordinator.post(address("cost-begin", world), given)
    assert page.status_code == 422
    assert f"There is no currency “{currency.upper()}”." in text_of(page)
    assert page.context["form"]["currency"].value() == currency


def test_the_page_says_what_came_back_and_never_that_it_was_caused(world, coordinator, book):
    UncountedFactory.create(book=book, title="Trust")
    ComparisonFactory.create(book=book)
    page = text_of(coordinator.get(address("cost", world)))
    assert (
        "£1 spent is associated with £4.00 that came back, between £2.00 and £6.00 under cautious "
        "and hopeful assumptions." in page
    )
    assert "300%" in page
    assert "No hours of participants are counted" in page
    assert "3 of 54 (6%; 95% interval 2% to 15%)" in page
    assert "cannot be told apart" in page
    assert "caused" not in page


def test_figures_that_are_tried_move_the_return_and_are_stored_nowhere(world, coordinator, book):
    benefit = Benefit.objects.get()
    tried = {"cohort": world.cohort.pk, f"share-{benefit.pk}": "25"}
    page = text_of(coordinator.get(address("cost", world), tried))
    assert "£1 spent is associated with £2.00 that came back" in page
    assert "Nothing is stored yet." in page
    benefit.refresh_from_db()
    assert benefit.share == 50


def test_figures_that_are_tried_can_be_kept(world, coordinator, book):
    benefit = Benefit.objects.get()
    given = {f"share-{benefit.pk}": "25", f"likely-{benefit.pk}": "20000"}
    given["seen"] = mark_of_book(book)
    page = coordinator.post(address("cost-keep", world, book.pk), given, follow=True)
    assert "1 line is changed." in text_of(page)
    benefit.refresh_from_db()
    assert (benefit.share, benefit.share_low, benefit.likely) == (
        Decimal(25),
        Decimal(25),
        Decimal(20000),
    )
    assert (benefit.low, benefit.high) == (Decimal(5000), Decimal(20000))
    assert "50.00 became 25" in text_of(page)


def test_who_keeps_second_is_told_and_nothing_typed_is_lost(world, coordinator, book):
    benefit = Benefit.objects.get()
    given = {f"share-{benefit.pk}": "25", "seen": mark_of_book(book)}
    Benefit.objects.filter(pk=benefit.pk).update(sureness=10)
    page = coordinator.post(address("cost-keep", world, book.pk), given)
    assert page.status_code == 422
    assert "Somebody changed the book after you opened it." in text_of(page)
    assert page.context["form"][f"share-{benefit.pk}"].value() == "25"
    given["seen"] = page.context["seen"]
    coordinator.post(address("cost-keep", world, book.pk), given)
    benefit.refresh_from_db()
    assert (benefit.share, benefit.sureness) == (Decimal(25), Decimal(10))


@pytest.mark.parametrize("share", ["-1", "100.01", "180"])
def test_a_share_outside_of_0_to_100_is_refused_in_words_beside_it(world, coordinator, book, share):
    page = coordinator.post(
        address("cost-add", world, book.pk, "benefit"), BENEFIT | {"share": share}
    )
    assert page.status_code == 422
    assert page.context["form"].errors["share"] == [
        "A share lies between 0% and 100%: nothing can be credited with more than all of it."
    ]
    assert page.context["form"]["title"].value() == BENEFIT["title"]
    assert Benefit.objects.count() == 1


def test_a_claim_of_a_cause_is_refused_and_bounds_have_to_hold_their_figure(
    world, coordinator, book
):
    given = BENEFIT | {"basis": "Mentoring led to it", "low": "95000", "share_high": "40"}
    errors = coordinator.post(address("cost-add", world, book.pk, "benefit"), given)
    errors = errors.context["form"].errors
    assert "“led to” claims a cause" in errors["basis"][0]
    assert errors["low"] == ["This has to be no more than the likely figure."]
    assert errors["share_high"] == ["This has to be no less than the likely figure."]


def test_a_benefit_is_written_once_however_often_the_button_is_pressed(world, coordinator, book):
    to = address("cost-add", world, book.pk, "benefit")
    coordinator.post(to, BENEFIT)
    again = coordinator.post(to, BENEFIT)
    assert "There is a line that is called so already." in text_of(again)
    made = Benefit.objects.get(title="Leavers avoided")
    assert (made.low, made.high, made.share_low, made.share_high) == (
        *(Decimal(90000), Decimal(90000)),
        *(Decimal(50), Decimal(50)),
    )


def test_hours_are_typed_or_those_of_the_record(world, coordinator, book):
    to = address("cost-add", world, book.pk, "hours")
    given = {"title": "Mentors", "hours_of": HoursOf.TYPED, "likely": "50", "source": "Payroll"}
    page = coordinator.post(to, given)
    assert page.context["form"].errors["hours"] == [
        "Write how many hours, or choose those of the record."
    ]
    coordinator.post(to, given | {"hours_of": HoursOf.MENTOR_MEETINGS})
    made = Spending.objects.get(title="Mentors")
    assert (made.hours, made.kind) == (None, "hours")


def test_a_comparison_of_few_or_of_more_than_all_is_refused(world, coordinator, book):
    given = {
        "title": "Left",
        "ours_count": 9,
        "ours_n": 8,
        "ours_how": "Applied",
        "theirs_count": 1,
        "theirs_n": 4,
        "theirs_how": "Did not",
        "source": "HR",
    }
    errors = coordinator.post(address("cost-add", world, book.pk, "comparison"), given)
    assert set(errors.context["form"].errors) == {"ours_count", "theirs_n"}


def test_a_line_is_changed_and_who_saves_second_sees_what_the_first_saved(world, coordinator, book):
    line = Spending.objects.get()
    to = address("cost-line", world, "money", line.pk)
    seen = coordinator.get(to).context["form"]["seen"].value()
    given = {"title": "Venue", "likely": "1200", "source": "Ledger", "seen": seen}
    coordinator.post(to, given)
    second = coordinator.post(to, given | {"likely": "900"})
    assert "Somebody saved before you" in text_of(second)
    assert "saved this on" in text_of(second)
    line.refresh_from_db()
    assert line.likely == 1200
    mark = second.context["form"]["seen"].value()
    coordinator.post(to, given | {"likely": "900", "seen": mark})
    line.refresh_from_db()
    assert (line.likely, line.low, line.high) == (Decimal(900), Decimal(900), Decimal(900))


def test_a_line_is_taken_out_after_asking_and_only_once(world, coordinator, book):
    line = Spending.objects.get()
    to = address("cost-line-remove", world, "money", line.pk)
    assert "Take “Venue” out of the book?" in text_of(coordinator.get(to))
    assert coordinator.post(to).status_code == 302
    assert coordinator.post(to).status_code == 404
    assert not Spending.objects.exists()
    assert Event.objects.filter(kind="cost_line.removed").count() == 1


def test_the_next_book_takes_assumptions_along_and_counts_them_once_confirmed(
    world, coordinator, book
):
    HoursFactory.create(book=book, hours_of=HoursOf.TRAINING, hours=9)
    UncountedFactory.create(book=book)
    next_cohort = CohortFactory.create(programme=world.programme)
    made = begin_book(next_cohort, currency="GBP", by=world.coordinator)
    assert begin_book(next_cohort, currency="EUR", by=world.coordinator) == made
    assert made.spending_lines.filter(is_carried=True).count() == 2
    assert made.spending_lines.get(hours_of=HoursOf.TRAINING).hours is None
    assert not made.uncounted_lines.exists()
    page = coordinator.get(address("cost", world), {"cohort": next_cohort.pk})
    assert "3 lines were taken along and do not count yet" in text_of(page)
    assert "Nothing counts yet" in text_of(page)
    page = coordinator.post(address("cost-confirm", world, made.pk), follow=True)
    assert "3 lines count now." in text_of(page)
    assert "came back" in text_of(page)


def test_a_cloned_programme_takes_the_latest_book_along(world, book):
    objective = ObjectiveFactory.create(programme=world.programme)
    Benefit.objects.update(indicator=IndicatorFactory.create(objective=objective))
    clone = ProgrammeFactory.create(organisation=world.organisation, cloned_from=world.programme)
    programme_created.send(sender=Programme, programme=clone, by=world.coordinator)
    taken = clone.cost_books.get()
    assert (taken.cohort, taken.currency) == (None, "GBP")
    assert taken.benefit_lines.get().indicator is None
    assert take_book_along(clone, by=None) is None
    first = begin_book(CohortFactory.create(programme=clone), currency="GBP", by=world.coordinator)
    assert first.benefit_lines.get().is_carried
    assert first.benefit_lines.get().likely == Decimal(10_000)


def test_the_indicator_a_benefit_rests_on_is_shown_with_its_last_value(world, coordinator, book):
    indicator = IndicatorFactory.create(
        objective=ObjectiveFactory.create(programme=world.programme), name="Leavers in a year"
    )
    IndicatorValueFactory.create(indicator=indicator)
    Benefit.objects.update(indicator=indicator)
    page = text_of(coordinator.get(address("cost", world)))
    assert "Rests on “Leavers in a year”: 70% on" in page


@pytest.mark.parametrize("wanted", ["", "xlsx"])
def test_a_book_is_handed_out_as_a_file_and_that_is_recorded(world, coordinator, book, wanted):
    page = coordinator.get(address("cost-file", world, book.pk), {"format": wanted})
    assert page.status_code == 200
    if not wanted:
        assert "Benefit,Leavers,,10000.0,5000.0,15000.0,50.0,80.0,4000.0" in page.content.decode()
    assert Event.objects.get(kind="table.downloaded").changes == {"table": "costs", "rows": 2}


@pytest.mark.parametrize(("who", "status"), [("reviewer", 403), ("mentor", 403), ("stranger", 404)])
def test_others_see_and_change_no_book(world, client_of, book, who, status):
    client = client_of(getattr(world, who))
    line = Spending.objects.get()
    assert client.get(address("cost", world)).status_code == status
    assert client.get(address("cost-file", world, book.pk)).status_code == status
    for to in (
        address("cost-keep", world, book.pk),
        address("cost-add", world, book.pk, "money"),
        address("cost-line-remove", world, "money", line.pk),
    ):
        assert client.post(to).status_code == status


def test_books_lines_and_indicators_of_others_are_not_found(world, coordinator, book):
    foreign = SpendingFactory.create()
    alien = IndicatorFactory.create()
    for to in (
        address("cost-file", world, foreign.book.pk),
        address("cost-line", world, "money", foreign.pk),
        address("cost-line", world, "benefit", Spending.objects.get(title="Venue").pk),
        address("cost-add", world, book.pk, "nonsense"),
    ):
        assert coordinator.get(to).status_code == 404
    assert coordinator.get(address("cost", world), {"cohort": "nonsense"}).status_code == 404
    page = coordinator.post(
        address("cost-add", world, book.pk, "benefit"), BENEFIT | {"indicator": alien.pk}
    )
    assert "indicator" in page.context["form"].errors


def test_queries_do_not_grow_with_lines(world, coordinator, book, django_assert_max_num_queries):
    to = address("cost", world)
    with django_assert_max_num_queries(60) as few:
        coordinator.get(to)
    for _number in range(10):
        SpendingFactory.create(book=book)
        BenefitFactory.create(book=book)
        UncountedFactory.create(book=book)
        ComparisonFactory.create(book=book)
    with django_assert_max_num_queries(len(few)):
        coordinator.get(to)
