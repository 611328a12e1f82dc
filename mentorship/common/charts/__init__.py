"""Pictures of numbers: the same SVG for page, PDF and (as PNG) mail."""

from mentorship.common.charts.timeline import Phase, Timeline, timeline

__all__ = ["Phase", "Timeline", "timeline"]
