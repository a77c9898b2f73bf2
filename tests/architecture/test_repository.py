"""What is committed: no registry, machine path, secret or bundle; locks that match what is asked."""

import ast
import hashlib
import json
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NPM_FOLDERS = [ROOT / "frontend", ROOT / "tools" / "chromium"]

# Written in pieces, since this file is searched too.
REGISTRIES = ["pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com"]
REGISTRIES += ["yarn" + "pkg.com", "deb" + "ian.org/debian", "crates" + ".io"]
REGISTRY_OPTIONS = re.compile(
    r"--(?:extra-)?index-url\b(?!\")|--find-links\b|^registry\s*=|^\s*(?:extra-)?index-url\s*=",
    re.MULTILINE,
)
MACHINE_PATHS = re.compile(
    r"(?<![\w.~/-])/(?:work/(?:main|shared|\.library)|root|opt/wheels|home/[a-z]\w*|Users/\w+)\b/?"
)
SECRETS = {
    "private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE[ ]KEY-----"),
    "cloud key": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "forge token": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|glpat-[\w-]{20})\b"),
    "chat token": re.compile(r"\bxox[abprs]-[\w-]{10,}"),
    "signing key": re.compile(r"ERM_SECRET_KEY['\"]?\s*[=:]\s*['\"]?[A-Za-z0-9+/_-]{32,}"),
    "address with a password": re.compile(
        r"\b(?:postgres(?:ql)?|asyncpg|smtps?)(?:\+\w+)?://[\w.-]+:(?!password\b|secret\b)[\w!%-]{6,}@"
    ),
}
BUNDLES = re.compile(
    r"^erm/web/static/|^frontend/(?:dist|src/gql)/|(?:^|/)(?:node_modules|__pycache__)/"
    r"|\.(?:min\.js|whl|map|pyc|sqlite3?)$"
)
LARGEST_FILE = 1_000_000  # bytes; screenshots stay well below

# Packages that are needed without ever being imported by name, and why.
NEVER_IMPORTED = {
    "uvloop": "uvicorn picks it up",
    "httptools": "uvicorn picks it up",
    "websockets": "uvicorn's protocol of WebSockets imports it",
    "tzdata": "time zones for machines that have none",
    "asyncpg": "Tortoise's driver for PostgreSQL",
    "aiosqlite": "Tortoise's driver for SQLite",
    "graphql-core": "pinned with strawberry-graphql",
}


@cache
def files() -> list[str]:
    """Every file that git has or would add, as paths from the root."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    assert len(found) > 50
    return found


@cache
def texts() -> dict[str, str]:
    """The content of every committed file that is text."""
    content = {}
    for name in files():
        raw = (ROOT / name).read_bytes()
        if b"\0" not in raw[:8000]:
            content[name] = raw.decode("utf-8", "replace")
    return content


def lock(name: str) -> dict[str, tuple[str, list[str]]]:
    """A lock file as {package: (version, hashes)}."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").replace("\\\n", " ")
    entries = {}
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            match = re.match(r"([\w.-]+)==([\w.+!-]+)", line)
            assert match, line
            entries[canonicalize_name(match[1])] = (
                match[2],
                re.findall(r"--hash=(sha256:[0-9a-f]{64})", line),
            )
    return entries


def declared(*lists: list[str]) -> dict[str, str]:
    """Requirements as {package: pinned version}; each must be pinned."""
    pins = {}
    for text in [entry for entries in lists for entry in entries]:
        requirement = Requirement(text)
        (specifier,) = requirement.specifier
        assert specifier.operator == "==", f"{text} is not pinned"
        pins[canonicalize_name(requirement.name)] = specifier.version
    return pins


def test_no_committed_file_names_a_registry() -> None:
    naming = [
        f"{name}: {host}"
        for name, text in texts().items()
        for host in REGISTRIES
        if host in text.lower()
    ]
    assert naming == []


def test_no_lock_or_settings_file_points_at_an_index() -> None:
    kinds = ("requirements/", ".npmrc", "pip.conf", "uv.toml", "pyproject.toml", "Dockerfile")
    pointing = [
        name
        for name, text in texts().items()
        if any(kind in name for kind in kinds) and REGISTRY_OPTIONS.search(text)
    ]
    assert pointing == []


def test_no_committed_file_names_a_folder_of_one_machine() -> None:
    naming = [
        f"{name}: {match[0]}"
        for name, text in texts().items()
        for match in MACHINE_PATHS.finditer(text)
    ]
    assert naming == []


def test_no_secret_is_committed() -> None:
    found = [
        f"{name}: {kind}"
        for name, text in texts().items()
        for kind, pattern in SECRETS.items()
        if pattern.search(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (MACHINE_PATHS, "see " + "/" + "root/.config"),
        (MACHINE_PATHS, "open('" + "/" + "work/main/erm')"),
        (SECRETS["private key"], "-----BEGIN RSA PRIVATE" + " KEY-----"),
        (SECRETS["signing key"], "ERM_SECRET_KEY" + "=" + "a" * 40),
        (SECRETS["address with a password"], "postgres" + "://erm:hunter22" + "@db/erm"),
        (REGISTRY_OPTIONS, "--index" + "-url x"),
    ],
)
def test_the_search_finds_what_it_is_for(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


def test_nothing_built_and_nothing_large_is_committed() -> None:
    built = [name for name in files() if BUNDLES.search(name)]
    large = [name for name in files() if (ROOT / name).stat().st_size > LARGEST_FILE]
    assert (built, large) == ([], [])


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        (
            "bootstrap",
            [PROJECT["dependency-groups"]["bootstrap"], PROJECT["build-system"]["requires"]],
        ),
        ("node", [PROJECT["dependency-groups"]["node"]]),
        ("runtime", [PROJECT["project"]["dependencies"]]),
        ("test", [PROJECT["project"]["dependencies"], PROJECT["dependency-groups"]["test"]]),
    ],
)
def test_a_python_lock_holds_what_is_declared_with_hashes(
    name: str, asked: list[list[str]]
) -> None:
    locked = lock(name)
    versions = {package: version for package, (version, _) in locked.items()}
    assert declared(*asked).items() <= versions.items()
    assert [package for package, (_, hashes) in locked.items() if not hashes] == []


def test_tests_run_on_the_very_versions_that_are_deployed() -> None:
    runtime, test = lock("runtime"), lock("test")
    assert {package: test.get(package) for package in runtime} == runtime


@pytest.mark.parametrize("folder", NPM_FOLDERS, ids=lambda folder: folder.name)
def test_an_npm_lock_holds_what_is_declared_with_hashes_and_no_address(folder: Path) -> None:
    package = json.loads((folder / "package.json").read_text("utf-8"))
    packages = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    for kind in ("dependencies", "devDependencies"):
        asked = package.get(kind, {})
        assert packages[""].get(kind, {}) == asked
        assert {name: packages[f"node_modules/{name}"]["version"] for name in asked} == asked
    installed = {path: entry for path, entry in packages.items() if path}
    assert [path for path, entry in installed.items() if "resolved" in entry] == []
    assert [path for path, entry in installed.items() if "integrity" not in entry] == []


def imported_distributions(folder: Path) -> set[str]:
    """The distributions whose modules the Python files of a folder import."""
    owners = metadata.packages_distributions()
    modules: set[str] = set()
    for file in folder.rglob("*.py"):
        for statement in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(statement, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in statement.names}
            elif isinstance(statement, ast.ImportFrom) and statement.module:
                modules.add(statement.module.partition(".")[0])
    modules -= set(sys.stdlib_module_names) | {"erm", "tests", "tools"}
    assert [module for module in modules if module not in owners] == []
    return {canonicalize_name(owners[module][0]) for module in modules}


def test_erm_imports_only_what_it_declares_and_declares_only_what_it_needs() -> None:
    imported = imported_distributions(ROOT / "erm")
    dependencies = set(declared(PROJECT["project"]["dependencies"]))
    assert imported - dependencies == set(), "imported but not declared"
    assert dependencies - imported - set(NEVER_IMPORTED) == set(), "declared but never used"


def test_the_tests_import_only_what_is_declared() -> None:
    asked = declared(PROJECT["project"]["dependencies"], PROJECT["dependency-groups"]["test"])
    assert imported_distributions(ROOT / "tests") - set(asked) == set()


def packages_of(folder: Path) -> set[str]:
    """The folders that hold source files, by name."""
    return {
        each.name
        for each in folder.iterdir()
        if any(file.suffix in {".py", ".ts", ".tsx"} for file in each.rglob("*"))
    }


def test_tests_and_features_are_filed_under_the_names_of_erm_s_packages() -> None:
    packages = packages_of(ROOT / "erm")
    of_its_own = {"architecture", "authorization", "e2e", "frontend", "security", "soak"}
    assert packages_of(ROOT / "tests") - packages - of_its_own == set()
    features = {name.replace("-", "_") for name in packages_of(ROOT / "frontend/src/features")}
    parts = packages_of(ROOT / "erm/development") | packages_of(ROOT / "erm/recognition")
    assert features - packages - parts - {"home", "company", "reports"} == set()


def test_every_package_with_commands_has_tests_of_its_own_name() -> None:
    domains = {file.parent.name for file in (ROOT / "erm").glob("*/commands.py")}
    domains |= {file.parent.name for file in (ROOT / "erm").glob("*/commands/")}
    assert domains
    untested = {name for name in domains if not list((ROOT / "tests" / name).glob("test_*.py"))}
    assert untested == set()


def test_the_licence_is_apache_2_whole() -> None:
    text = (ROOT / "LICENSE").read_bytes()
    assert hashlib.sha256(text).hexdigest() == (
        "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
    )
