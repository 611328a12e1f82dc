"""Files in an object store, which says like a folder does what it does not have."""

from datetime import datetime

from botocore.exceptions import ClientError
from storages.backends.s3 import S3Storage


class ObjectStore(S3Storage):  # type: ignore[misc]  # the library has no types
    """Amazon's S3, or any store that speaks as it does."""

    def get_modified_time(self, name: str) -> datetime:
        """Return when a file was last written; raises FileNotFoundError where there is none."""
        try:
            modified: datetime = super().get_modified_time(name)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:  # noqa: PLR2004  # not found
                raise FileNotFoundError(name) from error
            raise
        return modified
