"""Decisions of curators, each written down once however often it is sent."""

import hashlib

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Header, Router

from theodolite.horizon.triage.acts import Act
from theodolite.store.inbox import Form, decide
from theodolite.store.models import ListedItem
from theodolite.web.api.gate import BearerToken, account_of
from theodolite.web.api.shapes import Decided, Decision, Required

router = Router(tags=["Triage"], auth=BearerToken("write:triage"))


@router.post("decisions", response=Decided)
def post_decision(
    request: HttpRequest, sent: Decision, idempotency_key: Header[Required]
) -> Decided:
    """Keep or discard a thing. The same Idempotency-Key is done once, whatever is sent with it."""
    account, at = account_of(request), timezone.now()
    visible = ListedItem.objects.visible_to(account)
    item = visible.filter(listed_records__identity=sent.identity).first()
    if item is None:
        raise Http404(f"There is no item {sent.identity!r}, or not for this token.")
    name = hashlib.sha256(f"{account.key} {idempotency_key}".encode()).hexdigest()[:40]
    act = Act(sent.decision, item.identity, account.key, at, reason=sent.reason)
    done = decide(act, Form(token=name), on=timezone.localdate())
    item.refresh_from_db()
    return Decided(
        number=done.number,
        identity=done.identity,
        decision=done.deed,
        reason=done.reason,
        at=done.at,
        state=item.state,
    )
