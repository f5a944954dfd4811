"""The site: pages that a server makes whole, plain forms, and no script at all."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_urlsafe

from fastapi import FastAPI

from kemiflow.app.people.accounts import Door
from kemiflow.clock import SystemClock
from kemiflow.web.api import PATH, api
from kemiflow.web.configuration import Configuration, read_configuration
from kemiflow.web.dress import Dress
from kemiflow.web.failures import failures
from kemiflow.web.headers import Headers
from kemiflow.web.origin import SameOrigin
from kemiflow.web.passwords import Argon2, Zxcvbn
from kemiflow.web.routes import ROUTES
from kemiflow.web.serving import endpoint
from kemiflow.web.site import Site
from kemiflow.web.size import Sized
from kemiflow.wiring import Home

__all__ = ["ROUTES", "create", "site_of"]


def site_of(home: Home, *, configuration: Configuration | None = None, demo: Mapping[str, str] | None = None) -> Site:
    """Give the site of a home; `demo` holds, by token, who is signed in by a link. Errors: ConfigurationWrong."""
    door = Door(
        accounts=home.store.accounts,
        hasher=Argon2(),
        guessing=Zxcvbn(),
        now=SystemClock().now,
        token=lambda: token_urlsafe(32),
    )
    own = home.path / "templates" / "pages"
    return Site(
        home=home,
        configuration=configuration or read_configuration(home.path),
        door=door,
        dress=Dress(home.world.texts, own),
        demo=dict(demo or {}),
    )


def create(site: Site) -> FastAPI:
    """Make the application of a site."""
    app = FastAPI(title="kemiflow", openapi_url=None, docs_url=None, redoc_url=None, exception_handlers=failures(site))
    app.state.site = site
    for route in ROUTES:
        app.add_api_route(
            route.path, endpoint(site, route), methods=route.methods, include_in_schema=False, response_model=None
        )
    app.mount(PATH, api(site))
    app.add_middleware(SameOrigin, configuration=site.configuration)
    app.add_middleware(Sized)
    app.add_middleware(Headers, configuration=site.configuration)
    return app
