"""Published standards, as data: our own short wording of what each asks for."""

from evaluation.readiness.standards.elements import ELEMENTS
from evaluation.readiness.standards.ismcp import ISMCP
from evaluation.readiness.standards.model import Part, Requirement, Standard

STANDARDS: dict[str, Standard] = {standard.key: standard for standard in (ISMCP, ELEMENTS)}

__all__ = ["STANDARDS", "Part", "Requirement", "Standard"]
