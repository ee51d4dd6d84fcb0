"""What every step of the pipeline may look at."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from flytower.imaging.geometry import Placement
from flytower.imaging.picture import Picture
from flytower.imaging.plan import Plan
from flytower.imaging.probe import ImageHeader
from flytower.imaging.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Work:
    """One rendering: the source and its header, the recipe, the plan made from both, and warnings met on the way."""

    source: Path
    header: ImageHeader
    recipe: Recipe
    plan: Plan
    warnings: list[str] = field(default_factory=list)

    @property
    def first_placement(self) -> Placement | None:
        """The resampling that reads the source itself; None when nothing of the source shows."""
        return self.plan.rotation.placement if self.plan.rotation else self.plan.content

    def warn(self, sentence: str) -> None:
        """Add a sentence for the job log, once."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)


Step = Callable[[Picture, Work], Picture]
