"""Where people and posts go on by the routes, and where two heads meet. Nothing is written here."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.reorganisation.routes import Outline, Route
from kheo.orgs.reorganisation.states import Sort


@dataclass(frozen=True, slots=True)
class Meeting:
    """A unit that would have more than one head."""

    unit: Unit
    posts: list[Post]


class Moving:
    """The people and the posts of the units that close, and where each goes."""

    def __init__(self, outline: Outline, routes: Sequence[Route]) -> None:
        self.outline = outline
        self.to = {route.old.pk: route.new for route in routes if route.is_main}
        self.people = list(Person.objects.filter(unit__in=self.to, active=True).order_by("pk"))
        self.posts = list(self._lasting().select_related("person", "unit", "over").order_by("pk"))
        self._split = outline.sources[0].pk if outline.sort == Sort.SPLIT else 0
        self._parts = self._chosen(routes)

    def _lasting(self) -> QuerySet[Post]:
        on = self.outline.paper.effective_on
        here = Q(unit__in=self.to) | Q(over__in=self.to)
        return Post.objects.filter(here, person__active=True).exclude(until__lte=on)

    def _chosen(self, routes: Sequence[Route]) -> dict[int, Unit | None]:
        """Return where each person chosen by name goes in a split."""
        if not self._split:
            return {}
        news = [route.new for route in routes if route.old.pk == self._split]
        parts = zip(self.outline.parts, news, strict=True)
        return {person: new for part, new in parts for person in part.people}

    def of_person(self, person: Person) -> Unit | None:
        if person.unit_id == self._split and person.pk in self._parts:
            return self._parts[person.pk]
        return self.to[person.unit_id]

    def of_post(self, post: Post) -> tuple[Unit | None, Unit | None]:
        """Return the unit of *post* and the one it is over, once the routes are taken."""
        unit = self._of_unit(post.unit)
        if post.unit_id == self._split and post.person_id in self._parts:
            unit = self._parts[post.person_id]
        return unit, unit if post.over_id == post.unit_id else self._of_unit(post.over)

    def _of_unit(self, unit: Unit) -> Unit | None:
        return self.to.get(unit.pk, unit)

    def meetings(self) -> list[Meeting]:
        """Return the units where two heads meet, those that stay where they are included."""
        heads: defaultdict[str, list[Post]] = defaultdict(list)
        units: dict[str, Unit] = {}  # by path: one not saved yet has no key
        for post in self.posts:
            unit = self.of_post(post)[0]
            if unit is not None and post.is_head and post.until is None:
                heads[unit.path].append(post)
                units[unit.path] = unit
        staying = Post.objects.filter(
            unit__path__in=units,
            is_head=True, until=None, person__active=True,
        ).exclude(pk__in=[post.pk for post in self.posts])  # fmt: skip
        for post in staying.select_related("person", "unit", "over"):
            heads[post.unit.path].append(post)
        return [Meeting(units[key], posts) for key, posts in heads.items() if len(posts) > 1]

    def beaten(self) -> list[Post]:
        """Return the heads who lead no longer. Raises ValidationError where nobody chose."""
        found: list[Post] = []
        for meeting in self.meetings():
            chosen = [post for post in meeting.posts if post.pk in self.outline.heads]
            if len(chosen) != 1:
                words = _("%(unit)s sẽ có %(n)s người đứng đầu: %(names)s. Chọn một người.")
                names = ", ".join(str(post.person) for post in meeting.posts)
                said = {"unit": meeting.unit, "n": len(meeting.posts), "names": names}
                raise ValidationError({"heads": words % said})
            found += [post for post in meeting.posts if post is not chosen[0]]
        return found

    def check_received(self) -> None:
        """Refuse to leave people without a unit."""
        lost = [person for person in self.people if self.of_person(person) is None]
        lost += [post.person for post in self.posts if None in self.of_post(post)]
        if lost:
            words = _("%(name)s còn làm việc ở đơn vị sẽ đóng. Ghi đơn vị nhận người và việc.")
            raise ValidationError({"into": words % {"name": lost[0]}})
