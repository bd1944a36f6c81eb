"""Mail: posted in the transaction of what it is about, written and sent afterwards by a worker."""

from services.mail.posting import post, post_many

__all__ = ["post", "post_many"]
