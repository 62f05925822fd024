"""The API as a whole: its parts, its refusals and its description."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from theodolite.web.api import administration, horizon, jobs, sightings, surveys, triage
from theodolite.web.api.gate import RATE, EachToken
from theodolite.web.api.problems import MEDIA_TYPE, tell_problems
from theodolite.web.api.shapes import Problem

REFUSALS = (400, 401, 403, 404, 413, 422, 429)
"""How any part of the API may refuse; each is told by a problem document."""


class Api(NinjaAPI):
    """An API whose description tells how it refuses."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """An operation is called as its function is."""
        return operation.view_func.__name__

    def get_openapi_schema(self, **named: Any) -> OpenAPISchema:
        """The description, with the refusals of every operation."""
        described = super().get_openapi_schema(**named)
        schemas = described["components"]["schemas"]
        schemas["Problem"] = Problem.json_schema()
        told = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for operations in described["paths"].values():
            for operation in operations.values():
                for status in REFUSALS:
                    operation["responses"].setdefault(
                        status, {"description": "Refused", "content": told}
                    )
        return described


api = Api(
    title="Theodolite",
    version="1",
    description="What the pages show and take, for programs. Every request shows a token.",
    urls_namespace="api",
    docs_url=None,
    throttle=[EachToken(RATE)],
)
tell_problems(api)
for part in (horizon, triage, sightings, surveys, jobs, administration):
    api.add_router("", part.router)
