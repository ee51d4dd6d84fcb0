"""Projects: named collections of assets. Source: IPS reference, Project."""

from flytower.contract.record import Record


class Project(Record):
    """A project. It holds assets by reference, in any folder."""

    project_handle: str  # contains the name: "p|6|Autumn"
    name: str  # unique in the company


class ProjectArray(Record):
    """Projects."""

    items: list[Project]
