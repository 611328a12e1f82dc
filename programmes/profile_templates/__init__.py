"""Mentor profiles from the field, as data: what to begin from, or to add to one's own."""

from programmes.profile_templates.five_roles import FIVE_ROLES
from programmes.profile_templates.model import ProfileTemplate
from programmes.profile_templates.regulated_profession import REGULATED_PROFESSION
from programmes.profile_templates.six_competencies import SIX_COMPETENCIES

PROFILE_TEMPLATES: dict[str, ProfileTemplate] = {
    each.key: each for each in (FIVE_ROLES, SIX_COMPETENCIES, REGULATED_PROFESSION)
}

__all__ = ["PROFILE_TEMPLATES", "ProfileTemplate"]
