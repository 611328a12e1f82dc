"""The table."""

from django.db import models


class Plank(models.Model):
    """A row of no meaning."""

    title = models.CharField(max_length=20)
    length = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        """Return its title."""
        return self.title
