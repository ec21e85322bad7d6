"""diembao desk: the review desk as a web page, until it is stopped."""

from typing import Annotated

import typer

from models.clock import utc_now
from pipeline.cli.output import console
from pipeline.config import load_config
from pipeline.logs import start_logging
from pipeline.store import open_store

LOG_NAME = "desk.log"
ONLY_HERE = "Chỉ mở được trên chính máy này."
BEHIND_PROXY = "Chỉ nghe trên chính máy này; máy khác vào qua máy chuyển tiếp có TLS như cấu hình ghi."
UNENCRYPTED = """CẢNH BÁO: máy khác trong mạng gõ tới được, và bàn duyệt tự nó không mã hóa:
mật khẩu đi qua mạng như chữ thường, ai nghe được mạng cũng đọc được.
Hãy để bàn duyệt ở 127.0.0.1 và đặt một máy chuyển tiếp có TLS phía trước, ví dụ Caddy:
  ban-duyet.example.vn {
      reverse_proxy 127.0.0.1:%d
  }
rồi ghi vào tệp cấu hình:
  [desk]
  names = ["ban-duyet.example.vn"]
  https = true
  proxies = ["127.0.0.1"]"""
NO_ACCOUNT = """Chưa có tài khoản nào. Tạo tài khoản đầu tiên bằng một trong hai cách:
  1. mở %s/lan-dau và gõ mã một lần %s
  2. chạy: diembao user add TEN --full-name "Họ và tên" --role quan_tri"""


def add_commands(app: typer.Typer) -> None:
    """Join this command to the program."""
    app.command("desk")(desk)


def desk(
    *,
    host: Annotated[str | None, typer.Option(help="Address to listen on; 127.0.0.1 if left out.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port; 8100 if left out.")] = None,
) -> None:
    """Open the review desk in this terminal until Ctrl-C. Example: diembao desk --port 8100."""
    from pipeline.desk.serving import Place, bind, open_desk, serve  # noqa: PLC0415  # the web library takes half a second

    config = load_config()
    place = Place(host or config.desk.host, port or config.desk.port)
    with open_store(config) as engine, bind(place) as listener:
        start_logging(config.data, LOG_NAME)
        running = open_desk(config, engine, utc_now)
        say = console()
        say.print(f"Bàn duyệt: {place.address}  (Ctrl+C để dừng)", soft_wrap=True)
        say.print(
            _tell_reach(is_loopback=place.is_loopback, port=place.port, is_proxied=config.desk.https),
            soft_wrap=True,
            markup=False,
        )
        if running.door.first_code is not None:
            say.print(NO_ACCOUNT % (place.address, running.door.first_code), soft_wrap=True, markup=False)
        serve(running, listener)
    console().print("Bàn duyệt đã dừng.")


def _tell_reach(*, is_loopback: bool, port: int, is_proxied: bool) -> str:
    if not is_loopback:
        return UNENCRYPTED % port
    return BEHIND_PROXY if is_proxied else ONLY_HERE
