from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """Somebody who can sign in. Who they are in the organisation is ``orgs.Person``."""

    full_name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.full_name or self.username
