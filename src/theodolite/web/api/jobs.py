"""How far jobs are: one's own, or all of them for those who run the office."""

from django.http import Http404, HttpRequest
from ninja import Path, Router

from theodolite.store.models import Job
from theodolite.web.api.gate import BearerToken, account_of
from theodolite.web.api.shapes import JobShape, Limit, Number

router = Router(tags=["Jobs"], auth=BearerToken("read:jobs"))


@router.get("jobs", response=list[JobShape])
def list_jobs(request: HttpRequest, limit: Limit = 50) -> list[JobShape]:
    """List jobs, the newest first."""
    return [
        _shape(one) for one in Job.objects.visible_to(account_of(request)).order_by("-pk")[:limit]
    ]


@router.get("jobs/{number}", response=JobShape)
def one_job(request: HttpRequest, number: Path[Number]) -> JobShape:
    """How far one job is, or how it ended."""
    found = Job.objects.visible_to(account_of(request)).filter(pk=number).first()
    if found is None:
        raise Http404(f"There is no job {number}, or not for this token.")
    return _shape(found)


def _shape(job: Job) -> JobShape:
    return JobShape(number=job.pk, **{name: getattr(job, name) for name in _SAME})


_SAME = tuple(name for name in JobShape.model_fields if name != "number")
