"""One fact that the product found by itself, and what it says about a requirement."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from evaluation.readiness.bands import Verdict

# A share from which a requirement counts as met, and from which as partly met; our own choice, as
# neither standard names one, and said so on the page.
MET_FROM = Fraction(80, 100)
PARTLY_FROM = Fraction(50, 100)


@dataclass(frozen=True, slots=True)
class Fact:
    """So many of so many, the day of the latest, and where it can be looked up.

    `of` is None where something is there or not; `enough` is how many of it suffice. Of a share it
    is nought where nothing to count is as it should be.
    """

    key: str
    title: str
    words: str
    count: int
    of: int | None
    latest: date | None
    url: str
    enough: int = 1

    @property
    def verdict(self) -> Verdict:
        """Return what the fact alone would say."""
        if self.of is None:
            if self.count >= self.enough:
                return Verdict.MET
            return Verdict.PARTLY if self.count else Verdict.NOT_MET
        if not self.of:
            return Verdict.NOT_MET if self.enough else Verdict.MET
        share = Fraction(self.count, self.of)
        if share >= MET_FROM:
            return Verdict.MET
        return Verdict.PARTLY if share >= PARTLY_FROM else Verdict.NOT_MET


def suggested(facts: list[Fact]) -> Verdict:
    """Return what facts say together: met if each says so, not met if none says anything."""
    verdicts = {fact.verdict for fact in facts}
    if verdicts == {Verdict.MET}:
        return Verdict.MET
    return Verdict.NOT_MET if verdicts <= {Verdict.NOT_MET} else Verdict.PARTLY
