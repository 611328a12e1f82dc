"""What gunicorn is told beside its command line: where web processes count together.

Each process counts into a file of its own, and whichever is asked adds them up. The files of a
process that ended are added to one, so that thousands of restarts leave no thousands of files.
"""

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Any

# Before anything is counted, and so before prometheus_client is imported.
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="metrics-"))

ENDED = "ended"


def child_exit(server: Any, worker: Any) -> None:
    """Add up what a process counted that is gone; called by gunicorn's first process."""
    from prometheus_client import mmap_dict  # noqa: PLC0415  # after the folder is set

    values: Any = mmap_dict.MmapedDict
    folder = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
    for path in [*folder.glob(f"*_{worker.pid}.db")]:
        counted = list(values.read_all_values_from_file(str(path)))
        kind = path.stem.rpartition("_")[0]
        together = values(str(path.with_stem(f"{kind}_{ENDED}")))
        # From here to the end a scrape counts some of them not at all, and never any twice.
        path.unlink(missing_ok=True)
        with contextlib.closing(together):
            for key, value, moment, _position in counted:
                before, _moment = together.read_value(key)
                together.write_value(key, before + value, moment)
