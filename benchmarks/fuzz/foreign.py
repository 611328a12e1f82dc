"""Ids of rows that are somebody else's."""

from typing import Any


def foreign_ids(walked: Any) -> list[str]:
    """Return ids of people, programmes and rows of the other organisation."""
    world = walked.world
    return [
        str(row.pk)
        for row in (
            world.stranger,
            world.other_organisation,
            world.other_programme,
            world.other_coordinator.memberships.get(),
            walked.other_mentee,
        )
    ]
