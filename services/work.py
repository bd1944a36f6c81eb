"""All work that comes back by itself. `web.jobs` and `manage.py jobs run` do what is due."""

from __future__ import annotations

from services import retention, signing_up
from services.desk import digest
from services.jobs import Job
from services.mail import work as mail
from services.planning import answering

# What posts mail comes before sending it: that then goes in the same round.
JOBS: tuple[Job, ...] = (
    signing_up.JOB,
    answering.JOB,
    digest.JOB,
    mail.JOB,
    retention.JOB,
    retention.FILE_JOB,
)
