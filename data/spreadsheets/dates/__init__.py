"""Dates and times of a row, as people write them, to time slots.

`moments` cuts a cell into tokens, `written` puts them together to days and times, `cells` joins
the columns of one row and `slots` puts all of it on Amsterdam's clock.
"""

from data.spreadsheets.dates.cells import WhenCells
from data.spreadsheets.dates.slots import Slots, read_slots
from data.spreadsheets.dates.written import read_dates, read_times

__all__ = ["Slots", "WhenCells", "read_dates", "read_slots", "read_times"]
