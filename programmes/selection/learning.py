"""Where somebody who should develop first can learn: a higher app says it here."""

from collections.abc import Callable

from programmes.models import Application

# Returns the address of what the applicant can take part in now; empty where there is nothing.
LearningSource = Callable[[Application], str]
_sources: list[LearningSource] = []


def register_learning(source: LearningSource) -> None:
    """Let an app say where an applicant can learn; called from its `AppConfig.ready`."""
    if source not in _sources:
        _sources.append(source)


def learning_for(application: Application) -> str:
    """Return where the applicant can learn now; empty where there is nothing."""
    return next((url for source in _sources if (url := source(application))), "")
