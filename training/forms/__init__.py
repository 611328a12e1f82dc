"""What people type in about training, by noun."""

from training.forms.attendance import (
    AttendanceForm,
    CameAlongForm,
    HeadsForm,
    TickForm,
    WallCodeForm,
)
from training.forms.certificates import CertificateCodeForm, CertificateFilter
from training.forms.competencies import CompetencyForm, LevelsForm
from training.forms.courses import CourseForm, MaterialForm, QuestionForm
from training.forms.feedback import FeedbackForm
from training.forms.modules import QuizForm
from training.forms.places import PlaceForm, RuleForm
from training.forms.series import CancelSeriesForm, SeriesChangeForm, SeriesForm
from training.forms.sessions import CancelSessionForm, SessionForm

__all__ = [
    "AttendanceForm",
    "CameAlongForm",
    "CancelSeriesForm",
    "CancelSessionForm",
    "CertificateCodeForm",
    "CertificateFilter",
    "CompetencyForm",
    "CourseForm",
    "FeedbackForm",
    "HeadsForm",
    "LevelsForm",
    "MaterialForm",
    "PlaceForm",
    "QuestionForm",
    "QuizForm",
    "RuleForm",
    "SeriesChangeForm",
    "SeriesForm",
    "SessionForm",
    "TickForm",
    "WallCodeForm",
]
