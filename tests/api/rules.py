"""Rules of the contract that no schema can say, as checks of our own."""

import json
from itertools import count
from urllib.parse import parse_qsl, urlsplit

import schemathesis
from schemathesis.generation import GenerationMode
from schemathesis.generation.meta import TestPhase

IDEMPOTENCY_KEY = "Idempotency-Key"

_numbers = count(1)


@schemathesis.hook
def before_call(context, case, **_):
    """One name for one request: the document's example would stand for hundreds, and the contract refuses that."""
    example = next(
        (p.definition.get("example") for p in case.operation.headers if p.name == IDEMPOTENCY_KEY), None
    )
    if example is not None and case.headers and case.headers.get(IDEMPOTENCY_KEY) == example:
        case.headers[IDEMPOTENCY_KEY] = f"{example}-{next(_numbers)}"


@schemathesis.check
def examples_are_taken(context, response, case):
    """What the document shows is what a reader sends first."""
    meta = case.meta
    if meta is None or meta.phase.name != TestPhase.EXAMPLES or meta.generation.mode != GenerationMode.POSITIVE:
        return
    if response.status_code == 422 and all(is_of_this_workspace(error) for error in response.json()["errors"]):
        return
    assert response.status_code in (200, 201, 404), (
        f"The document's own example was answered with {response.status_code}: {response.text}"
    )


def is_of_this_workspace(error):
    """Sites and the names allowed in a context are each workspace's own: no example can know them. Where a workspace
    has them, a test of ours holds that the example is taken."""
    return error["pointer"] == "/site" or error["pointer"].startswith("/context/")


@schemathesis.check
def wrong_fields_are_named(context, response, case):
    """Every 422 names what is wrong by pointers that lead into the request."""
    if response.status_code != 422:
        return
    errors = response.json().get("errors")
    assert errors, f"A 422 that names no field: {response.text}"
    for error in errors:
        assert error["detail"].strip(), f"A wrong field without a word: {response.text}"
        pointer = error["pointer"]
        steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
        assert leads_into(steps, response.request), f"“{pointer}” is nowhere in the request: {response.text}"


def leads_into(steps, request):
    """Whether the pointer names something sent, or something missing from an object that was sent."""
    if len(steps) <= 1:
        # A parameter, a field at the top, or the request as a whole.
        return True
    try:
        value = json.loads(request.body)
    except (TypeError, ValueError):
        return steps[0] in dict(parse_qsl(urlsplit(request.url).query))
    for index, step in enumerate(steps):
        is_last = index == len(steps) - 1
        if isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            return is_last and isinstance(value, dict)
    return True
