"""What a check of the installation finds: told to the operator, with what to do."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from typing import Literal


@dataclasses.dataclass(frozen=True)
class Finding:
    """``mend`` says what to do, empty where nothing is wrong."""

    level: Literal["ok", "warn", "fail"]
    what: str
    mend: str = ""


def show(findings: Sequence[Finding], *, as_json: bool) -> int:
    """Print findings; 1 where one must be mended."""
    if as_json:
        print(json.dumps([dataclasses.asdict(finding) for finding in findings], indent=2))
    else:
        for finding in findings:
            print(f"{finding.level:5} {finding.what}" + (f"\n      {finding.mend}" if finding.mend else ""))
    return int(any(finding.level == "fail" for finding in findings))
