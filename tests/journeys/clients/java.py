"""What the clients in Java have in common: Maven fetches their libraries, each by its pom.xml, all in one call."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from generated import files
from harness import HERE, TOOLS, Client, Missing, execute

LIBRARIES = TOOLS / "maven" / "repository"
CLASS_PATHS = TOOLS / "maven" / "class-paths"
"""One file for each client: the libraries' paths as Java wants them."""

PRINT_CLASS_PATH = "org.codehaus.mojo:exec-maven-plugin:3.1.0:exec"
"""The goal that fetches what a pom.xml names and runs a program; the usual dependency:build-classpath is 170 files."""

QUICK = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")  # each machine lives a few seconds
PROGRAMS = {"javac": "default-jdk-headless", "mvn": "maven"}
VERSION_OF_DRIVER = "_2014_04_03"
"""Package of the version for which the drivers are written."""


class JavaClient(Client):
    """A library that generates Java.

    Attributes:
        library: the JAR, less its version, that gives the client its version.
        generator: class whose ``main`` generates.
        listings: names of the generated files that list classes or operations.
    """

    language = "Java"
    library: str
    generator: str
    listings: Sequence[str] = ()

    @property
    def debian(self) -> list[str]:
        return [package for program, package in PROGRAMS.items() if shutil.which(program) is None]

    @property
    def class_path(self) -> str:
        paths = (CLASS_PATHS / self.home.name).read_text().strip().split(":")
        return ":".join(path for path in paths if path.endswith(".jar"))  # the first is a folder of classes to be

    @property
    def driver(self) -> Path:
        return self.home / "Journey.java"

    def version(self) -> str:
        self.needs("javac")
        try:
            (found,) = re.findall(rf"/{self.library}-([\d.]+)\.jar", self.class_path)
        except (FileNotFoundError, ValueError):
            raise Missing("Maven has not fetched its libraries") from None
        if not all(map(Path.exists, map(Path, self.class_path.split(":")))):
            raise Missing("libraries that Maven has fetched are gone")
        return found

    def prepare(self) -> None:
        try:
            self.version()
        except Missing:
            self.needs("mvn")
            maven = ("mvn", "--quiet", "--batch-mode", "--no-transfer-progress", "--threads", "3", "--file", HERE)
            places = (f"-Dmaven.repo.local={LIBRARIES}", f"-Dclass.paths={CLASS_PATHS}")
            execute([*maven, *places, PRINT_CLASS_PATH], seconds=600)

    def arguments(self, wsdl: Path, sources: Path) -> list[str | Path]:
        """Return what the generator is told to generate from a WSDL into a folder."""
        raise NotImplementedError

    def generate(self, wsdl: Path, folder: Path) -> None:
        sources = folder / "sources"
        sources.mkdir()
        java = ("java", *QUICK, "-cp", self.class_path, self.generator)
        execute([*java, *self.arguments(wsdl, sources)], folder=folder)
        driver = folder / "Journey.java"
        driver.write_text(self.driver_for(wsdl.stem.removeprefix("IpsApi-"), sources))
        (roots,) = {path.parent.parent for path in sources.rglob("com/scene7")}
        compiler = ("javac", *(f"-J{option}" for option in QUICK), "-nowarn", "-proc:none", "-g:none", "-d", "classes")
        packages = roots.rglob("package-info.java")  # which nothing mentions, so that only a name brings it in
        execute([*compiler, "-cp", self.class_path, "-sourcepath", roots, driver, *packages], folder=folder)

    def driver_for(self, version: str, sources: Path) -> str:
        """Return the driver with a version's packages; where the version has no authHeader, the common one."""
        package = "_" + version.replace("-", "_")
        text = self.driver.read_text().replace(VERSION_OF_DRIVER, package)
        if not any(sources.rglob(f"{package}/AuthHeader.java")):
            text = text.replace(f"{package}.AuthHeader", "AuthHeader")
        return text

    def sources(self, folder: Path) -> dict[str, str]:
        return files(folder / "sources", "*.java", self.listings)

    def command(self, folder: Path) -> list[str]:
        return ["java", *QUICK, "-cp", f"{folder / 'classes'}:{self.class_path}", "Journey"]
