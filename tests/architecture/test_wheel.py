"""What is installed from a wheel is whole: code, migrations, templates and the built SPA."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_wheel_holds_everything_that_erm_reads_at_run_time(tmp_path: Path) -> None:
    built = subprocess.run(
        [
            Path(sys.executable).with_name("uv"),
            *("build", "--wheel", "--no-build-isolation", "--offline", "--out-dir", str(tmp_path)),
        ],
        cwd=ROOT,
        env={"PATH": str(Path(sys.executable).parent), "VIRTUAL_ENV": sys.prefix},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())

    wanted = {
        str(file.relative_to(ROOT))
        for file in (ROOT / "erm").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert wanted - packed == set()
    assert {name for name in packed if not name.startswith(("erm/", "erm-"))} == set()
    assert "erm/web/static/index.html" in packed
    assert any(name.startswith("erm/mail/templates/") for name in packed)
    assert any(name.startswith("erm/migrations/0") for name in packed)
