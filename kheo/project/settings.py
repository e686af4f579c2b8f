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
DEMO_MARK = "demo"  # left in VAR by `kheo demo`

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
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "kheo.kernel.audit",
    "kheo.kernel.search",
    "kheo.kernel.ui",
    "kheo.accounts",
    "kheo.orgs",
    "kheo.orgs.reorganisation",
    "kheo.orgs.clusters",
    "kheo.notices",
    "kheo.documents",
    "kheo.documents.books",
    "kheo.documents.masters",
    "kheo.movement",
    "kheo.citizens",
    "kheo.outreach",
    "kheo.desk",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kheo.kernel.ui.language.language_middleware",
    "kheo.kernel.ui.page.worded_middleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
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
ACCOUNT_EMAIL_NOTIFICATIONS = True  # of what changed in one's own account
ACCOUNT_DEFAULT_HTTP_PROTOCOL = PUBLIC_URL.partition(":")[0]
# A whole office comes from one address in the morning; what is counted for guessing is `lockout`.
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": "600/m/ip,20/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("KHEO_PROXIES", 0)  # web servers in front of this one
INVITATION_DAYS = env.number("KHEO_INVITATION_DAYS", 14)
DEMO = env.flag("KHEO_DEMO", default=(VAR / DEMO_MARK).exists())  # invented data, one password
ADMIN_TWO_FACTOR = env.flag("KHEO_ADMIN_TWO_FACTOR", default=not DEMO)
OWES_FACTOR = (
    "kheo.orgs.queries.owes_factor"  # who must have a second factor, by the key of the user
)
MFA_ADAPTER = "kheo.accounts.adapter.FactorsAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_FORMS = {
    "authenticate": "kheo.accounts.forms.CodeForm",
    "reauthenticate": "kheo.accounts.forms.CodeAgainForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # who was invited by letter may have no address
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # phones whose clock is half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PUBLIC_URL.startswith(
    "https://"
)  # trying out on localhost
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
OIDC_CODE_CLAIM = env.text(
    "KHEO_OIDC_CODE_CLAIM"
)  # else people are known by their verified address
SOCIALACCOUNT_ADAPTER = "kheo.accounts.provider.KnownAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form would need the provider's host in the content policy
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "kheo.accounts.provider.Provider",
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "noi-chung",
                "name": env.text("KHEO_OIDC_NAME", "Đăng nhập một lần"),
                "client_id": env.text("KHEO_OIDC_CLIENT"),
                "secret": env.secret("KHEO_OIDC_SECRET"),
                "settings": {"server_url": env.text("KHEO_OIDC_URL")},
            }
        ]
        if env.text("KHEO_OIDC_URL")
        else [],
    }
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"kheo.accounts.passwords.{name}"}
    for name in ("LengthValidator", "GuessableValidator")
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
# Asked this often over one connection, a statement is planned once and for all; 0: never, as a pooler
# that hands a connection from one to another may need.
if PREPARED := env.number("KHEO_DB_PREPARE", 3):
    POSTGRESQL["OPTIONS"] = {"server_side_binding": True, "prepare_threshold": PREPARED}
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
LEVELS = "kheo.orgs.reorganisation.queries.open_levels"
UNIT_STANDING = [  # each asked what of its own still stands in a unit about to close
    "kheo.movement.s3_registration.standing.in_open_years",
    "kheo.citizens.carrying.owed",
]
PERSON_MOVING = [  # each asked what becomes of somebody's open work when they go to another unit
    "kheo.movement.s3_registration.transfers.open_work",
]
PERSON_MOVED = [  # each does so, in this order
    "kheo.movement.s3_registration.actions.follow",
    "kheo.movement.s5_review.following.follow",
    "kheo.movement.s7_replication.following.follow",
]
PERSON_RETURNED = [  # each takes back what it did, where that was a mistake
    "kheo.movement.s3_registration.actions.come_back",
    "kheo.movement.s5_review.following.come_back",
    "kheo.movement.s7_replication.following.come_back",
]
RENAMED = ["kheo.movement.s3_registration.actions.rekey"]  # told of records under another name
REORGANISED = [  # what is kept by unit: counted, taken along and taken back in this order
    "kheo.movement.s1_directive.actions.carrying.ROOM",
    "kheo.movement.s3_registration.actions.carrying.ROOM",
    "kheo.movement.s3_registration.actions.regrouping.ROOM",
    "kheo.movement.s5_review.following.ROOM",
    "kheo.movement.s7_replication.following.ROOM",
    "kheo.movement.s8_report.staying.ROOM",
    "kheo.citizens.carrying.ROOM",
]
MOVEMENT_LAUNCHED = [  # told of a new movement: each gives it a list to begin with
    "kheo.movement.s2_plan.actions.ship_categories",
    "kheo.outreach.actions.ship_formats",
]
ROUND_CLOSED = [  # told of a year that was closed
    "kheo.movement.s3_registration.actions.keep_absent",
]
REPORTED = ["kheo.citizens.queries.reported"]  # what areas above the stages add to a year's figures
SCORED_BY = (
    "kheo.movement.s5_review.offering.scored_by"  # what scores a movement, asked at its launch
)
SCORING_CHOSEN = (
    "kheo.movement.s5_review.actions.choose_scoring"  # does what was chosen of it there
)
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
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000  # a form takes 200 and says so; beyond this nothing is read
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
        "OPTIONS": env.options("KHEO_MAILER_OPTIONS"),
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
