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
        ("[crawl]\ndelay_second = 9\n", "crawl.delay_second"),
        ("crwal = 1\n", "crwal"),
        ("[crawl]\ndelay_seconds = 0.1\n", "crawl.delay_seconds"),
        ("[mail]\nport = 'x'\n", "mail.port"),
        ("[crawl\n", "Không đọc được"),
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
