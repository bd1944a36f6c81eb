"""Files to sheets: text with columns, workbooks, and where the headings are.

Nothing here is called on a file of a stranger but in the child process of `sandbox`.
"""

from data.spreadsheets.reading.text import decoded, read_text

__all__ = ["decoded", "read_text"]
