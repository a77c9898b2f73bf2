"""The set-up that `make` does: what is new enough, and what is done again."""

import ast
from pathlib import Path

import pytest

from tools import node, prepare

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("version", ["v22.22.2", "v22.30.0", "v24.15.0", "v26.0.0", "v27.1.4"])
def test_a_node_js_that_the_packages_accept_is_used(version: str) -> None:
    assert node.is_new_enough(version)


@pytest.mark.parametrize("version", ["v20.20.2", "v22.22.1", "v23.11.0", "v24.14.9", "v25.9.0", ""])
def test_a_node_js_that_some_package_refuses_is_not_used(version: str) -> None:
    assert not node.is_new_enough(version)


def test_a_step_is_done_again_only_when_its_input_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "ROOT", tmp_path)
    stamp, source = tmp_path / "stamp", tmp_path / "source"
    seen = []
    for content in ("one", "one", "two", None, None):
        if content is None:
            source.unlink(missing_ok=True)
        else:
            source.write_text(content)
        with prepare.only_if_changed(stamp, [source]) as changed:
            seen.append(changed)
    assert seen == [True, False, True, True, False]


def test_a_step_that_failed_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "ROOT", tmp_path)
    stamp, source = tmp_path / "stamp", tmp_path / "source"

    def fail() -> None:
        with prepare.only_if_changed(stamp, [source]):
            prepare.call(["false"], tmp_path)

    for _ in range(2):
        with pytest.raises(prepare.CannotPrepareError, match="`false` failed"):
            fail()
        assert not stamp.exists()


def test_a_command_that_is_not_there_is_reported_in_words(tmp_path: Path) -> None:
    with pytest.raises(prepare.CannotPrepareError, match="does not start"):
        prepare.call(["no-such-command"], tmp_path)


@pytest.mark.parametrize("file", sorted((ROOT / "tools").glob("*.py")), ids=lambda file: file.name)
def test_an_old_python_gets_far_enough_to_say_that_it_is_too_old(file: Path) -> None:
    ast.parse(file.read_text("utf-8"), feature_version=(3, 8))
