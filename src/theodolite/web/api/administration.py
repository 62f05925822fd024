"""What only administrators ask."""

from dataclasses import asdict

from django.http import HttpRequest
from ninja import Router

from theodolite.store.history import verify
from theodolite.web.api.gate import BearerToken
from theodolite.web.api.shapes import VerifiedShape

router = Router(tags=["Administration"], auth=BearerToken("admin"))


@router.get("history/verified", response=VerifiedShape)
def verify_history(request: HttpRequest) -> VerifiedShape:
    """Follow the whole history, line by line, and tell whether anything was changed or removed."""
    return VerifiedShape(**asdict(verify()))
