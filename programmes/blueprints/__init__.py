"""Templates: what a new programme may start from, in the order they are offered."""

from collections.abc import Mapping
from types import MappingProxyType

from programmes.blueprints.blank import BLANK
from programmes.blueprints.community import COMMUNITY
from programmes.blueprints.corporate import CORPORATE
from programmes.blueprints.model import Blueprint
from programmes.blueprints.regulated import REGULATED
from programmes.blueprints.university import UNIVERSITY
from programmes.enums import ProgrammeTemplate

BLUEPRINTS: Mapping[ProgrammeTemplate, Blueprint] = MappingProxyType(
    {each.template: each for each in (CORPORATE, UNIVERSITY, REGULATED, COMMUNITY, BLANK)}
)


def blueprint_of(template: str) -> Blueprint:
    """Return the blueprint of a template; raises ValueError for a name that is none."""
    return BLUEPRINTS[ProgrammeTemplate(template)]


__all__ = ["BLUEPRINTS", "Blueprint", "blueprint_of"]
