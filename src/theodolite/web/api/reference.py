"""The API's description for people: every address, what it takes and what it gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from theodolite.store.tokens import SCOPES
from theodolite.web.api.endpoints import REFUSALS, api
from theodolite.web.permissions import everyone


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is sent or given: its name, its type and whether it must be there."""

    name: str
    sort: str
    is_required: bool
    where: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One address and verb."""

    anchor: str
    heading: str
    says: str
    takes: tuple[Field, ...]
    gives: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """All of it, with where it lives and what tokens may be for."""

    address: str
    scopes: tuple[tuple[str, str], ...]
    operations: tuple[Operation, ...]


@everyone
def reference(request: HttpRequest) -> HttpResponse:
    """What the API can do, on one page."""
    page = Reference(
        f"{settings.INSTALLATION.address.rstrip('/')}/api/",
        tuple((name, scope.words) for name, scope in SCOPES.items()),
        operations_of(api.get_openapi_schema()),
    )
    return render(request, "api/reference.html", {"page": page})


def operations_of(described: Mapping[str, Any]) -> tuple[Operation, ...]:
    """Every operation of a description, in its order."""
    shapes = described["components"]["schemas"]
    return tuple(
        Operation(
            anchor=said["operationId"],
            heading=f"{verb.upper()} {address}",
            says=said.get("description", ""),
            takes=(*_asked(said), *_sent(said, shapes)),
            gives=_given(said, shapes),
        )
        for address, verbs in described["paths"].items()
        for verb, said in verbs.items()
    )


def _asked(said: Mapping[str, Any]) -> tuple[Field, ...]:
    return tuple(
        Field(
            one["name"], sort_of(one["schema"]), one.get("required", False), f"in the {one['in']}"
        )
        for one in said.get("parameters", ())
    )


def _sent(said: Mapping[str, Any], shapes: Mapping[str, Any]) -> tuple[Field, ...]:
    body = said.get("requestBody", {}).get("content", {})
    return tuple(
        field for one in body.values() for field in _fields(one["schema"], shapes, "as JSON")
    )


def _given(said: Mapping[str, Any], shapes: Mapping[str, Any]) -> tuple[Field, ...]:
    for status, answer in said["responses"].items():
        if int(status) not in REFUSALS:
            schema = answer["content"]["application/json"]["schema"]
            return _fields(schema.get("items", schema), shapes, "")
    return ()


def _fields(schema: Mapping[str, Any], shapes: Mapping[str, Any], where: str) -> tuple[Field, ...]:
    named = shapes[schema["$ref"].rsplit("/", 1)[-1]] if "$ref" in schema else schema
    required = named.get("required", ())
    return tuple(
        Field(name, sort_of(one), name in required, where)
        for name, one in named.get("properties", {}).items()
    )


def sort_of(schema: Mapping[str, Any]) -> str:
    """What sort of value a schema asks for, in words.

    >>> sort_of({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]})
    'date or nothing'
    >>> sort_of({"type": "array", "items": {"type": "string"}})
    'list of string'
    """
    if "anyOf" in schema:
        return " or ".join(sort_of(one) for one in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    sort = str(schema.get("format") or schema.get("type", "anything"))
    if sort == "array":
        return f"list of {sort_of(schema['items'])}"
    return {"null": "nothing", "integer": "whole number", "boolean": "true or false"}.get(
        sort, sort
    )
