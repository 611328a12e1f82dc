# The product's image: one for web, worker, beat and migrations; it runs as an ordinary user.
FROM python:3.13-slim-bookworm AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements.txt /tmp/requirements.txt
RUN python -m venv /opt/venv \
    && /opt/venv/bin/python -m pip install --require-hashes --no-deps -r /tmp/requirements.txt

FROM python:3.13-slim-bookworm
# Debian's stable release keeps these versions; pinning one would only fail at its next security fix.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-noto-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 mentorship \
    && useradd --system --uid 10001 --gid mentorship --no-create-home --home-dir /tmp mentorship \
    && install -d -o mentorship -g mentorship /data /backups
COPY --from=packages /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    XDG_CACHE_HOME=/tmp/cache \
    DJANGO_SETTINGS_MODULE=mentorship.settings \
    DATA_DIR=/data \
    BACKUP_DIR=/backups \
    STATIC_ROOT=/app/collected
WORKDIR /app
COPY . .
# Settings must be complete to be read, even where nothing is reached with them.
RUN export SECRET_KEY=only-while-static-files-are-collected-and-never-used-again \
        BASE_URL=https://build.invalid EMAIL_HOST=build.invalid \
        DATABASE_URL=postgresql:///none REDIS_URL=redis://build.invalid \
    && python manage.py compile_catalogues \
    && python manage.py collectstatic --no-input \
    && python -m compileall -q /app
USER 10001:10001
VOLUME /data
EXPOSE 8000
# Asked as a proxy would ask, since the product answers to its own name only.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.parse as p, urllib.request as r; r.urlopen(r.Request('http://127.0.0.1:8000/healthz', headers={'Host': p.urlsplit(os.environ['BASE_URL']).netloc}), timeout=4)"]
# One process per core (WEB_CONCURRENCY), four threads each.
CMD ["gunicorn", "mentorship.wsgi", "--config", "python:mentorship.operations.web_server", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--graceful-timeout", "20", "--max-requests", "5000", "--max-requests-jitter", "500", "--no-control-socket"]
