"""All work that comes back by itself. `web.jobs` and `manage.py jobs run` do what is due."""

from __future__ import annotations

from services import retention, signing_up
from services.jobs import Job
from services.mail import work as mail
from services.planning import answering

# Places first: whoever moves up then gets the mail about it in the same round.
JOBS: tuple[Job, ...] = (
    signing_up.JOB,
    answering.JOB,
    mail.JOB,
    retention.JOB,
    retention.FILE_JOB,
)
