#!/usr/bin/env python3
"""Starts kemiflow from a checkout: makes .venv from the locks when needed, then runs the command in it."""

# Old Pythons must be able to read this file as far as the verdict: no newer syntax, annotations in quotes until there.

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

if sys.platform != "win32":
    import fcntl

OLDEST, TOO_NEW = (3, 11), (3, 15)


def verdict(version: "tuple[int, ...]", platform: str) -> "str | None":
    """Say in one sentence why kemiflow cannot run on this Python; None when it can."""
    if platform == "win32":
        return "kemiflow runs on Linux and macOS; on Windows, start it inside WSL."
    if OLDEST <= tuple(version[:2]) < TOO_NEW:
        return None
    have = ".".join(str(part) for part in version[:3])
    return f"kemiflow needs Python 3.11 to 3.14, and this is {have}. Start it with such a one: python3.11 run.py demo"


UNFIT = verdict(sys.version_info[:3], sys.platform)
if UNFIT:
    print(UNFIT, file=sys.stderr)
    sys.exit(2)

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"run": "requirements.lock", "test": "requirements-test.lock", "bench": "requirements-bench.lock"}
# Prefect makes a folder when it is imported: not in the user's home, which need not be there
QUIET = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "PREFECT_HOME": str(VENV / "prefect")}
APT = (
    "Python here can make no virtual environment: neither uv, nor ensurepip, nor a pip of 22.3 or newer is installed. "
    "On Debian and Ubuntu: apt install python3-venv"
)
AWAY = (
    "The package index cannot be reached or is empty, and the packages that kemiflow needs are not installed yet: "
    "check the network, the proxy and pip's settings, and start again."
)
UNREACHABLE = re.compile(
    r"NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|NameResolutionError|Max retries exceeded"
    r"|name resolution|[Cc]onnection (refused|broken|reset)|tcp connect|dns error|error sending request|Failed to fetch"
    r"|Network is unreachable|timed out|from versions: none"
)


class NotReady(Exception):
    """The environment cannot be made; the message says why and what helps."""


def base_python() -> str:
    """Find the Python that is no virtual environment itself."""
    if sys.prefix == sys.base_prefix:
        return sys.executable
    return str(Path(sys.base_exec_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}")


def call(*command: "str | Path") -> "tuple[int, str]":
    """Run a command quietly and give its exit code and all that it said."""
    env = {"PIP_RETRIES": "2", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **os.environ}
    done = subprocess.run(
        [str(part) for part in command],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        close_fds=False,  # so that an installer which outlives a killed start holds the lock until it ends
        check=False,
    )
    return done.returncode, done.stdout.decode(errors="replace")


def must(*command: "str | Path") -> None:
    """Run a command quietly; NotReady when it fails."""
    code, said = call(*command)
    if code == 0:
        return
    if UNREACHABLE.search(said):
        raise NotReady(AWAY)
    last = "\n".join(line for line in said.splitlines() if line.strip()).splitlines()[-3:]
    raise NotReady("The environment could not be made. " + Path(command[0]).name + " said:\n" + "\n".join(last))


def system_pip() -> bool:
    """Tell whether the system's own pip can install into another environment, which it can from 22.3 on."""
    code, said = call(base_python(), "-m", "pip", "--version")
    found = re.match(r"pip (\d+)\.(\d+)", said)
    return code == 0 and found is not None and (int(found[1]), int(found[2])) >= (22, 3)


def installer() -> "list[str | Path]":
    """Find what installs into .venv: uv, the pip inside, or the system's pip; NotReady when there is none."""
    uv = shutil.which("uv")
    if uv:
        return [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", PYTHON]
    if any(VENV.glob("lib/python*/site-packages/pip")):
        return [PYTHON, "-m", "pip", "install", "--quiet", "--no-input"]
    if system_pip():
        return [base_python(), "-m", "pip", "--python", PYTHON, "install", "--quiet", "--no-input"]
    raise NotReady(APT)


def make_venv() -> None:
    """Make an empty .venv with what the machine has; a half-made one is thrown away first."""
    shutil.rmtree(VENV, ignore_errors=True)
    uv = shutil.which("uv")
    if uv:
        return must(uv, "venv", "--quiet", "--python", base_python(), VENV)
    if call(base_python(), "-c", "import ensurepip, venv")[0] == 0:
        return must(base_python(), "-m", "venv", VENV)
    if call(base_python(), "-c", "import venv")[0] != 0 or not system_pip():
        raise NotReady(APT)
    return must(base_python(), "-m", "venv", "--without-pip", VENV)


def stamp(layer: str) -> "tuple[Path, str]":
    """Name the stamp of a layer, and what stands in it when the layer is whole: locks, Python and place."""
    wanted = hashlib.sha256(f"{sys.version_info[:2]} {HERE}".encode())
    for name in dict.fromkeys(["run", layer]):
        wanted.update((HERE / LOCKS[name]).read_bytes())
    return VENV / f"kemiflow-{layer}.stamp", wanted.hexdigest()


def whole(layer: str) -> bool:
    """Tell whether a layer is installed as its locks say."""
    path, wanted = stamp(layer)
    return PYTHON.exists() and path.is_file() and path.read_text() == wanted


def install(layer: str) -> None:
    """Install what a layer's lock says; its stamp comes last, so that a killed start is seen by the next one."""
    print(f"kemiflow: installing {LOCKS[layer]} into .venv, once; this takes a minute or two …", file=sys.stderr)
    if layer == "run":
        make_venv()
    # A lock is whole: pips of before 2024 would ask the index for newer releases of what has extras, and stop
    must(*installer(), "--no-deps", "--require-hashes", "-r", HERE / LOCKS[layer])
    if layer == "run":
        must(*installer(), "--no-deps", "--no-build-isolation", "--editable", HERE)
        must(PYTHON, "-m", "compileall", "-q", HERE / "kemiflow", HERE / "flows")
    path, wanted = stamp(layer)
    path.write_text(wanted)


def ensure(*layers: str) -> None:
    """Make the layers whole; of several first starts one installs and the others wait for it."""
    if all(whole(layer) for layer in layers):
        return
    with (HERE / ".venv.lock").open("w") as lock:
        os.set_inheritable(lock.fileno(), True)
        fcntl.flock(lock, fcntl.LOCK_EX)
        for layer in layers:
            if not whole(layer):
                install(layer)


def command(args: "list[str]") -> "list[str]":
    """Make the layers that a command line needs, and give Python's arguments for it."""
    verb, rest = (args[0], args[1:]) if args else ("--help", [])
    if verb not in ("test", "bench"):
        ensure("run")
        return ["-m", "kemiflow", *(args or ["--help"])]
    ensure(*dict.fromkeys(["run", "test", verb]))
    os.chdir(HERE)
    return ["-m", "pytest" if verb == "test" else "tests.bench", *rest]


def main(args: "list[str]") -> int:
    """Become the command; 2 and a clear sentence when the environment cannot be made."""
    try:
        line = [str(PYTHON), "-P", *command(args)]
        os.execve(line[0], line, {**os.environ, **QUIET})
    except NotReady as trouble:
        print(f"kemiflow: {trouble}", file=sys.stderr)
        return 2
    except OSError as trouble:
        print(f"kemiflow: {trouble.strerror}: {trouble.filename or HERE}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("kemiflow: stopped; the next start goes on.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
