"""The settings of where files are kept, read from the environment."""

from pathlib import Path

from mentorship.common.environment import Environment


def file_settings(env: Environment, data_dir: Path) -> dict[str, object]:
    """Keep files in a folder, or in an object store where several machines serve."""
    bucket = env.text("FILES_BUCKET", "the bucket for files; empty keeps them in DATA_DIR.", "")
    endpoint = env.text("FILES_ENDPOINT", "the object store's address; empty for Amazon's.", "")
    region = env.text("FILES_REGION", "the object store's region.", "")
    key = env.secret(
        "FILES_ACCESS_KEY", "the object store's account; empty uses the machine's.", ""
    )
    secret = env.secret("FILES_SECRET_KEY", "the object store's password.", "")
    if not bucket:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(data_dir / "files")},
        }
    options = {
        "bucket_name": bucket,
        "endpoint_url": endpoint or None,
        "region_name": region or None,
        "access_key": key or None,
        "secret_key": secret or None,
        # Private, and handed out by the product alone: nobody gets an address of the store.
        "default_acl": "private",
        "querystring_auth": True,
        "querystring_expire": 60,
        "file_overwrite": False,
        "max_memory_size": 1024 * 1024,
        "signature_version": "s3v4",
    }
    return {"BACKEND": "mentorship.operations.object_store.ObjectStore", "OPTIONS": options}
