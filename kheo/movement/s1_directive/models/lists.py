from django.db import models

from kheo.movement.s1_directive.models.movements import Movement


class Listed(models.Model):
    """One name of a list a movement keeps as data: in its place, until it is ended."""

    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="+")
    ordinal = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    ended_on = models.DateField(null=True)  # no longer offered; what it was given to keeps it

    class Meta:
        abstract = True
        ordering = ["ordinal", "id"]
        constraints = [
            models.UniqueConstraint(fields=["movement", "name"], name="%(class)s_once_by_name")
        ]

    def __str__(self) -> str:
        return self.name
