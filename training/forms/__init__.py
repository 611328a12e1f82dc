"""What people type in about training, by noun."""

from training.forms.attendance import AttendanceForm
from training.forms.competencies import CompetencyForm, LevelsForm
from training.forms.courses import CourseForm, MaterialForm, QuestionForm
from training.forms.modules import QuizForm
from training.forms.sessions import CancelSessionForm, PlaceForm, SessionForm

__all__ = [
    "AttendanceForm",
    "CancelSessionForm",
    "CompetencyForm",
    "CourseForm",
    "LevelsForm",
    "MaterialForm",
    "PlaceForm",
    "QuestionForm",
    "QuizForm",
    "SessionForm",
]
