"""The reply's colour space. Source: IS reference, icc, fmt (pixel type), color management."""

from dataclasses import replace

from flytower.imaging.colour import converted, converted_naively, named_profile, standard_profile
from flytower.imaging.errors import RenderError
from flytower.imaging.formats import FORMATS
from flytower.imaging.picture import MODES, Picture
from flytower.imaging.recipe import IccOutput
from flytower.imaging.spaces import conversion
from flytower.imaging.work import Work


def convert_colour(picture: Picture, work: Work) -> Picture:
    """Bring the pixels to the asked profile or pixel type; after all scaling, when there are fewest."""
    output = work.recipe.output
    if output.icc is not None:
        return _to_profile(picture, output.icc, work)
    if picture.pixel_type is output.pixel_type:
        return picture
    if picture.profile is None:
        return picture.with_image(converted_naively(picture.image, MODES[output.pixel_type]))
    target = standard_profile(output.pixel_type)
    by = conversion(work.recipe).rendering
    return replace(picture, image=converted(picture.image, picture.profile, target, by), profile=target)


def _to_profile(picture: Picture, icc: IccOutput, work: Work) -> Picture:
    target = named_profile(icc.name)
    if target.pixel_type not in FORMATS[work.recipe.output.format].pixel_types:
        raise RenderError(f"icc: {work.recipe.output.format} cannot hold {target.pixel_type}, as {icc.name} would need")
    if target.warning:
        work.warn(target.warning)
    source = picture.profile or standard_profile(picture.pixel_type)
    image = converted(picture.image, source, target.data, conversion(work.recipe).rendering)
    return replace(picture, image=image, profile=target.data)
