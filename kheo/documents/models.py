from django.db import models

from kheo.documents.states import Direction
from kheo.orgs.models import Person, Unit


class OfficialDocument(models.Model):
    """One paper in the register: its identity, its text as read, its file as received."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="documents")
    direction = models.CharField(max_length=3, choices=Direction.choices)
    kind = models.CharField(max_length=60)  # Công văn, Chỉ thị, Quyết định…
    number = models.CharField(max_length=60, blank=True)  # number and notation: 54/KH-VPUBND
    subject = models.CharField(max_length=500)
    issuer = models.CharField(max_length=200)  # the name of its day
    issued_on = models.DateField(null=True)
    text = models.TextField(blank=True)
    file = models.CharField(max_length=100)  # kernel.files path
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-registered_at", "-id"]
        indexes = [models.Index(fields=["unit", "-registered_at"], name="document_by_unit")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip() if self.number else self.subject


class Citation(models.Model):
    """A text that a document leans on (requirements 000-02, 000-03, 001-05, 002-02, 004-05)."""

    document = models.ForeignKey(
        OfficialDocument, on_delete=models.CASCADE, related_name="citations"
    )
    ordinal = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=60)
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    issuer = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=500, blank=True)
    cited = models.ForeignKey(  # the cited paper, where the register holds it
        OfficialDocument, on_delete=models.PROTECT, null=True, related_name="cited_by"
    )

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["document", "ordinal"], name="citation_once_per_place")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip()


class ReferenceText(models.Model):
    """A text of law or of the Party with its validity: data that an office keeps up to date."""

    number = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=500)
    issued_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    replaced_by = models.CharField(max_length=200, blank=True)
    verified = models.BooleanField(default=False)  # False: believed, to be checked in the gazette

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number


class NumberBook(models.Model):
    """The last number given in one unit, year and kind of paper: no gap, no double.

    A Party committee's book runs through its term, from ``year`` until ``until``.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="number_books")
    year = models.PositiveSmallIntegerField()
    until = models.PositiveSmallIntegerField(null=True)  # the last year of a term
    kind = models.CharField(max_length=20)  # QĐ, TTr, BC, CV
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "kind"], name="number_book_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.years} {self.kind}: {self.last}"

    @property
    def years(self) -> str:
        return f"{self.year}-{self.until}" if self.until else str(self.year)
