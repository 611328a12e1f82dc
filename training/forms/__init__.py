"""What people type in about training, by noun."""

from training.forms.attendance import AttendanceForm
from training.forms.courses import CourseForm
from training.forms.sessions import CancelSessionForm, PlaceForm, SessionForm

__all__ = ["AttendanceForm", "CancelSessionForm", "CourseForm", "PlaceForm", "SessionForm"]
