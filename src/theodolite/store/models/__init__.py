"""Every kind of thing that is kept, one file for each."""

from theodolite.store.models.account import Account, Group, Membership, Role
from theodolite.store.models.entry import Entry
from theodolite.store.models.job import Job
from theodolite.store.models.personal_data import Complaint, Consent, Export

__all__ = [
    "Account",
    "Complaint",
    "Consent",
    "Entry",
    "Export",
    "Group",
    "Job",
    "Membership",
    "Role",
]
