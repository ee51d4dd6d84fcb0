"""What every step of the pipeline may look at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from flytower.imaging.geometry import Placement
from flytower.imaging.layer_plan import LayerPlan
from flytower.imaging.picture import Picture
from flytower.imaging.plan import Plan
from flytower.imaging.probe import ImageHeader
from flytower.imaging.recipe import Content, FileContent, LayerRecipe, PathObject, Recipe
from flytower.imaging.spaces import DEFAULT_CONVERSION, Conversion, Space


class Files(NamedTuple):
    """The files of one rendering: the path object's (None without one), and the header of each by its path."""

    path_object: Path | None
    headers: Mapping[Path, ImageHeader]

    def path(self, content: Content) -> Path | None:
        """The file of a layer's content; None for content that is no file."""
        if isinstance(content, PathObject):
            return self.path_object
        return content.path if isinstance(content, FileContent) else None


@dataclass(frozen=True, slots=True)
class Work:
    """One rendering: its files, the recipe, the plan made from both, and warnings met on the way.

    `placed` is the layer at work, by its plan; where the composite or the view is at work it is layer 0. `mask` is
    the layer's separate mask as it was decoded. `space` is the colour space in which layers meet, None where there is
    but one; `conversion` says how they get there.
    """

    files: Files
    recipe: Recipe
    plan: Plan
    placed: LayerPlan
    mask: Picture | None = None
    space: Space | None = None
    conversion: Conversion = DEFAULT_CONVERSION
    warnings: list[str] = field(default_factory=list)

    @property
    def layer(self) -> LayerRecipe:
        """What the request says of the layer at work."""
        return self.placed.layer

    @property
    def first_placement(self) -> Placement | None:
        """The resampling that reads the layer's source itself; None when nothing of the source shows."""
        return self.placed.first_placement

    @property
    def header(self) -> ImageHeader | None:
        """The header of the layer's file; None for content that is no file."""
        return self.header_of(self.layer.content)

    def header_of(self, content: Content) -> ImageHeader | None:
        """The header of a content's file; None for content that is no file."""
        path = self.files.path(content)
        return None if path is None else self.files.headers[path]

    def on(self, placed: LayerPlan) -> "Work":
        """The same rendering, at work on another layer."""
        return replace(self, placed=placed, mask=None)

    def warn(self, sentence: str) -> None:
        """Add a sentence for the job log, once."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)


Step = Callable[[Picture, Work], Picture]
