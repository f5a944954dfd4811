"""The secretary's button: what approval lacks, who mends it, which meetings fit; then on, or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk, granted
from kemiflow.cli.frame.options import Case, Reason, Yes
from kemiflow.cli.frame.slips import Refused, Slip

if TYPE_CHECKING:
    from kemiflow.app.approval import Pressed


def approve(
    ctx: typer.Context,
    case: Case,
    reason: Reason = None,
    what_if: Annotated[bool, typer.Option("--what-if")] = False,
    yes: Yes = False,
    send: Annotated[bool, typer.Option("--send")] = False,
) -> None:
    """Start or continue the approval of a matter."""
    from kemiflow.app.approval import foresee, press, stopped

    desk = Desk(ctx)
    if desk.day != desk.today:
        if not what_if:
            raise Slip("only_seen", day=desk.wording.day(desk.day))
        _show(desk, granted(foresee(desk.home.world, desk.look(case).standing, desk.asking(dry=True), desk.day)))
        return
    seen = granted(press(desk.home.world, case, reason or "", desk.asking(dry=True)))
    refused = stopped(seen)
    if what_if or refused or not ctx.obj.json:
        _show(desk, seen)
    if what_if:
        return
    if refused:
        raise Refused(refused)
    quietly = yes or ctx.obj.json
    if not showing.agreed(yes=quietly):
        raise Slip("not_agreed")
    _go_on(desk, case, reason or "", send=send or (not quietly and _asked_to_send(desk)))


def _go_on(desk: Desk, case: str, reason: str, *, send: bool) -> None:
    from kemiflow.app.approval import press

    done = granted(press(desk.home.world, case, reason, desk.asking(), send=send))
    if desk.asked.json:
        showing.plain_data(_plain(done))
        return
    showing.lines("", desk.say("approved_sent" if done.sent else "approved", case=case))


def _asked_to_send(desk: Desk) -> bool:
    import sys

    return sys.stdin.isatty() and sys.stdout.isatty() and typer.confirm(desk.say("send_letters"), default=False)


def _show(desk: Desk, seen: Pressed) -> None:
    from kemiflow.core.worded import approval_rows, name_of

    if desk.asked.json:
        showing.plain_data(_plain(seen))
        return
    word, city, standing = desk.wording, desk.city, seen.standing
    approval = seen.approval
    rows = approval_rows(approval, standing, city, word)
    if rows:
        showing.lines(desk.say("lacking"))
        showing.table([desk.column("missing"), desk.column("mends")], rows)
    else:
        showing.lines(desk.say("nothing_lacking"))
    if approval.meetings:
        showing.lines("", desk.say("meetings_chosen"))
        chosen = [
            (name_of(one.step, standing, city, word), word.day(one.day), desk.say("stands") if one.confirmed else "")
            for one in approval.meetings
        ]
        showing.table([desk.column("step"), desk.column("day"), desk.column("note")], chosen)


def _plain(seen: Pressed) -> dict[str, object]:
    approval = seen.approval
    lacks = [{"code": one.code, "about": one.about, "mend": one.mend} for one in approval.lacks]
    return {
        "step": approval.step,
        "lacks": lacks,
        "meetings": approval.meetings,
        "missing": approval.missing,
        "key": seen.key,
        "sent": seen.sent,
    }
