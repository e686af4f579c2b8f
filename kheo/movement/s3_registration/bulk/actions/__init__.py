"""Everything that enters many items at once, and takes them back.

loads     a sheet is brought, checked and confirmed; a grid is entered as it is typed
writing   all of it in a few statements, in the caller's transaction
undo      a whole load is taken out, until anything hangs on it
"""

from kheo.movement.s3_registration.bulk.actions.loads import bring, confirm, enter, put_aside
from kheo.movement.s3_registration.bulk.actions.undo import undo

__all__ = ["bring", "confirm", "enter", "put_aside", "undo"]
