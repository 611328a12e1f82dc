"""Instruments: what can be asked."""

from django.urls import path

from evaluation.views import (
    instrument_items,
    instrument_languages,
    instrument_parts,
    instrument_preview,
    instrument_states,
    instruments,
)

SURVEYS = "programmes/<slug:slug>/surveys/"
LIST = f"{SURVEYS}instruments/"
ONE = f"{LIST}<uuid:pk>/"
SECTION = f"{SURVEYS}sections/<uuid:pk>/"
ITEM = f"{SURVEYS}questions/<uuid:pk>/"

urlpatterns = [
    path(f"{SURVEYS}ready-made/", instruments.instruments_add, name="instruments-add"),
    path(LIST, instruments.instrument_list, name="instrument-list"),
    path(f"{LIST}add/", instruments.instrument_add, name="instrument-add"),
    path(f"{LIST}import/", instruments.instrument_import, name="instrument-import"),
    path(ONE, instruments.instrument, name="instrument"),
    path(f"{ONE}change/", instruments.instrument_change, name="instrument-change"),
    path(f"{ONE}file/", instruments.instrument_file, name="instrument-file"),
    path(f"{ONE}preview/", instrument_preview.instrument_preview, name="instrument-preview"),
    path(f"{ONE}page/", instrument_preview.instrument_page, name="instrument-page"),
    path(f"{ONE}ready/", instrument_states.instrument_ready, name="instrument-ready"),
    path(f"{ONE}rework/", instrument_states.instrument_rework, name="instrument-rework"),
    path(f"{ONE}version/", instrument_states.instrument_version, name="instrument-version"),
    path(f"{ONE}retire/", instrument_states.instrument_retire, name="instrument-retire"),
    path(f"{ONE}return/", instrument_states.instrument_return, name="instrument-return"),
    path(f"{ONE}discard/", instrument_states.instrument_discard, name="instrument-discard"),
    path(
        f"{ONE}languages/add/",
        instrument_languages.instrument_language_add,
        name="instrument-language-add",
    ),
    path(
        f"{ONE}languages/<slug:language>/",
        instrument_languages.instrument_language,
        name="instrument-language",
    ),
    path(
        f"{ONE}languages/<slug:language>/drop/",
        instrument_languages.instrument_language_drop,
        name="instrument-language-drop",
    ),
    path(
        f"{ONE}sections/add/",
        instrument_parts.instrument_section_add,
        name="instrument-section-add",
    ),
    path(f"{ONE}questions/add/", instrument_items.instrument_item_add, name="instrument-item-add"),
    path(f"{SECTION}change/", instrument_parts.section_change, name="section-change"),
    path(f"{SECTION}move/", instrument_parts.section_move, name="section-move"),
    path(f"{SECTION}remove/", instrument_parts.section_remove, name="section-remove"),
    path(f"{ITEM}change/", instrument_items.item_change, name="item-change"),
    path(f"{ITEM}kind/", instrument_items.item_kinds, name="item-kinds"),
    path(f"{ITEM}condition/", instrument_items.item_condition, name="item-condition"),
    path(f"{ITEM}move/", instrument_items.item_move, name="item-move"),
    path(f"{ITEM}remove/", instrument_items.item_remove, name="item-remove"),
]
