"""Who was erased is not kept in the job that erased them."""

import pytest
from django.utils import timezone

from theodolite.jobs.worker import run_due
from theodolite.store import queue
from theodolite.store.models import Account, Job


@pytest.mark.django_db(transaction=True)
def test_a_job_that_erased_somebody_does_not_keep_whom() -> None:
    gone = Account.objects.create_user("gone@example.org")
    other = Account.objects.create_user("office@example.org")
    asked = queue.ask_for("erase", {"subject": gone.key, "why": "they asked"}, other.key)
    run_due()
    job = Job.objects.get(pk=asked.pk)
    assert (job.state, job.result["erased"], job.detail) == ("done", True, {})
    assert not Account.objects.filter(key=gone.key).exists()
    again = queue.ask_again(job, other.key)
    run_due()
    again.refresh_from_db()
    assert again.state == "failed"
    assert "whom it was about is not kept" in again.error
    assert again.due_at <= timezone.now()
