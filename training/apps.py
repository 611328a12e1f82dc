"""The app's configuration."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """What mentors and mentees learn, practise and keep current."""

    name = "training"
