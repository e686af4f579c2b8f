"""What the shell around every page needs: who I am, where I can go, where the movement stands."""

from dataclasses import dataclass
from typing import Any

from django.contrib.messages import get_messages  # noqa: TID251 - it reads, and says nothing
from django.http import HttpRequest  # noqa: TID251 a context processor is given the request
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from kheo.citizens import access as citizens_access
from kheo.desk import stepper
from kheo.kernel.actor import Actor
from kheo.kernel.ui.components import Plain
from kheo.kernel.ui.written import day
from kheo.orgs import access as orgs_access
from kheo.orgs.reorganisation.states import Told


@dataclass(frozen=True, slots=True)
class NavItem(Plain):
    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class OtherPost(Plain):
    """Another capacity of the person who is signed in."""

    id: int
    title: str
    unit: str


def _nav(path: str, actor: Actor) -> tuple[NavItem, ...]:
    targets = [
        (_("Bàn làm việc"), reverse("desk"), path == "/"),
        (_("Phong trào"), reverse("movements"), path.startswith("/phong-trao/")),
        (_("Đăng ký"), reverse("current", args=["dang-ky"]), "/dang-ky" in path),
        (_("Mô hình"), reverse("replication:gallery"), path.startswith("/mo-hinh/")),
        (_("Văn bản"), reverse("directive:index"), path.startswith("/van-ban/")),
        (_("Báo cáo"), reverse("current", args=["bao-cao"]), "/bao-cao" in path),
    ]
    if citizens_access.watches(actor):
        place = reverse("current", args=["y-kien"])
        targets.insert(3, (_("Ý kiến của dân"), place, "/y-kien/" in path))
    if orgs_access.administers(actor):
        targets.append((_("Quản trị"), reverse("orgs:units"), path.startswith("/quan-tri/")))
    elif orgs_access.may_list_people(actor):
        targets.append((_("Người"), reverse("orgs:people"), path.startswith("/quan-tri/")))
    chosen = max((n for n, target in enumerate(targets) if target[2]), default=-1)
    return tuple(NavItem(label, url, n == chosen) for n, (label, url, _on) in enumerate(targets))


def _others(request: HttpRequest, actor: Actor | None) -> tuple[OtherPost, ...]:
    posts = getattr(request, "posts", []) if actor else []
    others = [post for post in posts if actor and post.pk != actor.post_id]
    return tuple(OtherPost(post.pk, post.title, post.unit.name) for post in others)


def _acting(actor: Actor | None) -> str:
    """Say on every page that one acts for another, and until when."""
    if not actor or actor.last_day is None:
        return ""
    words = _("Đang làm việc với tư cách: %(capacity)s, đến hết ngày %(day)s.")
    return words % {"capacity": actor.capacity, "day": day(actor.last_day)}


def _told(request: HttpRequest) -> str:
    word = request.GET.get("theo", "")
    return word if word in Told.values else ""


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the shell's variables; nothing is asked of the database before a template reads it."""
    actor: Actor | None = getattr(request, "actor", None)
    round_ = getattr(request, "shown", {}).get("round")
    # The actor may be lazy: a page for everybody asks who reads it only where it says so.
    known = SimpleLazyObject(lambda: actor or None)
    acted = bool(len(get_messages(request)))  # something was just done, and the steps must show it
    return {
        "actor": known,
        "unread": lambda: actor.notices if actor else 0,
        "other_posts": lambda: _others(request, actor),
        "acting": lambda: _acting(actor),
        "at_entrance": request.path == reverse("account_login"),
        "nav": lambda: _nav(request.path, actor) if actor else (),
        "steps": lambda: (
            stepper.steps(actor, round_, told=_told(request), fresh=acted)
            if actor and round_
            else ()
        ),
    }
