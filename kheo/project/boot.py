"""Start Django for a command, or say in plain words which setting stops it."""

import os

import django
from django.core.exceptions import ImproperlyConfigured


def boot() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kheo.project.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise SystemExit(
            f"Cấu hình sai, hệ thống chưa chạy được: {error}\n"
            "Sửa biến môi trường có tên trên rồi chạy lại."
        ) from error
