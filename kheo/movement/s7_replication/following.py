"""Model cards follow the model they tell of (settings ``REORGANISED``, ``PERSON_MOVED``, ``PERSON_RETURNED``)."""

from django.utils.translation import gettext_lazy as _

from kheo.movement.s3_registration.following import Followers
from kheo.movement.s7_replication.models import Card

ROOM = Followers(Card, "registration__sheet", _("Phiếu mô hình của năm đang mở"), _("Theo mô hình"))
follow, come_back = ROOM.follow, ROOM.come_back
