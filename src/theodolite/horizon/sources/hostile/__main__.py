"""The process that reads hostile bytes: limits itself, then answers until its line closes."""

import contextlib
import json
import socket
import sys
from collections.abc import Callable, Mapping
from typing import Any

from theodolite.horizon.sources.hostile.jobs import JOBS
from theodolite.horizon.sources.hostile.refusal import Refused

Answer = dict[str, Any]


def main() -> None:
    """Read payloads from the line that is our standard input, one after the other."""
    _limit_memory(int(sys.argv[1]) * 1_048_576)
    line = socket.socket(fileno=0)
    with line.makefile("rb") as incoming:
        while head := incoming.read(4):
            asked = json.loads(incoming.read(int.from_bytes(head, "big")))
            payload = incoming.read(asked["length"])
            _limit_processor(asked["processor_seconds"])
            answer, is_spent = _answer(JOBS[asked["job"]], payload, asked["options"])
            said = json.dumps(answer, ensure_ascii=True).encode()
            line.sendall(len(said).to_bytes(8, "big") + said)
            if is_spent:
                return


def _answer(
    read: Callable[[bytes, Mapping[str, str]], Any], payload: bytes, options: Mapping[str, str]
) -> tuple[Answer, bool]:
    """What the job read, or why not, and whether this process should not be used again."""
    try:
        return {"read": read(payload, options)}, False
    except Refused as problem:
        return {"refused": str(problem)}, False
    except (MemoryError, RecursionError):
        return {"refused": "reading what it sent took more memory than is given"}, True
    except Exception as problem:
        # Whatever a parser raises over hostile bytes ends here, as it would end this process.
        return {"refused": f"what it sent broke its reader ({type(problem).__name__})"}, False


def _limit_memory(most: int) -> None:
    if sys.platform != "win32":
        import resource

        # macOS may refuse a limit on memory; the deadline holds there all the same.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_processor(seconds: int) -> None:
    """Let the next payload have so many seconds more than all before it took."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(used.ru_utime + used.ru_stime)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds + 1, hard))


if __name__ == "__main__":
    main()
