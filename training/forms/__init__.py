"""What people type in about training, by noun."""

from training.forms.attendance import (
    AttendanceForm,
    CameAlongForm,
    HeadsForm,
    TickForm,
    WallCodeForm,
)
from training.forms.certificates import CertificateCodeForm, CertificateFilter
from training.forms.courses import CourseForm
from training.forms.feedback import FeedbackForm
from training.forms.sessions import CancelSessionForm, PlaceForm, SessionForm

__all__ = [
    "AttendanceForm",
    "CameAlongForm",
    "CancelSessionForm",
    "CertificateCodeForm",
    "CertificateFilter",
    "CourseForm",
    "FeedbackForm",
    "HeadsForm",
    "PlaceForm",
    "SessionForm",
    "TickForm",
    "WallCodeForm",
]
