"""What the history says was done, as a society would say it."""

import json
from collections.abc import Mapping

from theodolite.store.models import Entry

PHRASES: Mapping[str, str] = {
    "account added": "Account added",
    "account changed": "Account changed",
    "address changed": "E-mail address changed",
    "bulletin": "Bulletin written",
    "complaint": "Complaint",
    "consent given": "Consent given",
    "consent withdrawn": "Consent withdrawn",
    "criteria": "What belongs in the round changed",
    "data set erased": "Answers of a survey erased",
    "data set replaced": "Answers of a survey replaced",
    "dedupe": "Duplicates looked for",
    "digest": "Digest of a group",
    "erased": "Data of a person erased",
    "erasure asked": "Erasing of a person’s data asked for",
    "export": "List or data taken out as a file",
    "group added": "Group added",
    "group changed": "Group changed",
    "invitation made": "Invitation sent",
    "invitation withdrawn": "Invitation withdrawn",
    "left group": "Left a group",
    "letters sent again": "Letters sent again",
    "link": "Two items related",
    "member of group": "Joined a group, or a place in it changed",
    "merge": "Items merged or kept apart",
    "password changed": "Password changed",
    "password reset": "Password forgotten and chosen anew",
    "password set": "Password chosen",
    "placing": "Topics of an item corrected",
    "recovery codes made": "Recovery codes made",
    "release approved": "Release of a report approved",
    "release asked": "Release of a report asked for",
    "release refused": "Release of a report refused",
    "release withdrawn": "Release of a report withdrawn",
    "report asked": "Report of a survey asked for",
    "report deleted": "Report of a survey deleted",
    "report made": "Report of a survey made",
    "response": "Answer to a deadline noted",
    "scan": "Source looked at for new items",
    "screening assessed": "Respondent judged by a screener",
    "screening opened": "Judgements of screeners opened",
    "screening set up": "Screening set up",
    "screening settled": "Difference between screeners settled",
    "screening undone": "Judgement of a screener taken back",
    "second factor added": "Second step of signing in added",
    "second factor removed": "Second step of signing in removed",
    "second factors forgotten": "Second steps of signing in taken away",
    "sessions ended": "Signed out everywhere",
    "sighting": "Sighting of a member",
    "signed in": "Signed in",
    "source": "List of sources",
    "survey begun": "Survey begun",
    "survey file saved": "Plan or questionnaire of a survey saved",
    "survey text passed": "Typed answer let pass",
    "survey text withheld": "Typed answer held back",
    "survey uploaded": "Answers of a survey uploaded",
    "token": "Token for programs or feeds",
    "triage": "Decision on an item",
    "upgrade": "Kept things taken over from an earlier version",
    "watch-list": "Watch-list",
    "watch-lists told": "Letter about what a person watches written",
}
"""Every kind of line, in words. What was done to it, where a line says so, comes after a colon."""

_DEEDS = {
    "audit": "drew a sample",
    "defer": "put off",
    "discard": "discarded",
    "keep": "kept",
    "naming": "may be named, or not",
    "settle": "settled",
    "skip": "skipped",
    "stop": "stopped reading",
    "undo": "took back the act before",
}


def deed_of(entry: Entry) -> str:
    """What a line says was done; a kind that has no phrase is told by its own name."""
    phrase = PHRASES.get(entry.kind, entry.kind)
    deed = json.loads(entry.detail).get("deed") if entry.detail else None
    return f"{phrase}: {_DEEDS.get(deed, deed)}" if isinstance(deed, str) else phrase


def kinds_called(words: str) -> list[str]:
    """The kinds whose phrase holds these words."""
    sought = words.casefold().partition(":")[0].strip()
    return [kind for kind, phrase in PHRASES.items() if sought in phrase.casefold()]
