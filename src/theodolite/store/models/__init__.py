"""Every kind of thing that is kept, one file for each."""

from theodolite.store.models.account import Account, Group, Membership, Role
from theodolite.store.models.entry import Entry
from theodolite.store.models.job import Job
from theodolite.store.models.letter import Letter
from theodolite.store.models.personal_data import Complaint, Consent, Export
from theodolite.store.models.sighting import Sighting
from theodolite.store.models.subscription import Edition, GroupDigest, Subscription
from theodolite.store.models.token import Token

__all__ = [
    "Account",
    "Complaint",
    "Consent",
    "Edition",
    "Entry",
    "Export",
    "Group",
    "GroupDigest",
    "Job",
    "Letter",
    "Membership",
    "Role",
    "Sighting",
    "Subscription",
    "Token",
]
