"""Settings: read once, strict, from the environment and one TOML file."""

from pathlib import Path

import pytest

from pipeline.config import ConfigError, load_config


def test_the_environment_names_the_data_folder_and_the_database() -> None:
    """Both well-known variables reach the configuration."""
    config = load_config({"DIEMBAO_DATA": "/srv/diembao", "DIEMBAO_DATABASE_URL": "postgresql://localhost/x"})

    assert config.data == Path("/srv/diembao")
    assert config.database == "postgresql://localhost/x"


def test_without_settings_everything_lies_in_the_data_folder() -> None:
    """The default is a SQLite file in ./data."""
    config = load_config({})

    assert config.database == f"sqlite:///{Path('data').absolute() / 'diembao.db'}"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[crawl]\ndelay_second = 9\n", "crawl.delay_second: không có mục nào tên như vậy"),
        ("crwal = 1\n", "crwal: không có mục nào tên như vậy"),
        ("crawl = 1\n", "crawl: phải là một nhóm các mục"),
        ("[crawl]\ndelay_seconds = 0.1\n", r"crawl\.delay_seconds: phải từ 1\.0 trở lên"),
        ("[crawl]\ndelay_seconds = 'x'\n", "crawl.delay_seconds: phải là số"),
        ("[crawl]\nrecheck_days = 1.5\n", "crawl.recheck_days: phải là số nguyên"),
        ("[mail]\nport = 'x'\n", "mail.port: phải là số nguyên"),
        ("[mail]\nport = 99999\n", "mail.port: phải từ 65535 trở xuống"),
        ("[mail]\nstarttls = 'perhaps'\n", "mail.starttls: phải là true hoặc false"),
        ("[mail]\npassword = 1\n", "mail.password: phải là chữ"),
        ("[mail]\nrecipients = 'vp@example.vn'\n", "mail.recipients: phải là danh sách"),
        ("data = 1\n", "data: phải là đường dẫn"),
        ("plan = 2023\n", "plan: phải là chữ"),
        ("[crawl\n", "viết sai quy tắc TOML ở dòng 1, cột 7"),
        ("[crawl]\ndelay_seconds =", "viết sai quy tắc TOML ở cuối tệp"),
    ],
)
def test_a_mistyped_key_or_value_stops_the_start_and_is_named(tmp_path: Path, text: str, named: str) -> None:
    """An unknown key, a value out of bounds and a broken file each end in one sentence naming the place."""
    path = tmp_path / "diembao.toml"
    path.write_text(text, "utf-8")

    with pytest.raises(ConfigError, match=named):
        load_config({"DIEMBAO_CONFIG": str(path)})


def test_a_mistyped_variable_stops_the_start() -> None:
    """DIEMBAO_DATBASE_URL is not silently ignored."""
    with pytest.raises(ConfigError, match="DIEMBAO_DATBASE_URL"):
        load_config({"DIEMBAO_DATBASE_URL": "sqlite:///x"})


@pytest.mark.parametrize(("content", "named"), [(None, "không có tệp"), (b"plan = '\xff'", "UTF-8")])
def test_a_settings_file_that_cannot_be_read_is_named_with_the_reason(
    tmp_path: Path, content: bytes | None, named: str
) -> None:
    """A missing file and one in another encoding each say what to do."""
    path = tmp_path / "diembao.toml"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(ConfigError, match=named):
        load_config({"DIEMBAO_CONFIG": str(path)})
