"""Pictures as evidence in the running year, one of which a second unit sent as its own."""

import datetime as dt
from collections.abc import Iterator

from kheo.kernel import files
from kheo.kernel.actor import Actor
from kheo.movement.models import Evidence, Note
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s4_progress import actions
from kheo.movement.s4_progress.states import Media
from kheo.project.demo import drawing
from kheo.project.demo.country import Country
from kheo.project.demo.registering import Year

PICTURES = 5  # models with a picture of their own
NAME = "IMG_{day:%Y%m%d}_{n:02d}.jpg"
SENT_ON = "ảnh buổi làm việc.jpg"


def picture(year: Year) -> None:
    """Let the first models have a picture each; one more unit sends that of the first, sent on."""
    if not year.running:
        return
    notes = list(_notes(year))[: PICTURES + 1]
    if len(notes) <= PICTURES:
        return
    taken = [dt.datetime.combine(note.day, dt.time(9, 12)) for note in notes]
    scenes = [drawing.scene(n, taken[n]) for n in range(PICTURES)]
    for n, (note, scene) in enumerate(zip(notes, scenes, strict=False)):
        _keep(year, note, scene, NAME.format(day=note.day, n=n + 1))
    _keep(year, notes[-1], drawing.sent_on(scenes[0], taken[0]), SENT_ON)


def look(land: Country, *, by: Actor) -> None:
    """Look at the pictures at once: the list of what is alike says something from the start."""
    pictured = land.store.of(Evidence)
    for note in dict.fromkeys(one.note_id for one in pictured if one.kind == Media.JPEG):
        actions.look_through.func(note, by=by.name)


def _notes(year: Year) -> Iterator[Note]:
    """Yield the last note on the first model of each unit."""
    last: dict[int, Note] = {}
    for note in year.store.of(Note):
        registration = note.registration
        if registration.round_id == year.round.pk and registration.subject == Subject.MODEL:
            known = last.get(registration.unit_id)
            if known is None or known.registration_id == registration.pk:
                last[registration.unit_id] = note
    yield from last.values()


def _keep(year: Year, note: Note, data: bytes, name: str) -> None:
    kept = files.keep(data)
    year.store.add(
        Evidence(
            note=note, name=name, file=kept.path, sha256=kept.sha256, size=kept.size,
            kind=Media.JPEG,
        )
    )  # fmt: skip
