"""Image formats: named request strings, which Image Serving knows as ``$name$`` macros."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import ForeignKey, Text, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from flytower.contract.handles import ImageFormatHandle
from flytower.model.base import NEVER_REUSED, Base, BigId, Code


class ImageFormat(Base):
    """One image format.

    Attributes:
        name: as given; unique in the company whatever its case.
        name_key: the name in lower case.
        url_modifier: Image Serving commands, such as ``wid=400&fmt=png``.
    """

    __tablename__ = "image_format"
    __table_args__ = (UniqueConstraint("company_id", "name_key"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    company_id: Mapped[int] = mapped_column(BigId, ForeignKey("company.id"))
    name: Mapped[str] = mapped_column(Code)
    name_key: Mapped[str] = mapped_column(Code)
    url_modifier: Mapped[str] = mapped_column(Text)


_MACROS: Final = select(ImageFormat.name_key, ImageFormat.url_modifier).where(
    ImageFormat.company_id == bindparam("company_id")
)


def all_of(session: Session, company_id: int) -> Sequence[ImageFormat]:
    """Return a company's image formats, by name."""
    return session.scalars(
        select(ImageFormat).where(ImageFormat.company_id == company_id).order_by(ImageFormat.name_key)
    ).all()


def macros(session: Session, company_id: int) -> dict[str, str]:
    """Return every request string by its name in lower case, as macros are looked up."""
    rows = session.execute(_MACROS, {"company_id": company_id})
    return {name: modifier for name, modifier in rows}  # noqa: C416  a Row is no pair to mypy


def by_id(session: Session, company_id: int, format_id: int) -> ImageFormat | None:
    """Return a company's image format."""
    return session.scalar(select(ImageFormat).where(ImageFormat.id == format_id, ImageFormat.company_id == company_id))


def by_name(session: Session, company_id: int, name: str) -> ImageFormat | None:
    """Return a company's image format of this name, whatever its case."""
    return session.scalar(
        select(ImageFormat).where(ImageFormat.company_id == company_id, ImageFormat.name_key == name.lower())
    )


def create(session: Session, company_id: int, name: str, url_modifier: str) -> ImageFormat:
    """Make an image format; the caller has checked name and modifier."""
    made = ImageFormat(company_id=company_id, name=name, name_key=name.lower(), url_modifier=url_modifier)
    session.add(made)
    session.flush()
    return made


def handle_of(image_format: ImageFormat) -> str:
    """Return the printed handle."""
    return str(ImageFormatHandle(image_format.company_id, image_format.id))


def change(image_format: ImageFormat, name: str, url_modifier: str) -> None:
    """Give an image format another name and modifier; the caller has checked both."""
    image_format.name = name
    image_format.name_key = name.lower()
    image_format.url_modifier = url_modifier
