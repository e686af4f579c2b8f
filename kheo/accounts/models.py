from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from kheo.accounts.states import Standing, Way


class User(AbstractUser):
    """Somebody who can sign in. Who they are in the organisation is ``orgs.Person``."""

    full_name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.full_name or self.username

    def standing(self, *, at: datetime) -> Standing:
        """Return where the account stands at a moment."""
        if not self.is_active:
            return Standing.CLOSED
        if self.last_login or self.has_usable_password():
            return Standing.ACTIVE
        live = Invitation.objects.live(at=at).filter(user=self)
        return Standing.INVITED if live.exists() else Standing.LAPSED


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def live(self, *, at: datetime) -> Self:
        """Return those that open an account at a moment: not used, not revoked, not run out."""
        return self.waiting().filter(expires_at__gt=at)

    def waiting(self) -> Self:
        return self.filter(used_at=None, revoked_at=None)


class Invitation(models.Model):
    """Somebody is asked to set a password of their own, once, until a moment.

    The secret is kept as a digest alone: it is in the mail or on the letter, and nowhere else.
    Without a digest nothing has been sent or printed yet.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations"
    )
    way = models.CharField(max_length=10, choices=Way.choices)
    digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)  # why the mail did not leave
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], condition=~Q(digest=""), name="no_two_secrets_alike"
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at=None, revoked_at=None),
                name="one_waiting_invitation_for_an_account",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("made_at")), name="invitation_lasts_a_while"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


class Failure(models.Model):
    """Wrong passwords one after another, for one account or from one address.

    In the database, since every process of the server must count the same ones.
    """

    key = models.CharField(max_length=64, unique=True)  # a digest: a typed name may be a password
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.key


class CodeStep(models.Model):
    """The last half minute whose code on the phone somebody used: none is taken twice."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="code_step"
    )
    step = models.PositiveBigIntegerField(default=0)  # half minutes since 1970

    def __str__(self) -> str:
        return str(self.user)
