"""The platform every mentoring app stands on."""

from mentorship.celery import app as celery_app

__all__ = ["celery_app"]
