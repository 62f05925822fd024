"""The process that reads one uploaded file: it limits itself, reads, answers and ends."""

import json
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from theodolite.settings.errors import CorrectableError
from theodolite.survey.answers.export import Export


def main() -> None:
    """Read the file that the question on standard input names; answer on standard output."""
    asked = json.load(sys.stdin)
    # What the reading needs is loaded first: libraries may reserve more memory than they use.
    from theodolite.survey.answers.opening import export_in
    from theodolite.survey.drafting import draft_questionnaire

    data = Path(asked["file"]).read_bytes()
    _limit(asked["megabytes"] << 20, asked["processor_seconds"])
    answer: dict[str, Any]
    try:
        export = export_in(data, asked["name"], layout=asked["layout"], sheet=asked["sheet"])
        answer = {"read": _plain(export), "draft": draft_questionnaire(export)}
    except CorrectableError as problem:
        answer = {"refused": str(problem)}
    except (MemoryError, RecursionError):
        answer = {"spent": "memory"}
    json.dump(answer, sys.stdout)


def _plain(export: Export) -> dict[str, Any]:
    return {
        "name": export.name,
        "layout": export.layout,
        "columns": [asdict(column) for column in export.columns],
        "rows": export.rows,
        "digest": export.digest,
        "first_row": export.first_row,
        "notes": export.notes,
    }


def _limit(most_bytes: int, processor_seconds: int) -> None:
    """No more memory and time than is given, and nothing written to any file."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + processor_seconds
    limits = {
        resource.RLIMIT_AS: most_bytes,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        # macOS may refuse a limit on memory; the deadline holds there all the same.
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main()
