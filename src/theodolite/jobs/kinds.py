"""The kinds of work that can be asked for, each a function in a module of its own.

To add one: write `jobs/<kind>.py` with a function of a `Running` that gives back its result (a
mapping that JSON can hold, shown on the job's page), and add its line here. It is named by its
path, for what a kind needs is loaded only when one is done.

- Say how far it is with `running.tell(share, words)`; that is also where a cancelled job stops.
- A job may be killed at any moment and is then begun anew, so write what it does either so that
  doing it again changes nothing, or inside `with running.finishing() as result:`, which keeps it
  together with the mark that the job is done, exactly once.
- Raise a CorrectableError for what a person can put right: the job fails with its sentence. After
  anything else it is tried again, later and later.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.module_loading import import_string

from theodolite.jobs.running import Running

Work = Callable[[Running], Mapping[str, Any]]

KINDS: Mapping[str, Work | str] = {
    "analyse": "theodolite.jobs.analyse.analyse_survey",
    "backup": "theodolite.jobs.back_up.back_installation_up",
    "digest": "theodolite.jobs.digest.send_digests",
    "erase": "theodolite.jobs.erase.erase_person",
    "place": "theodolite.jobs.place.place_everything",
    "post": "theodolite.jobs.post.send_letters",
    "rank": "theodolite.jobs.rank.rank_again",
    "read": "theodolite.jobs.read.read_upload",
    "recognise": "theodolite.jobs.recognise.recognise_address",
    "retain": "theodolite.jobs.retain.delete_what_is_over",
    "scan": "theodolite.jobs.scan.scan_sources",
    "watch": "theodolite.jobs.watch.tell_watchers",
}


def work_of(named: Work | str) -> Work:
    """The function that does a kind of job."""
    if not isinstance(named, str):
        return named
    found: Work = import_string(named)
    return found
