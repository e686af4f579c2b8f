"""Reviews follow the registration they score (settings ``REORGANISED``, ``PERSON_MOVED``, ``PERSON_RETURNED``)."""

from django.utils.translation import gettext_lazy as _

from kheo.movement.s3_registration.following import Followers
from kheo.movement.s5_review.models import Review

ROOM = Followers(
    Review, "registration__sheet", _("Hồ sơ thẩm định của năm đang mở"), _("Theo nội dung, mô hình")
)
follow, come_back = ROOM.follow, ROOM.come_back
