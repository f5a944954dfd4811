"""The secretary's button: what approval lacks, who mends it, which meetings fit; then on, with a reason if need be."""

from __future__ import annotations

from kemiflow.app.approval import Pressed, press, stopped
from kemiflow.core.values import Refusal
from kemiflow.core.worded import approval_rows, name_of
from kemiflow.web.after import walked
from kemiflow.web.failures import refusal_sentence
from kemiflow.web.route import Answer, Shown
from kemiflow.web.serving import see
from kemiflow.web.unread import unread
from kemiflow.web.visit import Visit, granted


def approving(visit: Visit) -> Answer:
    """Show what going on means. Errors: Refused when nothing is left to approve."""
    return _page(visit, _pressed(visit, ""))


def approve(visit: Visit) -> Answer:
    """Go on towards approval, and let its letters go when that is wanted."""
    reason, send = visit.form.text("reason"), bool(visit.form.many("send"))
    seen = _pressed(visit, reason)
    refused = stopped(seen)
    if refused:
        return _page(visit, seen, errors=(("reason", refusal_sentence(visit, refused)),))
    done = press(visit.world, visit.path("case"), reason, visit.asking(), send=send)
    if isinstance(done, Refusal):
        return _page(visit, seen, errors=(("", refusal_sentence(visit, done)),))
    walked(visit, visit.path("case"))
    return see(f"/asiat/{visit.path('case')}", "approved_sent" if done.sent else "approved")


def again(visit: Visit) -> Answer:
    """Show the form with what was typed, where that holds what is no text. Errors: Refused."""
    return _page(visit, _pressed(visit, visit.form.text("reason")), unread(visit, "approval"))


def _pressed(visit: Visit, reason: str) -> Pressed:
    return granted(press(visit.world, visit.path("case"), reason, visit.asking(dry=True)))


def _page(visit: Visit, seen: Pressed, errors: tuple[tuple[str, str], ...] = ()) -> Shown:
    word, city, standing = visit.wording, visit.city, seen.standing
    approval = seen.approval
    return Shown(
        template="approving.html",
        facts={
            "case": standing.case,
            "title": str(standing.title),
            "lacks": approval_rows(approval, standing, city, word),
            "meetings": [
                (name_of(one.step, standing, city, word), word.weekday_day(one.day), one.confirmed)
                for one in approval.meetings
            ],
            "reason": visit.form.text("reason"),
            "send": bool(visit.form.many("send")),
            "needed": bool(approval.lacks or approval.missing),
            "errors": errors,
        },
        status=422 if errors else 200,
    )
