"""Adds to package-lock.json the optional native packages a partial registry did not know.

`npm ci` refuses a lock that lacks one of them, even for another system than its own. Their
versions are pinned by the package that asks for them; npm skips those of other systems.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

OS = re.compile(r"-(android|darwin|freebsd|linux|openbsd|openharmony|win32)(?:-|$)")
CPU = re.compile(r"-(arm64|arm|x64|ia32|loong64|ppc64|riscv64|s390x|wasm32)(?:-|$)")


def entry(name: str, version: str, *, dev: bool) -> dict[str, Any]:
    made: dict[str, Any] = {"version": version, "optional": True}
    if dev:
        made["dev"] = True
    system, processor = OS.search(name), CPU.search(name)
    if system:
        made["os"] = [system[1]]
    if processor:
        made["cpu"] = [processor[1]]
    if name.endswith(("musl", "musleabihf")):
        made["libc"] = ["musl"]
    elif system and system[1] == "linux" and "-gnu" in name:
        made["libc"] = ["glibc"]
    return made


def main(path: Path) -> int:
    lock = json.loads(path.read_text())
    packages = lock["packages"]
    known = {key.rpartition("node_modules/")[2] for key in packages}
    missing = {
        f"node_modules/{name}": entry(name, version, dev=bool(package.get("dev")))
        for package in list(packages.values())
        for name, version in package.get("optionalDependencies", {}).items()
        if name not in known and re.fullmatch(r"[\d.]+", version)
    }
    packages.update(missing)
    lock["packages"] = dict(sorted(packages.items()))
    path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")
    sys.stdout.write(f"{len(missing)} paquets d'autres systèmes ajoutés au verrou\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
