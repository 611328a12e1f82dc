"""What is deployed: the image, Compose and the list of settings."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(sys.executable).parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
EXAMPLE = (ROOT / ".env.example").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def run(*command, **more):
    return subprocess.run(
        command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more
    )


def test_compose_is_valid():
    done = run(
        TOOLS / "check-jsonschema",
        "--builtin-schema",
        "vendor.compose-spec",
        "docker-compose.yml",
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout


def test_the_dockerfile_is_in_order():
    done = run(TOOLS / "hadolint", "Dockerfile", cwd=ROOT)
    assert done.returncode == 0, done.stdout


def test_only_the_web_can_be_reached_from_outside():
    assert [
        name for name, each in SERVICES.items() if "ports" in each and not each.get("profiles")
    ] == ["web"]
    assert SERVICES["web"]["ports"][0].startswith("${WEB_ADDRESS:-127.0.0.1}:")
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_workers_can_be_multiplied():
    assert not {"container_name", "ports", "hostname"} & set(SERVICES["worker"])


def test_every_service_that_stays_is_watched():
    assert "HEALTHCHECK" in DOCKERFILE  # asked of web, which runs the image as it is
    staying = {name for name, each in SERVICES.items() if each["restart"] != "no"} - {"web"}
    assert {name for name in staying if "test" not in SERVICES[name]["healthcheck"]} == set()


def test_the_product_waits_for_its_migrations():
    for name in ("web", "worker", "beat"):
        condition = SERVICES[name]["depends_on"]["migrate"]["condition"]
        assert condition == "service_completed_successfully"


def test_env_example_lists_every_setting_and_no_other():
    listed = re.findall(r"^(?:# )?([A-Z][A-Z_]+)=", EXAMPLE, re.MULTILINE)
    compose = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    assert len(listed) == len(set(listed))
    # Compose may give some of them a value of its own, as it does with the pool of connections.
    assert set(listed) == set(settings.SETTINGS_READ) | compose


def test_env_example_holds_no_secret():
    filled = dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))
    assert {name for name, value in filled.items() if value and "KEY" in name} == set()
    assert {name for name, value in filled.items() if value and "PASSWORD" in name} == set()


def test_the_database_is_made_as_in_the_demo():
    words = SERVICES["db"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    demo = (ROOT / "mentorship/local/postgres.py").read_text()
    assert words
    assert [word for word in words if f'"{word}"' not in demo] == []


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    """The folder as the image holds it, by the rules of .dockerignore."""
    folder = tmp_path_factory.mktemp("image")
    rules = (ROOT / ".dockerignore").read_text().split()
    for name in (rule[1:] for rule in rules if rule.startswith("!")):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, folder / name)
    shutil.rmtree(folder / "mentorship" / "local")
    return folder


def build_environment(image):
    """The settings that the Dockerfile gives while it collects static files."""
    given = dict(re.findall(r"\b([A-Z_]+)=(\S+)", DOCKERFILE.partition("RUN export ")[2]))
    secret = re.search(r"SECRET_KEY=(\S+)", DOCKERFILE)
    assert secret
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    more = {"DATA_DIR": str(image / "data"), "STATIC_ROOT": str(image / "collected")}
    return {**kept, **given, "SECRET_KEY": secret.group(1), **more}


def test_the_image_compiles_texts_and_collects_static_files_without_any_server(image):
    catalogues = [sys.executable, "manage.py", "compile_catalogues"]
    assert run(*catalogues, cwd=image, env=build_environment(image)).returncode == 0
    assert (image / "locale/de/LC_MESSAGES/django.mo").exists()
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    done = run(*command, cwd=image, env=build_environment(image))
    assert done.returncode == 0, done.stdout
    assert list((image / "collected").rglob("staticfiles.json"))


def test_the_image_is_started_with_words_that_gunicorn_knows(image):
    command = json.loads(DOCKERFILE.rpartition("\nCMD ")[2])
    assert command[0] == "gunicorn"
    done = run(
        sys.executable, "-m", *command, "--check-config", cwd=image, env=build_environment(image)
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.django_db(transaction=True)
def test_the_images_health_check_asks_as_a_proxy_would(live_server):
    found = re.search(r"HEALTHCHECK.*?CMD (\[.*?\])$", DOCKERFILE, re.DOTALL | re.MULTILINE)
    assert found
    _python, *words = json.loads(found.group(1))
    words = [
        word.replace("127.0.0.1:8000", f"{live_server.thread.host}:{live_server.thread.port}")
        for word in words
    ]
    healthy = run(sys.executable, *words, env={**os.environ, "BASE_URL": settings.BASE_URL})
    assert healthy.returncode == 0, healthy.stdout
    stranger = run(
        sys.executable, *words, env={**os.environ, "BASE_URL": "http://elsewhere.example"}
    )
    assert stranger.returncode != 0
