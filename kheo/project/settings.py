"""Every setting, once. SQLite unless KHEO_DB says postgresql."""

from pathlib import Path
from typing import Any

import django_stubs_ext
from django.utils.csp import CSP

from kheo.project import env

django_stubs_ext.monkeypatch()

ROOT = Path(__file__).resolve().parents[2]
KHEO = ROOT / "kheo"
VAR = Path(env.text("KHEO_VAR", str(ROOT / "var")))  # everything the running system writes

DEBUG = env.flag("KHEO_DEBUG")
SECRET_KEY = env.secret("KHEO_SECRET_KEY") or env.kept_secret(VAR / "secret.key")
ALLOWED_HOSTS = env.text("KHEO_HOSTS", "localhost,127.0.0.1").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in env.text("KHEO_ORIGINS").split(",") if o]
PUBLIC_URL = env.text("KHEO_URL", "http://localhost:8000")  # printed in QR codes

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "kheo.kernel.audit",
    "kheo.kernel.search",
    "kheo.kernel.ui",
    "kheo.accounts",
    "kheo.orgs",
    "kheo.notices",
    "kheo.documents",
    "kheo.movement",
    "kheo.desk",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kheo.kernel.ui.language.language_middleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kheo.orgs.middleware.actor_middleware",
]
ROOT_URLCONF = "kheo.project.urls"
WSGI_APPLICATION = "kheo.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "kheo.accounts.adapter.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]

SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": env.text("KHEO_DB_PATH") or VAR / "kheo.sqlite3",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        # Deferred transactions fail by the thousand under many writers; immediate ones wait.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: what was acknowledged survives a power cut.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;"
            "PRAGMA mmap_size=1073741824; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON;"
        ),
    },
}
POSTGRESQL: dict[str, Any] = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": env.text("KHEO_DB_NAME", "kheo"),
    "USER": env.text("KHEO_DB_USER"),
    "PASSWORD": env.secret("KHEO_DB_PASSWORD"),
    "HOST": env.text("KHEO_DB_HOST"),
    "PORT": env.text("KHEO_DB_PORT"),
    "CONN_MAX_AGE": None,  # closing connections costs a factor of eight
}
DATABASES = {
    "default": POSTGRESQL if env.text("KHEO_DB", "sqlite") == "postgresql" else SQLITE,
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SEAL_SECONDS = env.number("KHEO_SEAL_SECONDS", 5)  # between two rounds of the sealer of the trail
STEPPER_SECONDS = env.number("KHEO_STEPPER_SECONDS", 5)  # how old the figures of the stepper may be
# Not cached: each process would keep its own, and a sign-out or another post reach only one of them.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
RECORDED = ["kheo.desk.search.index"]  # told of every record the trail names
UNIT_STANDING = [  # each asked what of its own still stands in a unit about to close
    "kheo.movement.s3_registration.standing.in_open_years",
]
TELL = "kheo.notices.actions.tell"  # how the tree, which stands below notices, tells people
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [KHEO / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kheo.desk.context.shell",
            ],
        },
    },
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [KHEO / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FORMAT_MODULE_PATH = ["kheo.kernel.ui.formats"]

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [KHEO / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR / "files"  # outside the web root: served only through access
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a scope of thousands of units is ticked in one form
FILE_UPLOAD_PERMISSIONS = 0o600

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "style-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "kheo.kernel.ui.views.csrf_failure"

MAILERS = {
    "default": {
        "BACKEND": env.text("KHEO_MAILER", "django.core.mail.backends.console.EmailBackend"),
    },
}
DEFAULT_FROM_EMAIL = env.text("KHEO_FROM", "kheo@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
