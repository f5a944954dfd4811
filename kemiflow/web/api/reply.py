"""An answer as JSON that knows its own digest: asked for again unchanged, it is 304 (RFC 9110 13.1.2)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, TypeVar

from fastapi import Depends, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from kemiflow.exchange.jsonable import plain

T = TypeVar("T")


def reply(request: Request, value: object) -> Response:
    """Give a value as JSON, under its digest as entity tag."""
    body = json.dumps(plain(value), ensure_ascii=False, separators=(",", ":")).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    asked = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag in asked:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


@dataclass(frozen=True, kw_only=True)
class Pages:
    """Which page of a list: at most `limit` items, behind the `next` of the page before."""

    limit: int = 100
    after: str | None = None

    def of(self, items: Sequence[T], name: Callable[[T], str]) -> tuple[Sequence[T], str | None]:
        """Give the items of the page, and the name to go on from; items must be in a lasting order."""
        names = [name(one) for one in items]
        first = names.index(self.after) + 1 if self.after in names else 0
        taken = items[first : first + self.limit]
        return taken, name(taken[-1]) if taken and first + self.limit < len(items) else None


def _pages(
    limit: Annotated[int, Query(ge=1, le=500, description="at most so many items")] = 100,
    after: Annotated[str | None, Query(max_length=200, description="the `next` of the page before")] = None,
) -> Pages:
    return Pages(limit=limit, after=after)


Paged = Annotated[Pages, Depends(_pages)]


def fields(model: type[BaseModel], value: object) -> dict[str, object]:
    """Give the fields that a model shows of a value."""
    return {field: getattr(value, field) for field in model.model_fields}
