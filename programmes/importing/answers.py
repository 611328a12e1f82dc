"""What somebody said of a table: what its columns, words and days mean, and what is missing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from programmes.enums import ParticipantState
from programmes.importing.enums import WordAbout


@dataclass(slots=True)
class NewCohort:
    """A cohort that the table names and nobody has planned yet."""

    number: int
    starts_on: date
    ends_on: date
    name: str = ""


@dataclass(slots=True)
class Answers:
    """Everything a check needs to know beside the rows; kept with the import as JSON."""

    # Field by the position of its column.
    columns: dict[int, str] = field(default_factory=dict)
    date_order: str = ""
    # Meaning by plain word.
    roles: dict[str, str] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    # For rows that say nothing of it.
    default_role: str = ""
    default_state: str = ParticipantState.ACCEPTED
    cohorts: list[NewCohort] = field(default_factory=list)

    def words(self, about: str) -> dict[str, str]:
        """Return the words about roles or states."""
        return self.roles if about == WordAbout.ROLE else self.states

    def position_of(self, wanted: str) -> int | None:
        """Return the column that holds a field."""
        return next((where for where, name in self.columns.items() if name == wanted), None)

    def to_json(self) -> dict[str, Any]:
        """Return what is stored."""
        stored = asdict(self)
        stored["columns"] = {str(where): name for where, name in self.columns.items()}
        for cohort in stored["cohorts"]:
            cohort["starts_on"] = cohort["starts_on"].isoformat()
            cohort["ends_on"] = cohort["ends_on"].isoformat()
        return stored

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Answers":
        """Return what was stored."""
        columns = {int(where): name for where, name in stored.get("columns", {}).items()}
        cohorts = [
            NewCohort(
                number=cohort["number"],
                starts_on=date.fromisoformat(cohort["starts_on"]),
                ends_on=date.fromisoformat(cohort["ends_on"]),
                name=cohort.get("name", ""),
            )
            for cohort in stored.get("cohorts", [])
        ]
        return cls(**{**stored, "columns": columns, "cohorts": cohorts})
