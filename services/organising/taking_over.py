"""A new activity that begins with another one, or with an idea of the library."""

from __future__ import annotations

from dataclasses import replace

from domain.activities import SUMMARY_LENGTH, Activity, Task, new_id
from domain.fields import FIELDS
from domain.ideas import Recipe
from domain.vocabulary import NeedKind

_OF_RECIPE = ("title", "branch", "forms", "groups", "attendance", "minutes")


def prepared(activity: Activity, template: Activity) -> Activity:
    """`activity` filled with what can be taken over from `template`: its idea, not its day or place."""
    return replace(
        activity,
        **{field.name: getattr(template, field.name) for field in FIELDS if field.is_idea},
        tasks=tuple(replace(task, id=new_id(), taken=0) for task in template.tasks),
        needs=tuple(replace(need, id=new_id(), promised=0) for need in template.needs),
        inspired_by=template.id,
    )


def from_recipe(activity: Activity, recipe: Recipe) -> Activity:
    """`activity` filled with an idea of the library. People it needs become a task to sign up for."""
    needs = [replace(need, id=new_id(), promised=0) for need in recipe.needs]
    helpers = [need for need in needs if need.kind is NeedKind.PEOPLE]
    return replace(
        activity,
        **{name: getattr(recipe, name) for name in _OF_RECIPE},
        summary=recipe.summary[:SUMMARY_LENGTH],
        description=recipe.invitation,
        tasks=tuple(
            Task(new_id(), need.description or recipe.title, recipe.minutes, need.quantity)
            for need in helpers
        ),
        needs=tuple(need for need in needs if need not in helpers),
        inspired_by=recipe.id,
    )
