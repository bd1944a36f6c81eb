"""Organising an activity: put it on the map, look after it, and what coordinators do about it.

Every function takes who asks and checks it. Nothing that a stranger wrote is shown to visitors
before a coordinator saw it, unless the edition says otherwise (`trust`).
"""

from services.organising.afterwards import message, public_story, tell_story, thank
from services.organising.content import cleaned
from services.organising.doubles import alike
from services.organising.editing import Edited, cancel, edit, hand_in
from services.organising.findability import HowFound, how_found
from services.organising.own import MyActivity, mine, new_link
from services.organising.photos import public_photo, put_photo, take_photo_away
from services.organising.placing import Placed, missing, put_on_map
from services.organising.reviewing import Waiting, accept, ask, publish
from services.organising.taking_over import from_recipe, prepared

__all__ = [
    "Edited",
    "HowFound",
    "MyActivity",
    "Placed",
    "Waiting",
    "accept",
    "alike",
    "ask",
    "cancel",
    "cleaned",
    "edit",
    "from_recipe",
    "hand_in",
    "how_found",
    "message",
    "mine",
    "missing",
    "new_link",
    "prepared",
    "public_photo",
    "public_story",
    "publish",
    "put_on_map",
    "put_photo",
    "take_photo_away",
    "tell_story",
    "thank",
]
