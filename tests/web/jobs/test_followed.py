"""A job is followed in a browser to its end, without a click."""

from django.utils import timezone

from tests.web.browser import Visit
from tests.web.conftest import make_account
from theodolite.store import queue
from theodolite.store.models import Job


def test_a_job_is_followed_to_its_end_without_a_click(visit: Visit) -> None:
    curator = make_account("curator")
    job = queue.ask_for("scan", {}, curator.key, timezone.now())
    here = Job.objects.filter(pk=job.pk)
    here.update(state="running", share=0.42, said="Asking 12 sources")
    page = visit(f"/jobs/{job.pk}/", by=curator)
    page.get_by_text("42%").wait_for()
    here.update(share=0.77)
    page.get_by_text("77%").wait_for()
    here.update(state="done", share=1.0, result={"new": 1204})
    page.get_by_role("heading", name="What came of it").wait_for()
    page.get_by_text("1,204").wait_for()
    page.get_by_role("button", name="Ask for it again").wait_for()
