from django.db import models

from kheo.movement.s1_directive.models import Movement
from kheo.movement.s3_registration.questions import Question, read
from kheo.movement.s3_registration.states import FormKind
from kheo.orgs.models import Person


class FormVersion(models.Model):
    """The form of a movement as its focal office worded it; without questions, as shipped."""

    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="forms")
    subject = models.CharField(max_length=10, choices=FormKind.choices)
    number = models.PositiveSmallIntegerField()
    fields = models.JSONField(default=list)  # questions in their order
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["movement", "subject", "number"], name="form_version_once_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()}, {self.number}"

    @property
    def questions(self) -> tuple[Question, ...]:
        return read(self.fields)
