"""What a person wants to be written to about."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from mentorship.notifications.enums import Category


class PreferenceQuerySet(models.QuerySet["Preference"]):
    """Preferences, chainable."""

    def wants(self, person: Person, category: Category | None) -> bool:
        """Tell whether the person wants mail of this category; None cannot be switched off."""
        if category is None:
            return True
        return not self.filter(person=person, category=category, is_wanted=False).exists()


class Preference(models.Model):
    """A person's yes or no to one category of mail; without a row it is a yes.

    `edition` counts how often the category was switched back on. Unsubscribe links carry it, so
    that switching back on takes the power from every link that was sent before.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mail_preferences")
    category = models.CharField(max_length=20, choices=Category.choices)
    is_wanted = models.BooleanField(default=True)
    edition = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)

    privacy = Privacy(
        none=("id", "category", "edition", "changed_at"),
        personal=("person", "is_wanted"),
        subjects=("person",),
        keeping=Keeping.ACCOUNT,
        erasing={"*": OnErasure.DELETE},
    )

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        """One answer per person and category."""

        verbose_name = _("wish about mail")
        verbose_name_plural = _("wishes about mail")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "category"), name="notifications_preference_once"
            ),
            models.CheckConstraint(
                condition=Q(category__in=Category.values), name="notifications_preference_category"
            ),
        )

    def __str__(self) -> str:
        """Say the category and the answer."""
        return f"{self.category}: {'yes' if self.is_wanted else 'no'}"
