"""What must be right on a machine that serves Khéo: each check answers in an administrator's words."""

import datetime as dt
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django_tasks_db.models import DBTaskResult

from kheo.accounts.models import User
from kheo.documents.paper.description import Head, Paper, Text
from kheo.documents.paper.typeset import pdf
from kheo.kernel import clock, heartbeat
from kheo.kernel.audit import guard, sealing, verifying
from kheo.kernel.audit.models import Verification
from kheo.movement.s1_directive import waiting as readings
from kheo.orgs.models import Person
from kheo.project.demo.store import MARK

LEAST_FREE = 1024**3  # bytes: a night's backup and a day's evidence
FULL_AT = 0.95
LEAST_KEY = 32
UNSEEN = dt.timedelta(days=3)  # the worker verifies the trail each night
WAITED = dt.timedelta(minutes=5)  # a task nobody took for this long has no worker


@dataclass(frozen=True, slots=True)
class Finding:
    matter: str
    found: str
    remedy: str = ""

    @property
    def well(self) -> bool:
        return not self.remedy


def settings_check() -> Finding:
    if settings.DEBUG:
        return Finding(
            "Chế độ chạy",
            "đang bật gỡ lỗi, người ngoài xem được ruột của hệ thống",
            "Bỏ biến KHEO_DEBUG (hoặc đặt False) rồi chạy lại.",
        )
    return Finding("Chế độ chạy", "vận hành chính thức, không bật gỡ lỗi")


def key_check() -> Finding:
    key = settings.SECRET_KEY
    if len(key) < LEAST_KEY or len(set(key)) < LEAST_KEY // 4:
        return Finding(
            "Khoá bí mật",
            f"quá ngắn hoặc dễ đoán ({len(key)} ký tự)",
            "Bỏ KHEO_SECRET_KEY để hệ thống tự sinh khoá, hoặc đặt một chuỗi ngẫu nhiên "
            f"từ {LEAST_KEY} ký tự. Người dùng sẽ phải đăng nhập lại.",
        )
    return Finding("Khoá bí mật", "đủ dài, riêng của máy này")


def address_check() -> Finding:
    url = settings.PUBLIC_URL
    host = url.split("://")[-1].split("/")[0].split(":")[0]
    if host in {"localhost", "127.0.0.1", ""}:
        return Finding(
            "Địa chỉ công khai",
            f"{url} chỉ mở được trên chính máy này; mã QR trên giấy sẽ không dùng được",
            "Đặt KHEO_URL là địa chỉ cán bộ dùng để vào, ví dụ https://danvankheo.tinh.gov.vn, "
            "và thêm tên máy đó vào KHEO_HOSTS.",
        )
    if host not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
        return Finding(
            "Địa chỉ công khai",
            f"{host} không có trong KHEO_HOSTS, trình duyệt sẽ bị từ chối",
            f"Thêm {host} vào KHEO_HOSTS, ngăn cách bằng dấu phẩy.",
        )
    if not url.startswith("https://"):
        return Finding(
            "Địa chỉ công khai",
            f"{url} không mã hoá đường truyền",
            "Đặt máy chủ có chứng thư (https) phía trước và sửa KHEO_URL thành https://…",
        )
    return Finding("Địa chỉ công khai", url)


def database_check() -> Finding:
    matter = f"Cơ sở dữ liệu ({connection.vendor})"
    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return Finding(
            matter,
            f"không kết nối được: {str(error).strip()}",
            "Kiểm tra máy chủ cơ sở dữ liệu có chạy không và các biến KHEO_DB, KHEO_DB_HOST, "
            "KHEO_DB_NAME, KHEO_DB_USER, KHEO_DB_PASSWORD.",
        )
    if waiting:
        return Finding(matter, f"còn {len(waiting)} bước nâng cấp chưa chạy", "Chạy: kheo migrate")
    return Finding(matter, "kết nối được, ở bản mới nhất")


def worker_check() -> Finding:
    """Trust the sign of life that ``kheo serve`` leaves, else how long tasks have waited."""
    matter = "Việc nền"
    alive = heartbeat.alive()
    try:
        waiting = DBTaskResult.objects.ready()
        late = waiting.filter(enqueued_at__lt=clock.now() - WAITED).count()
        n = waiting.count()
        broken = readings.broken_off().count()
    except DatabaseError:
        return Finding(matter, "chưa xem được hàng đợi", "Sửa cơ sở dữ liệu trước (dòng trên).")
    if late:
        return Finding(
            matter,
            f"{late} việc chờ quá {WAITED.seconds // 60} phút chưa ai làm",
            "Chạy lại kheo serve (không kèm --no-worker) hoặc: kheo worker",
        )
    if broken:
        return Finding(
            matter,
            f"{broken} văn bản đang đọc thì dừng giữa chừng",
            "Mở sổ Văn bản, chọn Máy đang đọc, mở từng văn bản và bấm Đọc lại.",
        )
    if alive:
        return Finding(matter, f"đang chạy, {n} việc trong hàng đợi")
    return Finding(
        matter,
        "không thấy tiến trình việc nền đang chạy",
        "Chạy: kheo serve. Nếu việc nền chạy riêng (kheo worker), kiểm tra dịch vụ đó.",
    )


def trail_check() -> Finding:
    """Look at the sealer, the triggers and the last verification; verifying takes its own command."""
    matter = "Vết công việc"
    try:
        last = verifying.last()
        if not guard.stands():
            return Finding(
                matter,
                "chốt chống sửa, xoá vết trong cơ sở dữ liệu đã bị gỡ",
                "Tìm hiểu ai đã gỡ, chạy kheo trail verify, rồi dựng lại chốt theo sổ tay.",
            )
        late = sealing.waiting(clock.now() - WAITED)
    except DatabaseError:
        return Finding(matter, "chưa xem được", "Sửa cơ sở dữ liệu trước (dòng trên).")
    if last and last.faults:
        return Finding(
            matter,
            f"lần kiểm tra ngày {clock.day_of(last.at):%d/%m/%Y} không khớp: {last}",
            "Giữ nguyên máy và bản sao lưu, báo người phụ trách, rồi chạy lại: kheo trail verify",
        )
    if late:
        return Finding(
            matter,
            f"{late} sự việc quá {WAITED.seconds // 60} phút chưa niêm phong",
            "Chạy kheo serve (không kèm --no-worker) hoặc: kheo trail seal",
        )
    return _verified(matter, last)


def _verified(matter: str, last: Verification | None) -> Finding:
    """Say when the trail was last found whole; a worker that runs by night keeps it fresh."""
    if last is None:
        return Finding(matter, "đã niêm phong đủ; chưa kiểm tra lần nào")
    on = f"{clock.day_of(last.at):%d/%m/%Y}"
    if clock.now() - last.at > UNSEEN:
        return Finding(
            matter,
            f"lần kiểm tra gần nhất đã từ ngày {on}",
            "Để kheo serve hoặc kheo worker chạy qua đêm, hoặc tự chạy: kheo trail verify",
        )
    return Finding(matter, f"đã niêm phong đủ; kiểm tra ngày {on}, còn nguyên")


def accounts_check() -> Finding:
    """Look for accounts of the invented data beside real ones: they share one printed password."""
    matter = "Tài khoản"
    try:
        invented = Person.objects.filter(code__startswith=MARK, user__is_active=True).count()
        real = User.objects.exclude(person__code__startswith=MARK).filter(is_active=True).count()
    except DatabaseError:
        return Finding(matter, "chưa xem được", "Sửa cơ sở dữ liệu trước (dòng trên).")
    if invented and (real or not settings.DEMO):
        return Finding(
            matter,
            f"{invented} tài khoản dùng thử còn mở, mật khẩu chung đã in ra màn hình",
            "Dùng một cơ sở dữ liệu riêng cho người thật; ở đây khoá các tài khoản có mã "
            f"{MARK}… trong Quản trị, Tài khoản. Chỉ để thử thì đặt KHEO_DEMO=True.",
        )
    if not (settings.ADMIN_TWO_FACTOR or settings.DEMO):
        return Finding(
            matter,
            "người quản trị không buộc phải xác thực hai bước",
            "Bỏ biến KHEO_ADMIN_TWO_FACTOR (hoặc đặt True) rồi chạy lại.",
        )
    if settings.DEMO:
        return Finding(matter, "dữ liệu dùng thử, mật khẩu chung; không dùng cho việc thật")
    return Finding(matter, "không có mật khẩu chung; người quản trị phải xác thực hai bước")


def disk_check() -> Finding:
    var = Path(settings.VAR)
    matter = f"Thư mục dữ liệu {var}"
    if not var.is_dir() or not os.access(var, os.W_OK | os.X_OK):
        return Finding(
            matter,
            "không có hoặc không ghi được",
            f"Tạo thư mục và giao cho tài khoản chạy Khéo: chown -R kheo {var}",
        )
    space = shutil.disk_usage(var)
    free = f"còn trống {space.free / 1024**3:.1f} GB trong {space.total / 1024**3:.1f} GB"
    if space.free < LEAST_FREE or space.used / space.total > FULL_AT:
        return Finding(matter, free, "Dọn bớt hoặc nới ổ đĩa; sao lưu và minh chứng cần chỗ ghi.")
    return Finding(matter, f"ghi được, {free}".replace(".", ","))


def paper_check() -> Finding:
    """Draw one real page: the typesetter and its typefaces are what usually goes missing."""
    page = Paper(head=Head(issuer="KIỂM TRA"), body=[Text("Đường phố Nam Sơn")])
    matter = "In văn bản PDF"
    try:
        data = pdf(page)
    except Exception as error:  # noqa: BLE001 whatever a broken installation raises is the finding
        return Finding(matter, f"không dựng được trang: {error}", "Cài lại: uv sync --frozen")
    if b"Tinos" not in data:
        return Finding(
            matter,
            "dựng được nhưng thiếu phông chữ Tinos, chữ Việt có thể hỏng",
            "Cài lại gói kheo để có thư mục phông chữ: uv sync --frozen",
        )
    return Finding(matter, "dựng được trang có dấu tiếng Việt")


CHECKS = (
    settings_check,
    key_check,
    address_check,
    database_check,
    worker_check,
    trail_check,
    accounts_check,
    disk_check,
    paper_check,
)
