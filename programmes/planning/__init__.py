"""Dates that depend on one another and on days people work: formulas, without Django."""

from programmes.planning.clashes import Clash, clashes
from programmes.planning.following import Proposal, follow
from programmes.planning.rules import RULES, Edge, Rule
from programmes.planning.timetable import COHORT, Item, Side, Timetable
from programmes.planning.working_days import DayOff, WorkCalendar

__all__ = [
    "COHORT",
    "RULES",
    "Clash",
    "DayOff",
    "Edge",
    "Item",
    "Proposal",
    "Rule",
    "Side",
    "Timetable",
    "WorkCalendar",
    "clashes",
    "follow",
]
