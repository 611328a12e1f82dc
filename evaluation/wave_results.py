"""What the page of a closed wave shows, as its view hands it to the template."""

from evaluation.models import Wave
from evaluation.results_page.page import WaveResults, results_of
from mentorship.accounts.models import Person


def results_context(wave: Wave, person: Person) -> dict[str, WaveResults]:
    """Return what `evaluation/wave_results.html` reads, beside the wave and its programme.

    The wave is closed, and comes with its instrument and its cohort's programme.
    """
    return {"results": results_of(wave, by=person)}
