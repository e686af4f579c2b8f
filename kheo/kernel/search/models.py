from django.db import models


class Entry(models.Model):
    """The folded words of one record. Who may see the record is asked of the record."""

    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()
    path = models.CharField(max_length=200)  # of the unit it belongs to; "" stands for everybody
    folded = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="entry_once")]

    def __str__(self) -> str:
        return self.folded[:80]
