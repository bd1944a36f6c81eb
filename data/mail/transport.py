"""What every way of handing mail over can do, and what may keep it from being taken."""

from __future__ import annotations

from email.message import EmailMessage
from enum import StrEnum
from typing import Protocol, Self


class Problem(StrEnum):
    """Why a mail did not go. A word without an address: it is stored and logged."""

    UNREACHABLE = "unreachable"  # no connection, or it broke
    NOT_SAFE = "not-safe"  # no TLS, or a certificate that is not right
    LOGIN = "login"  # our name or password is not taken
    SENDER = "sender"  # our own address is not taken
    LATER = "later"  # the server asks to come back
    ADDRESS = "address"  # nobody there, or no address at all
    CONTENT = "content"  # the server will not take this text
    DISK = "disk"  # the folder cannot be written
    FAULT = "fault"  # a mistake of ours, logged with its traceback
    NOT_NEEDED = "not-needed"  # the person signed off from such mail, or left
    OVERTAKEN = "overtaken"  # no longer true when its turn came
    HELD_BACK = "held-back"  # a coordinator took it back before it went


# These will not be different at a next try.
FINAL = frozenset({Problem.ADDRESS, Problem.CONTENT})
# These are not about one mail: the others would meet them too.
OF_THE_SERVER = frozenset(
    {Problem.UNREACHABLE, Problem.NOT_SAFE, Problem.LOGIN, Problem.SENDER, Problem.DISK}
)


class DeliveryError(Exception):
    """A mail that was not taken, and why. Its words hold no address."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem

    @property
    def is_final(self) -> bool:
        """Whether trying again is of no use."""
        return self.problem in FINAL

    @property
    def is_for_all(self) -> bool:
        """Whether other mail would fail for the same reason."""
        return self.problem in OF_THE_SERVER


class Transport(Protocol):
    """Somewhere to hand mail over. Its `with` block is one connection, for many mails."""

    def __enter__(self) -> Self:
        """Get ready; a connection is made with the first mail."""

    def __exit__(self, *_exception: object) -> None:
        """Let go of the connection."""

    def send(self, message: EmailMessage, *, sender: str, recipient: str) -> None:
        """Hand one mail over for exactly one recipient. Raises `DeliveryError`."""
