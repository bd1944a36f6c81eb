"""Calls that reach the database without asking who it is for, each with why that may be.

A new one needs a place here: most calls should take an actor.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import services

# What visitors see, and forms that anybody may send.
PUBLIC = """
activities.detail activities.in_series activities.kept activities.listed
calendars.of_activity editions.all_editions importing.committing.known_editions
organising.afterwards.public_story organising.photos.public_photo places.find_place
programme.load resending.resend signing_up.afterwards.thanks_of sponsoring.joining.join
sponsoring.portfolio.compose sponsoring.portfolio.more sponsoring.showing.made_possible_by
sponsoring.showing.wall teams.reach.around teams.starting.page teams.starting.start
teams.starting.visible volunteering.joining.join
"""
# A secret or a password says who it is: these find out what somebody may.
SECRET = """
accounts.actor_of accounts.sign_in accounts.sign_in_by_provider accounts.sign_out
accounts.sign_out_by_provider calendars.feed leaving.account_of_link leaving.of_link
links.actor_of links.look links.open_link links.sign_out opening.describe
"""
# Only behind a call that asked: the link in a mail, or `my_data`.
BEHIND = "leaving.come_back leaving.leave leaving.want_only_needed_mail"
# On the command line of the server, whose user may do anything to its data.
COMMAND = """
accounts.add accounts.change_password accounts.change_scope accounts.shut accounts.want_digest
"""
# Recurring work, and how it stands.
WORK = """
desk.digest.facts desk.digest.post_due jobs.heartbeats mail.sending.send_due mail.work.state
planning.answering.release retention.is_late retention.replay retention.run retention.write_anew
signing_up.waiting_list.release
"""
OPEN_CALLS = frozenset(" ".join((PUBLIC, SECRET, BEHIND, COMMAND, WORK)).split())


def found() -> Iterator[str]:
    """Every public call of `services` that gets the database and no actor."""
    for module in pkgutil.walk_packages(services.__path__, "services."):
        for name, call in inspect.getmembers(import_module(module.name), inspect.isfunction):
            parameters = list(inspect.signature(call).parameters)
            is_own = call.__module__ == module.name and not name.startswith("_")
            if is_own and parameters[:1] == ["database"] and "actor" not in parameters:
                yield f"{module.name.removeprefix('services.')}.{name}"
