"""Competencies, courses and modules."""

from django.urls import URLPattern, path

from training.urls.prefixes import CONSOLE
from training.views import competencies, courses, materials, modules, quizzes

_COMPETENCY = f"{CONSOLE}competencies/<uuid:pk>/"
_COURSE = f"{CONSOLE}courses/<uuid:pk>/"
_MATERIAL = f"{CONSOLE}materials/<uuid:pk>/"
_QUESTION = f"{CONSOLE}questions/<uuid:pk>/"
_MODULE = "learn/modules/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path(f"{CONSOLE}competencies/", competencies.competency_list, name="competency-list"),
    path(f"{CONSOLE}competencies/add/", competencies.competency_add, name="competency-add"),
    path(_COMPETENCY, competencies.competency, name="competency"),
    path(f"{_COMPETENCY}change/", competencies.competency_change, name="competency-change"),
    path(f"{_COMPETENCY}levels/", competencies.competency_levels, name="competency-levels"),
    path(
        f"{_COMPETENCY}set-aside/", competencies.competency_set_aside, name="competency-set-aside"
    ),
    path(
        f"{_COMPETENCY}bring-back/",
        competencies.competency_bring_back,
        name="competency-bring-back",
    ),
    path(f"{_COMPETENCY}remove/", competencies.competency_remove, name="competency-remove"),
    path(f"{CONSOLE}courses/", courses.course_list, name="course-list"),
    path(f"{CONSOLE}courses/add/", courses.course_add, name="course-add"),
    path(_COURSE, courses.course, name="course"),
    path(f"{_COURSE}change/", courses.course_change, name="course-change"),
    path(f"{_COURSE}withdraw/", courses.course_withdraw, name="course-withdraw"),
    path(f"{_COURSE}offer/", courses.course_offer, name="course-offer"),
    path(f"{_COURSE}materials/add/", materials.material_add, name="course-add-material"),
    path(f"{_COURSE}questions/add/", quizzes.question_add, name="course-add-question"),
    path(f"{_MATERIAL}change/", materials.material_change, name="material-change"),
    path(f"{_MATERIAL}move/", materials.material_move, name="material-move"),
    path(f"{_MATERIAL}remove/", materials.material_remove, name="material-remove"),
    path(f"{_MATERIAL}file/", materials.material_file, name="material-file"),
    path(f"{_QUESTION}change/", quizzes.question_change, name="quiz-change"),
    path(f"{_QUESTION}move/", quizzes.question_move, name="quiz-move"),
    path(f"{_QUESTION}remove/", quizzes.question_remove, name="quiz-remove"),
    path("learn/modules/", modules.module_list, name="module-list"),
    path(_MODULE, modules.module, name="module"),
    path(f"{_MODULE}begin/", modules.module_begin, name="module-begin"),
    path(f"{_MODULE}seen/", modules.module_seen, name="module-seen"),
    path(f"{_MODULE}quiz/", modules.module_quiz, name="module-quiz"),
    path(f"{_MODULE}result/", modules.module_result, name="module-result"),
    path("learn/materials/<uuid:pk>/", materials.own_material_file, name="material-own-file"),
]
