"""Write docs/permissions.md: what the policies answer about every row of the tests' small company.

`python -m tools.permissions` writes it; `tests/authorization/test_page.py` fails when it is stale.
"""

from __future__ import annotations

import importlib

if __name__ == "__main__":
    # By name: the company and the table belong to the tests, which are not type-checked strictly.
    importlib.import_module("tests.authorization.page").write()
