"""Counting a wave once, as it closes."""

from django.db import connection, transaction

from evaluation.enums import ItemKind, WaveState
from evaluation.models import Wave, WaveSummary, WaveTally
from evaluation.summaries.counting import BATCH, summed_up

# In all, and in each department that answers were kept with.
_TALLY = """
    INSERT INTO evaluation_wavetally (id, wave_id, item_key, department, value, count)
    SELECT gen_random_uuid(), answer.wave_id, given.key, COALESCE(answer.department, ''),
           given.value, count(*)
    FROM evaluation_answer answer
    JOIN evaluation_wave wave ON wave.id = answer.wave_id
    CROSS JOIN LATERAL jsonb_each(answer.values) given
    JOIN evaluation_item item
      ON item.instrument_id = wave.instrument_id AND item.key = given.key AND item.kind <> %s
    WHERE answer.wave_id = %s AND wave.state = %s
    GROUP BY GROUPING SETS (
        (answer.wave_id, given.key, given.value),
        (answer.wave_id, given.key, given.value, answer.department)
    )
    HAVING GROUPING(answer.department) = 1 OR answer.department <> ''
"""


@transaction.atomic
def summarise(wave: Wave) -> None:
    """Count the answers of a closed wave and keep the counts; counts kept before are replaced.

    Called as it closes, and again should its answers change. A wave that is not closed is left
    alone: nobody can watch its answers arrive.
    """
    state = Wave.objects.select_for_update(of=("self",), no_key=True).values_list(
        "state", flat=True
    )
    if state.get(pk=wave.pk) != WaveState.CLOSED:
        return
    WaveTally.objects.filter(wave=wave).delete()
    WaveSummary.objects.filter(wave=wave).delete()
    with connection.cursor() as cursor:
        cursor.execute(_TALLY, [ItemKind.TEXT.value, wave.pk, WaveState.CLOSED.value])
    answers = wave.answers.values_list("values", flat=True)
    summed_up(wave, answers.iterator(chunk_size=BATCH)).save(force_insert=True)


def summarise_what_is_missing() -> int:
    """Count closed waves of which no counts are kept, and return how many those were."""
    missing = Wave.objects.filter(state=WaveState.CLOSED, summary=None)
    waves = list(missing.select_related("instrument").prefetch_related("instrument__items"))
    for wave in waves:
        summarise(wave)
    return len(waves)
