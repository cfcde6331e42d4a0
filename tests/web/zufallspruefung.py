"""Loaded by schemathesis: what an answer to any question must be."""

from typing import Any

import schemathesis

ANTWORTEN = {200, 294, 400, 413, 422}


@schemathesis.check
def geordnet(_ctx: Any, antwort: Any, _fall: Any) -> None:
    """No failure of ours, and a code with each error."""
    assert antwort.status_code in ANTWORTEN
    codes = [fehler["extensions"]["code"] for fehler in antwort.json().get("errors", ())]
    assert "INTERN" not in codes
