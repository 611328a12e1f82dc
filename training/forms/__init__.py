"""What people type in about training, by noun."""

from training.forms.attendance import AttendanceForm
from training.forms.courses import CourseForm
from training.forms.places import PlaceForm, RuleForm
from training.forms.series import CancelSeriesForm, SeriesChangeForm, SeriesForm
from training.forms.sessions import CancelSessionForm, NotesForm, SessionForm

__all__ = [
    "AttendanceForm",
    "CancelSeriesForm",
    "CancelSessionForm",
    "CourseForm",
    "NotesForm",
    "PlaceForm",
    "RuleForm",
    "SeriesChangeForm",
    "SeriesForm",
    "SessionForm",
]
