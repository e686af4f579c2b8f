"""A form sent again: what came by it already, and whether it says anything else by now."""

from django.core.exceptions import NON_FIELD_ERRORS

from kheo.kernel.actor import Actor
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration.forms import WritingForm
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s3_registration.queries import sheet_of

CLASHES = ("edited", "known")  # codes of an error that says the server holds a newer one


def by_key(by: Actor, round_: Round, subject: str, key: str) -> Registration | None:
    """Return what the actor, or their unit, sent by the form of this number."""
    sheet = sheet_of(by, round_, subject) if key else None
    rows = Registration.objects.filter(sheet=sheet, key=key) if sheet else ()
    return next(iter(rows), None)


def clashes(form: WritingForm) -> bool:
    return any(form.has_error(NON_FIELD_ERRORS, code) for code in CLASHES)


def says_the_same(form: WritingForm, held: Registration | None) -> bool:
    """Tell whether *form* was refused for what it holds itself: then nothing is lost or doubled."""
    if held is None or not clashes(form):
        return False
    held.refresh_from_db()
    return not form.others(held)


def refusal(form: WritingForm) -> str:
    """Return in one line why *form* was not taken, for who will open it later."""
    words = [str(error) for error in form.non_field_errors()]
    words += [
        f"{form[name].label}: {form.errors[name][0]}" for name in form.errors if name in form.fields
    ]
    return " ".join(words)
