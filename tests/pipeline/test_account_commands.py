"""The desk and its accounts from the command line: what is printed, asked for and refused, and how it stops."""

import io
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from alembic import command

from models.database import alembic_config
from pipeline.cli.main import run
from pipeline.desk.serving import Place, read_secret

PASSWORD = "sông Lam mùa nước nổi"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DIEMBAO_CONFIG", "DIEMBAO_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DIEMBAO_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def call(monkeypatch: pytest.MonkeyPatch, *words: str, typed: str = "") -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    return run(["user", *words])


def test_accounts_are_kept_from_the_command_line(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Added, listed, given another role and password, shut out and let in."""
    lan = ["lan", "--full-name", "Trần Thị Lan", "--role", "quan_tri"]
    assert call(monkeypatch, "add", *lan, typed=f"{PASSWORD}\n") == 0
    assert call(monkeypatch, "add", "mai", "--full-name", "Lê Mai", "--role", "xem", "--temporary") == 0
    assert "Mật khẩu tạm, chỉ hiện một lần: " in capsys.readouterr().out
    assert call(monkeypatch, "role", "mai", "duyet") == 0
    assert call(monkeypatch, "password", "mai", typed="mưa phùn tháng giêng\n") == 0
    assert call(monkeypatch, "disable", "mai") == 0
    capsys.readouterr()

    assert call(monkeypatch, "list", "--json") == 0

    listed = json.loads(capsys.readouterr().out)
    assert [(one["name"], one["role"], one["state"]) for one in listed] == [
        ("lan", "quan_tri", "đang dùng"),
        ("mai", "duyet", "đã ngừng"),
    ]
    assert call(monkeypatch, "enable", "mai") == 0
    assert call(monkeypatch, "list") == 0
    assert "Lê Mai" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "typed", "status", "named"),
    [
        (["add", "lan", "--full-name", "Lan", "--role", "boss"], "", 2, "Không có vai trò «boss»"),
        (["add", "lan", "--full-name", "Lan", "--role", "xem"], "ngắn\n", 1, "từ 12 đến 128"),
        (["add", "lan", "--full-name", "Lan", "--role", "xem"], "", 1, "từ 12 đến 128"),
        (["add", "lan", "--full-name", "Lan", "--role", "don_vi", "--temporary"], "", 1, "cần mã đơn vị"),
        (["disable", "lan"], "", 1, "Không có tài khoản «lan»"),
        (["password", "lan"], "", 1, "Không có tài khoản «lan»"),
        (["add", "lan"], "", 2, "thiếu tuỳ chọn"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    words: list[str], typed: str, status: int, named: str, request: pytest.FixtureRequest
) -> None:
    """And no account is made."""
    monkeypatch, capsys = request.getfixturevalue("monkeypatch"), request.getfixturevalue("capsys")

    assert call(monkeypatch, *words, typed=typed) == status

    printed = capsys.readouterr()
    assert printed.err.count("\n") == 1
    assert named in printed.err


def test_the_secret_is_made_once_and_is_the_owners_alone(tmp_path: Path) -> None:
    """A file left open to others is closed."""
    made = read_secret(tmp_path)
    file = tmp_path / "desk-secret"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o644)

    assert read_secret(tmp_path) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_text("short")
    with pytest.raises(Exception, match="hỏng"):
        read_secret(tmp_path)


@pytest.mark.parametrize(
    ("host", "address", "is_loopback"),
    [
        ("127.0.0.1", "http://127.0.0.1:8100", True),
        ("localhost", "http://localhost:8100", True),
        ("::1", "http://[::1]:8100", True),
        ("0.0.0.0", "http://127.0.0.1:8100", False),
        ("::", "http://[::1]:8100", False),
        ("192.168.1.5", "http://192.168.1.5:8100", False),
    ],
)
def test_a_place_says_who_can_reach_it(host: str, address: str, is_loopback: bool) -> None:
    """And what to type into a browser on this machine."""
    place = Place(host, 8100)

    assert (place.address, place.is_loopback) == (address, is_loopback)


def start(data: Path, *words: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, "DIEMBAO_DATA": str(data), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [sys.executable, "-c", "from pipeline.cli.main import main; main()", "desk", *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_the_desk_starts_says_how_to_begin_and_stops_cleanly(data: Path, port: int, stop: signal.Signals) -> None:
    """The address, who reaches it, and the code that the first page takes; then it ends well."""
    running = start(data, "--port", str(port))
    assert running.stdout is not None
    lines = [running.stdout.readline() for _ in range(5)]
    page = urllib.request.urlopen(f"http://127.0.0.1:{port}/lan-dau", timeout=20).read().decode()

    running.send_signal(stop)
    out, err = running.communicate(timeout=20)

    assert lines[0].startswith(f"Bàn duyệt: http://127.0.0.1:{port} ")
    assert "Chỉ mở được trên chính máy này" in lines[1]
    assert re.search(r"mã một lần [A-Z2-9]{4}-[A-Z2-9]{4}$", lines[3].strip())
    assert "diembao user add" in lines[4]
    assert "Mã một lần" in page
    assert (running.returncode, out, err) == (0, "Bàn duyệt đã dừng.\n", "")


def test_a_desk_for_the_network_says_what_that_means(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No encryption of its own; how to put a proxy in front is printed."""
    monkeypatch.setattr("pipeline.desk.serving.serve", lambda _desk, _listener: None)
    assert call(monkeypatch, "add", "lan", "--full-name", "Lan", "--role", "xem", "--temporary") == 0
    capsys.readouterr()

    assert run(["desk", "--host", "0.0.0.0", "--port", "18099"]) == 0

    printed = capsys.readouterr().out
    assert "CẢNH BÁO" in printed
    assert "reverse_proxy 127.0.0.1:18099" in printed
    assert "lan-dau" not in printed


def test_a_busy_port_is_one_sentence(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With another port to take."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]

        assert run(["desk", "--port", str(taken)]) == 1

    assert f"--port {taken + 1}" in capsys.readouterr().err


def test_an_older_database_is_the_usual_sentence(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The desk changes no tables by itself."""
    data.mkdir()
    url = f"sqlite:///{data / 'diembao.db'}"
    command.upgrade(alembic_config(url), "0004")

    assert run(["desk"]) == 1

    assert "diembao db upgrade" in capsys.readouterr().err
