"""Every kind of thing that is kept, one file for each."""

from theodolite.store.models.account import Account, Group, Membership, Role
from theodolite.store.models.criteria import Criteria
from theodolite.store.models.entry import Entry, HistoryHead
from theodolite.store.models.item import (
    Appearance,
    ItemSegment,
    ItemVersion,
    KeptItem,
    SourcePage,
)
from theodolite.store.models.job import Job
from theodolite.store.models.letter import Letter
from theodolite.store.models.listed_item import (
    ListedItem,
    ListedRecord,
    ListedSource,
    ListedTopic,
)
from theodolite.store.models.one_time_link import OneTimeLink
from theodolite.store.models.personal_data import Complaint, Consent, Export
from theodolite.store.models.release import Release, Report
from theodolite.store.models.screening import Assessment, Screening, Settlement, Verdict
from theodolite.store.models.sighting import Sighting
from theodolite.store.models.standing_act import StandingAct, Touched
from theodolite.store.models.subscription import Edition, GroupDigest, Subscription
from theodolite.store.models.survey import (
    DataSet,
    PassedText,
    Survey,
    SurveyFile,
    SurveyFileVersion,
)
from theodolite.store.models.token import Token
from theodolite.store.models.watch_list import WatchList, WatchVisit
from theodolite.store.models.worked_out import Drawing, WorkedOut

__all__ = [
    "Account",
    "Appearance",
    "Assessment",
    "Complaint",
    "Consent",
    "Criteria",
    "DataSet",
    "Drawing",
    "Edition",
    "Entry",
    "Export",
    "Group",
    "GroupDigest",
    "HistoryHead",
    "ItemSegment",
    "ItemVersion",
    "Job",
    "KeptItem",
    "Letter",
    "ListedItem",
    "ListedRecord",
    "ListedSource",
    "ListedTopic",
    "Membership",
    "OneTimeLink",
    "PassedText",
    "Release",
    "Report",
    "Role",
    "Screening",
    "Settlement",
    "Sighting",
    "SourcePage",
    "StandingAct",
    "Subscription",
    "Survey",
    "SurveyFile",
    "SurveyFileVersion",
    "Token",
    "Touched",
    "Verdict",
    "WatchList",
    "WatchVisit",
    "WorkedOut",
]
