"""Mail: posted in the transaction of what it is about, written and sent afterwards by a worker."""

from services.mail.posting import post

__all__ = ["post"]
