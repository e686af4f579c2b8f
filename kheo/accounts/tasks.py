"""What leaves the house: the letters of invitation by mail."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.tasks import task
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kheo.accounts import codes
from kheo.accounts.models import Invitation
from kheo.accounts.states import Way
from kheo.kernel import clock
from kheo.kernel.ui.written import day


@task()
def send_invitation(pk: int) -> None:
    """Mail an invitation. The secret is made here: it passes through no queue and no log."""
    waiting = Invitation.objects.live(at=clock.now()).filter(way=Way.MAIL, sent_at=None)
    invitation = waiting.select_related("user").filter(pk=pk).first()
    if invitation is None:
        return
    secret = codes.made()
    Invitation.objects.filter(pk=pk).update(digest=codes.digest(secret))
    with translation.override(settings.LANGUAGE_CODE):
        subject, text = _mail(invitation, secret)
    try:
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [invitation.user.email])
    except (OSError, SMTPException) as error:
        Invitation.objects.filter(pk=pk).update(fault=str(error)[:300] or type(error).__name__)
    else:
        Invitation.objects.filter(pk=pk).update(sent_at=clock.now(), fault="")


def _mail(invitation: Invitation, secret: str) -> tuple[str, str]:
    address = settings.PUBLIC_URL + reverse("accounts:arrive", args=[secret])
    words = _(
        "Kính gửi %(name)s,\n\n"
        "Cơ quan đã mở cho đồng chí một tài khoản trên Khéo, hệ thống quản lý phong trào thi đua "
        "Dân vận khéo. Mở đường dẫn sau và tự đặt mật khẩu; không ai khác biết mật khẩu ấy:\n\n"
        "%(address)s\n\n"
        "Tên đăng nhập: %(username)s\n"
        "Đường dẫn dùng được một lần, đến hết ngày %(day)s. Không phải đồng chí thì bỏ qua thư này.\n"
    )
    facts = {
        "name": invitation.user.full_name,
        "address": address,
        "username": invitation.user.username,
        "day": day(clock.day_of(invitation.expires_at)),
    }
    return _("Mời dùng Khéo: đặt mật khẩu của đồng chí"), words % facts
