"""The kinds of work that can be asked for, each a function in a module of its own.

To add one: write `jobs/<kind>.py` with a function of a `Running` that gives back its result (a
mapping that JSON can hold, shown on the job's page), and add its line here.

- Say how far it is with `running.tell(share, words)`; that is also where a cancelled job stops.
- A job may be killed at any moment and is then begun anew, so write what it does either so that
  doing it again changes nothing, or inside `with running.finishing() as result:`, which keeps it
  together with the mark that the job is done, exactly once.
- Raise a CorrectableError for what a person can put right: the job fails with its sentence. After
  anything else it is tried again, later and later.
"""

from collections.abc import Callable, Mapping
from typing import Any

from theodolite.jobs.back_up import back_installation_up
from theodolite.jobs.erase import erase_person
from theodolite.jobs.retain import delete_what_is_over
from theodolite.jobs.running import Running
from theodolite.jobs.scan import scan_sources

Work = Callable[[Running], Mapping[str, Any]]

KINDS: Mapping[str, Work] = {
    "backup": back_installation_up,
    "erase": erase_person,
    "retain": delete_what_is_over,
    "scan": scan_sources,
}
