"""Everything that changes a notice."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.notices import access
from kheo.notices.models import Notice
from kheo.notices.sentence import Sentence
from kheo.orgs.models import Person


@transaction.atomic
def tell(people: Iterable[Person], said: Sentence | str, url: str, *, by: Actor) -> int:
    """Send one sentence to each of *people* but the sender; return how many were told.

    A plain text stays in the language it was written in.
    """
    text, kept = (said.written(), said.kept()) if isinstance(said, Sentence) else (said, [])
    ids = sorted({p.pk for p in people} - {by.person_id})
    sender = f"{by.name}, {by.capacity}" if by.capacity else by.name
    now = clock.now()
    Notice.objects.bulk_create(
        [
            Notice(
                person_id=pk,
                text=text[:500],
                sentence=kept,
                url=url,
                sender=sender[:300],
                sent_at=now,
            )
            for pk in ids
        ]
    )
    Person.objects.filter(pk__in=ids).update(unread=F("unread") + 1)
    return len(ids)


@transaction.atomic
def read_all(*, by: Actor) -> None:
    access.visible_to(by).filter(read_at=None).update(read_at=clock.now())
    Person.objects.filter(pk=by.me).update(unread=0)
