from django.db import models

from kheo.notices.sentence import Sentence
from kheo.orgs.models import Person


class Notice(models.Model):
    """One sentence told to one person, with the page it is about."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    text = models.CharField(max_length=500)
    sentence = models.JSONField(default=list)  # see ``sentence.py``; none: the text as written
    url = models.CharField(max_length=200)
    sender = models.CharField(max_length=300)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-sent_at", "-id"]
        indexes = [models.Index(fields=["person", "-sent_at"], name="notice_by_person")]

    def __str__(self) -> str:
        return self.text

    @property
    def told(self) -> str:
        """Return the words in the language of whoever reads."""
        return str(Sentence.again(self.sentence)) if self.sentence else self.text
