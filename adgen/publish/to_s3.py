"""Storage that speaks S3. Who one is tells what AWS tools share: AWS_ACCESS_KEY_ID and the others, or ~/.aws."""

import contextlib
import mimetypes
from collections.abc import Iterable, Iterator
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

from adgen.model.picture import NAMED_BY_DIGEST
from adgen.problems import AdgenError, Place, problem
from adgen.publish.address import Address
from adgen.publish.target import Done, broken, in_parallel, refused

_AT_ONCE = 8
_TAKEN = ("PreconditionFailed", "ConditionalRequestConflict")
_LOGIN = ("InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken")
_MISSING = ("NoSuchKey", "404")
_FOREVER = "public, max-age=31536000, immutable"
# What mimetypes of Python 3.11 does not know.
_TYPES = {".avif": "image/avif", ".webp": "image/webp", ".webmanifest": "application/manifest+json"}
_TEXTS = ("application/javascript", "application/manifest+json", "application/xml", "image/svg+xml")


class S3Target:
    """An object is there at once or not at all, so that none is renamed; types and times to keep go with it."""

    def __init__(self, address: Address) -> None:
        """Nothing is asked yet: the first question tells whether one may."""
        self.name = str(address)
        self._bucket, self._prefix = address.host, f"{address.path}/" if address.path else ""
        settings = Config(connect_timeout=20, read_timeout=60, max_pool_connections=_AT_ONCE)
        with self._told(""):
            self._client: Any = boto3.Session().client("s3", endpoint_url=address.endpoint or None, config=settings)

    def read(self, path: str) -> bytes | None:
        with self._told(path):
            try:
                data: bytes = self._client.get_object(Bucket=self._bucket, Key=self._at(path))["Body"].read()
            except ClientError as error:
                if _code(error) in _MISSING:
                    return None
                raise
            return data

    def names(self, folder: str) -> list[str]:
        prefix = self._at(f"{folder}/")
        with self._told(folder):
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix)
            return [found["Key"].removeprefix(prefix) for page in pages for found in page.get("Contents", ())]

    def write(self, files: Iterable[tuple[str, bytes]], done: Done) -> None:
        in_parallel(self._write, files, _AT_ONCE, done)

    def _write(self, file: tuple[str, bytes]) -> str:
        path, data = file
        with self._told(path):
            self._client.put_object(Bucket=self._bucket, Key=self._at(path), Body=data, **headers(path))
        return path

    def remove(self, paths: Iterable[str], done: Done) -> None:
        in_parallel(self._remove, paths, _AT_ONCE, done)

    def _remove(self, path: str) -> str:
        with self._told(path):
            self._client.delete_object(Bucket=self._bucket, Key=self._at(path))
        return path

    def claim(self, path: str, data: bytes) -> bool:
        with self._told(path):
            try:
                self._client.put_object(
                    Bucket=self._bucket, Key=self._at(path), Body=data, IfNoneMatch="*", **headers(path)
                )
            except ClientError as error:
                if _code(error) in _TAKEN:
                    return False
                raise
        return True

    def close(self) -> None:
        self._client.close()

    def _at(self, path: str) -> str:
        return f"{self._prefix}{path}"

    @contextlib.contextmanager
    def _told(self, path: str) -> Iterator[None]:
        """Codes only: the sentences of a storage may repeat who asked."""
        try:
            yield
        except ClientError as error:
            code = _code(error)
            raise self._no_login() if code in _LOGIN else refused(self.name, path, code) from None
        except NoCredentialsError:
            raise self._no_login() from None
        except (BotoCoreError, ValueError) as error:
            raise broken(self.name, error) from None

    def _no_login(self) -> AdgenError:
        return AdgenError([problem("E706", Place(self.name))])


def headers(path: str) -> dict[str, str]:
    """What browsers are told of a file: its type, and for how long to keep it."""
    suffix = path[path.rfind(".") :] if "." in path else ""
    kind = _TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    if kind.startswith("text/") or kind in _TEXTS:
        kind += "; charset=utf-8"
    folder = path.partition("/")[0]
    kept = _FOREVER if folder in NAMED_BY_DIGEST else "private, no-cache" if folder == "requests" else "no-cache"
    return {"ContentType": kind, "CacheControl": kept}


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
