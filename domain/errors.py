"""Errors that a visitor can do something about.

Each is one situation: a `key` that names its sentence in `i18n`, and the facts as fields.
Anything that is not a `VerbindingError` is a bug and stays loud.
"""


class VerbindingError(Exception):
    """An expected situation. `facts` fill the blanks of the sentence that `key` names."""

    key = "error.unknown"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.key, facts)
        self.facts = facts


class NotFoundError(VerbindingError):
    """Nothing exists under the id that was asked for (`what`, `id`)."""

    key = "error.not_found"


class InvalidValueError(VerbindingError):
    """A field holds something that cannot be (`field`, `reason`)."""

    key = "error.invalid_value"
