"""Settings, read once into a frozen `Config`: environment first, then the TOML file named by DIEMBAO_CONFIG.

`DIEMBAO_DATA` is the folder for everything the program writes, `DIEMBAO_DATABASE_URL` the
database. Any other setting is a key of the TOML file; a key nobody knows stops the start.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from models.errors import UsageError
from models.office_files.wording import describe_refusal

ENVIRONMENT_KEYS = {"DIEMBAO_DATA": "data", "DIEMBAO_DATABASE_URL": "database_url", "DIEMBAO_CONFIG": None}


class ConfigError(UsageError):
    """A setting is missing, unknown or unusable; the message names it."""


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CrawlSettings(_Settings):
    """How the night behaves as a guest. Seconds, days and counts; the defaults are polite."""

    contact: str = "https://sotnmt.hatinh.gov.vn"
    delay_seconds: float = Field(default=5.0, ge=1.0)
    recheck_days: int = Field(default=14, ge=0)
    page_limit: int = Field(default=3000, ge=1)


class MailSettings(_Settings):
    """Where the digest goes by e-mail; without a host it is only written to a file."""

    host: str | None = None
    port: int = Field(default=587, ge=1, le=65535)
    starttls: bool = True  # does not matter on port 465, where all is encrypted from the start
    user: str | None = None
    password: SecretStr | None = None
    sender: str = "diembao@localhost"
    recipients: tuple[str, ...] = ()


class DeskSettings(_Settings):
    """Where the review desk listens, and what stands in front of it; on loopback unless told otherwise.

    `names` are the host names under which browsers reach it besides addresses in digits and "localhost"; `https` says
    that they come through a proxy with TLS, `proxies` at which addresses that proxy may tell whose request it brings.
    Of the reviewed articles `second_reading_percent` are read again by another person.
    """

    host: str = "127.0.0.1"
    port: int = Field(default=8100, ge=1, le=65535)
    names: tuple[str, ...] = ()
    https: bool = False
    proxies: tuple[str, ...] = ()
    second_reading_percent: float = Field(default=10, ge=0, le=100)


class SingleSignOnSettings(_Settings):
    """The OpenID Connect provider whose accounts may enter the desk; without an issuer there is none."""

    issuer: str = ""
    client_id: str = ""
    client_secret: SecretStr = SecretStr("")


class EvidenceSettings(_Settings):
    """Who proves the time of an evidence folder (RFC 3161): the authority's address and its certificate as PEM."""

    timestamp_authority: str | None = Field(default=None, pattern="^https?://")
    authority_certificate: Path | None = None


class Config(_Settings):
    """Everything the program may be told, checked once at the start."""

    data: Path = Path("data")
    database_url: str = ""
    plan: str | None = None
    crawl: CrawlSettings = CrawlSettings()
    mail: MailSettings = MailSettings()
    evidence: EvidenceSettings = EvidenceSettings()
    desk: DeskSettings = DeskSettings()
    oidc: SingleSignOnSettings = SingleSignOnSettings()

    @property
    def database(self) -> str:
        """The database's URL; SQLite in the data folder unless told otherwise."""
        return self.database_url or f"sqlite:///{self.data.absolute() / 'diembao.db'}"

    @property
    def warc_folder(self) -> Path:
        """Where pages are kept as received."""
        return self.data / "warc"

    @property
    def classifier_folder(self) -> Path:
        """Where classifiers trained here are kept, a folder each."""
        return self.data / "classifiers"

    @property
    def report_folder(self) -> Path:
        """Where the night lays its reports."""
        return self.data / "reports"

    @property
    def order_folder(self) -> Path:
        """Where reports ordered at the desk lie, a folder each."""
        return self.data / "ordered"

    @property
    def digest_folder(self) -> Path:
        """Where the night lays its summaries."""
        return self.data / "digests"


def load_config(environment: Mapping[str, str] = os.environ) -> Config:
    """Read the settings; raises ConfigError naming each unknown or unusable one."""
    unknown = sorted(name for name in environment if name.startswith("DIEMBAO_") and name not in ENVIRONMENT_KEYS)
    if unknown:
        raise ConfigError(f"Biến môi trường không được biết: {', '.join(unknown)} (có: {', '.join(ENVIRONMENT_KEYS)}).")
    values = _read_toml(environment.get("DIEMBAO_CONFIG"))
    for name, key in ENVIRONMENT_KEYS.items():
        if key and environment.get(name):
            values[key] = environment[name]
    try:
        return Config(**values)
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, p['loc']))}: {describe_refusal(p)}" for p in error.errors())
        raise ConfigError(f"Cấu hình chưa đúng: {problems}.") from None


def _read_toml(path: str | None) -> dict[str, Any]:
    if not path:
        return {}
    try:
        return tomllib.loads(Path(path).read_text("utf-8"))
    except OSError:
        raise ConfigError(f"Không đọc được tệp cấu hình {path}: không có tệp hoặc không có quyền đọc.") from None
    except UnicodeDecodeError:
        raise ConfigError(f"Không đọc được tệp cấu hình {path}: hãy lưu tệp dạng UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"Tệp cấu hình {path} viết sai quy tắc TOML{_place(error)}.") from None


def _place(error: tomllib.TOMLDecodeError) -> str:
    """Return where a TOML file breaks; the library tells it in words only."""
    found = re.search(r"line (\d+), column (\d+)", str(error))
    return f" ở dòng {found[1]}, cột {found[2]}" if found else " ở cuối tệp"
