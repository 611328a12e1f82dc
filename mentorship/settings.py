"""Every setting of the product, typed from the environment. `.env.example` lists them all."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

from mentorship.common.database_settings import database_settings
from mentorship.common.environment import Environment
from mentorship.common.file_settings import file_settings
from mentorship.common.logging import logging_config
from mentorship.schedules import schedules

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()
SETTINGS_READ = env.read

# ---------------------------------------------------------------- What this installation is
DEMO = env.flag(
    "DEMO",
    "1 shows the mail page, the gallery and known passwords: never for real data.",
    default=False,
)
DEBUG = env.flag("DEBUG", "1 shows Django's debug pages to developers.", default=False)
BASE_URL = env.text("BASE_URL", "the address people use, such as https://mentoring.example.org.")
DATA_DIR = Path(
    env.text("DATA_DIR", "the folder for files this product keeps.", str(BASE_DIR / "var"))
)
SECRET_KEY = env.secret("SECRET_KEY", "signs sessions and links; 50 random characters or more.")
SECRET_KEY_FALLBACKS = [
    key.strip()
    for key in env.secret(
        "SECRET_KEY_FALLBACKS", "earlier SECRET_KEYs, for what was signed or sealed under them.", ""
    ).split(",")
    if key.strip()
]

_base = urlsplit(BASE_URL)
if _base.scheme not in {"http", "https"} or not _base.hostname:
    raise ImproperlyConfigured(
        f"The setting BASE_URL must be an http(s) address, not “{BASE_URL}”."
    )
if not DEMO and not DEBUG and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        "The setting SECRET_KEY is too short: use 50 random characters or more."
    )
if not DEMO and not DEBUG and len(set(SECRET_KEY)) < 8:
    raise ImproperlyConfigured(
        "The setting SECRET_KEY is easily guessed: use random characters, such as from "
        "openssl rand -hex 32."
    )
IS_HTTPS = _base.scheme == "https"
BASE_URL = BASE_URL.rstrip("/")
ALLOWED_HOSTS = [
    _base.hostname,
    *env.words("ALLOWED_HOSTS", "further host names that reach this installation."),
]
if DEMO:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"{_base.scheme}://{_base.netloc}"]

# ---------------------------------------------------------------- Apps
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "template_partials",
    "timezone_field",
    "mentorship.common",
    "mentorship.audit",
    "mentorship.accounts",
    "mentorship.notifications",
    "programmes",
    "training",
    "matching",
    "evaluation",
    "mentorship.api",
    "mentorship.operations",
    "mentorship.demo",
]
MIDDLEWARE = [
    "mentorship.operations.metrics.requests.MeasuringMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "mentorship.common.middleware.PersonalPagesMiddleware",
    # After what adds headers, so that static files carry them too.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mentorship.common.middleware.FaultsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "mentorship.accounts.lifetimes.SessionLifetimeMiddleware",
    "mentorship.accounts.middleware.PersonalSettingsMiddleware",
    "mentorship.accounts.middleware.SecondFactorMiddleware",
    # Last: what it sees was refused by a page.
    "mentorship.accounts.denied.DeniedWritesMiddleware",
    "mentorship.accounts.viewing.middleware.ViewingMiddleware",
]
ROOT_URLCONF = "mentorship.urls"
WSGI_APPLICATION = "mentorship.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mentorship.views.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "mentorship.common.forms.FormRenderer"


# ---------------------------------------------------------------- Database
DATABASES = {"default": database_settings(env)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "platform_cache",
        # Beyond this many, entries are dropped by their names: counted tries among them.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# ---------------------------------------------------------------- Language and time
LANGUAGE_CODE = "en-gb"
# Languages name themselves. Whoever translates into one more lists its code in MORE_LANGUAGES.
_MORE_LANGUAGES = env.words(
    "MORE_LANGUAGES", "codes of further languages people may choose, such as ar or fr."
)
LANGUAGES = [
    ("en-gb", "English"),
    ("de", "Deutsch"),
    *((code, LANG_INFO[code]["name_local"]) for code in _MORE_LANGUAGES if code in LANG_INFO),
]
if unknown := [code for code in _MORE_LANGUAGES if code not in LANG_INFO]:
    raise ImproperlyConfigured(
        f"The setting MORE_LANGUAGES names “{unknown[0]}”, which is no language Django knows."
    )
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["mentorship.common.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# ---------------------------------------------------------------- Sign-in
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "mentorship.notifications.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
# Without the second, allauth takes passwords off the sign-in page; nobody can sign up by either.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# Nothing leaves for them: the adapter does the work of a mail, so that no clock tells who is known.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _base.scheme
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.number(
    "TRUSTED_PROXY_COUNT", "how many reverse proxies stand before this product.", 0
)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
MFA_TOTP_ISSUER = "Mentorship"
USERSESSIONS_TRACK_ACTIVITY = False
ACCOUNT_FORMS = {
    "login": "mentorship.accounts.federation.sign_in_forms.PasswordForm",
    "request_login_code": "mentorship.accounts.federation.sign_in_forms.CodeForm",
}
SIGN_IN_INSIDE_NETWORK = env.flag(
    "SIGN_IN_INSIDE_NETWORK",
    "1 lets organisations’ sign-in services stand at private addresses, and speak plain HTTP.",
    default=False,
)
SESSION_IDLE_MINUTES = env.number(
    "SESSION_IDLE_MINUTES", "minutes without a page after which one signs in again.", 20160, least=5
)
SESSION_HOURS = env.number(
    "SESSION_HOURS", "hours after which one signs in again, whatever one did.", 336, least=1
)
SECOND_FACTOR_REQUIRED = env.flag(
    "SECOND_FACTOR_REQUIRED",
    "1 asks coordinators and administrators for a second factor; the demo does without.",
    default=not DEMO,
)

# ---------------------------------------------------------------- Security
SESSION_COOKIE_AGE = SESSION_HOURS * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "mentorship.views.errors.csrf_failure"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
# What is typed. Files may be larger: each form that takes one says how large.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 5
# A larger file waits on disk, not in memory, and only while its request lasts.
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# ---------------------------------------------------------------- Files
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(
    env.text("STATIC_ROOT", "where collectstatic puts files.", str(DATA_DIR / "static"))
)


STORAGES = {
    "default": file_settings(env, DATA_DIR),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Already compressed, or (the fonts of the PDF) never asked for by a browser.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["png", "woff2", "ttf", "ico", "gz", "br"]

# ---------------------------------------------------------------- Backups
BACKUP_DIR = Path(
    env.text("BACKUP_DIR", "the folder that backups are put into.", str(DATA_DIR / "backups"))
)
BACKUP_RECIPIENTS = env.words(
    "BACKUP_RECIPIENTS", "age keys that backups are encrypted for, as “backup key” makes them."
)
BACKUP_PASSPHRASE = env.secret(
    "BACKUP_PASSPHRASE", "opens backups too; better is a key that this machine does not hold.", ""
)
BACKUP_KEEP = env.number("BACKUP_KEEP", "how many backups are kept; 0 keeps all.", 14)
BACKUP_AT = env.clock("BACKUP_AT", "when “backup nightly” takes one, in UTC.", "02:10")

# ---------------------------------------------------------------- E-mail
EMAIL_HOST = env.text("EMAIL_HOST", "the SMTP server's name.")
EMAIL_PORT = env.number("EMAIL_PORT", "the SMTP server's port.", 587, least=1)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "the SMTP account; empty for none.", "")
EMAIL_HOST_PASSWORD = env.secret("EMAIL_HOST_PASSWORD", "the SMTP account's password.", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", "1 for STARTTLS.", default=EMAIL_PORT == 587)
EMAIL_USE_SSL = env.flag(
    "EMAIL_USE_SSL", "1 for TLS from the first byte.", default=EMAIL_PORT == 465
)
EMAIL_TIMEOUT = env.number("EMAIL_TIMEOUT", "seconds to wait for the SMTP server.", 20, least=1)
DEFAULT_FROM_EMAIL = env.text(
    "DEFAULT_FROM_EMAIL", "the sender of every mail.", f"Mentorship <mentorship@{_base.hostname}>"
)
OUTBOX_LEASE_SECONDS = env.number(
    "OUTBOX_LEASE_SECONDS",
    "seconds after which a message whose sender died is freed.",
    180,
    least=1,
)
SWEEP_SECONDS = env.number(
    "SWEEP_SECONDS", "seconds between two looks for what is due.", 60, least=1
)
REMINDERS_A_WEEK = env.number(
    "REMINDERS_A_WEEK", "reminders that one person gets in seven days at most.", 3, least=1
)

# ---------------------------------------------------------------- Work outside the request
REDIS_URL = env.secret(
    "REDIS_URL", "the broker, such as redis://host:6379/0 or redis+socket:///path."
)
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_connect_timeout": 2,
    "socket_timeout": 2,
    "max_retries": 1,
    "interval_start": 0,
    "interval_max": 0.2,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Tasks are safe to run twice; cut off in the middle, a delivery would be left unknown.
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = schedules(SWEEP_SECONDS)
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_MAX_LOOP_INTERVAL = 30
DJANGO_STRUCTLOG_CELERY_ENABLED = True
REPORT_RENDER_SECONDS = timedelta(minutes=2)

# ---------------------------------------------------------------- Other programs
WEBHOOK_INSIDE_NETWORKS = env.words(
    "WEBHOOK_INSIDE_NETWORKS",
    "private networks (such as 10.2.0.0/16) that news may be sent into; usually none.",
)

# ---------------------------------------------------------------- Figures and logs
METRICS_TOKEN = env.secret(
    "METRICS_TOKEN", "what a monitor sends to read /metrics; without one nothing is there.", ""
)
if METRICS_TOKEN and len(METRICS_TOKEN) < 20:
    raise ImproperlyConfigured("The setting METRICS_TOKEN is too short: use 20 characters or more.")
LOGGING = logging_config(
    as_json=env.flag("LOG_JSON", "1 writes one JSON object a line.", default=not DEMO),
    level=env.text("LOG_LEVEL", "DEBUG, INFO, WARNING or ERROR.", "INFO"),
)
