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


class Pair(models.Model):
    """Two syllables that stand side by side in the name of a record, so that its like is found."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="pairs")
    path = models.CharField(max_length=200)  # the entry's
    pair = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["pair", "path", "entry"], name="pair_by_path")]

    def __str__(self) -> str:
        return self.pair
