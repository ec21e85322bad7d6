"""What is refused before anything is read, and what every answer carries."""

from dataclasses import replace

import pytest
from fastapi import APIRouter, File, Form, UploadFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from models.vocabulary import AccountRole
from pipeline.desk.access.requests import MOST_FORM_BYTES, MOST_UPLOAD_BYTES, is_own_host
from pipeline.desk.access.rights import Right
from pipeline.desk.app import make_desk
from pipeline.desk.rooms import ROUTERS
from pipeline.desk.state import Desk
from pipeline.desk.static_files import FOLDER, name_version
from pipeline.desk.visit import allow
from tests.desk.visiting import SignIn, Visit, open_visit

FORM = "application/x-www-form-urlencoded"
BOUNDARY = "multipart/form-data; boundary=x"
SECRET_WORDS = "mật khẩu của cơ sở dữ liệu"

room = APIRouter()


@room.get("/hong", dependencies=[allow(Right.ENTER)])
def break_down() -> None:
    """Fail as nobody foresaw."""
    raise KeyError(SECRET_WORDS)


@room.post("/gui", dependencies=[allow(Right.ENTER)])
def take(tep: UploadFile = File(), chu: str = Form("")) -> str:  # noqa: B008
    """Take a file and a word."""
    return f"{len(tep.file.read())} {chu}"


@pytest.fixture
def visit(desk: Desk) -> Visit:
    """A stranger's browser that has the page's token."""
    visit = open_visit(make_desk(desk, routers=[*ROUTERS, room]))
    visit.client.get("/dang-nhap")
    return visit


def send(visit: Visit, content: bytes | str, **headers: str) -> tuple[int, str]:
    """Send raw bytes to the sign-in page."""
    answer = visit.client.post("/dang-nhap", content=content, headers={"content-type": FORM, **headers})
    return answer.status_code, answer.text


def with_token(visit: Visit, fields: str = "name=a&password=b") -> str:
    return f"csrftoken={visit.client.cookies['csrftoken']}&{fields}"


@pytest.mark.parametrize(
    ("host", "is_own"),
    [
        ("127.0.0.1:8100", True),
        ("localhost", True),
        ("LOCALHOST:8100", True),
        ("[::1]:8100", True),
        ("192.168.1.20:8100", True),
        ("ban-duyet.example.vn", True),
        ("Ban-Duyet.Example.VN:443", True),
        ("ban-duyet.example.vn.", True),
        ("evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("localhost.evil.example", False),
        ("evil.example:127.0.0.1", False),
        ("ban-duyet.example.vn@evil.example", False),
        ("[::1", False),
        ("", False),
    ],
)
def test_only_our_own_names_reach_the_desk(host: str, is_own: bool) -> None:
    """A name that somebody else can point at this machine is not ours; an address in digits cannot be pointed."""
    assert is_own_host(host, ("ban-duyet.example.vn",)) is is_own


def test_another_name_is_refused_in_a_sentence(visit: Visit) -> None:
    """The administrator learns what to set."""
    answer = visit.get("/dang-nhap", headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert "[desk] names" in answer.text


def test_a_name_of_the_settings_is_served(desk: Desk) -> None:
    """As a proxy with TLS passes it on."""
    settings = desk.config.desk.model_copy(update={"names": ("ban-duyet.example.vn",), "https": True})
    named = replace(desk, config=desk.config.model_copy(update={"desk": settings}))

    answer = open_visit(make_desk(named)).get("/lan-dau", headers={"host": "ban-duyet.example.vn"})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "http://[bad"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_change_sent_by_another_site_is_refused_whatever_its_token(visit: Visit, headers: dict[str, str]) -> None:
    """The browser says which site sends."""
    status, page = send(visit, with_token(visit), **headers)

    assert status == 403
    assert "từ một trang khác" in page


@pytest.mark.parametrize("headers", [{"origin": "http://127.0.0.1"}, {"sec-fetch-site": "same-origin"}, {}])
def test_a_change_from_a_page_of_the_desk_is_heard(visit: Visit, headers: dict[str, str]) -> None:
    """Heard: the password is looked at and found wrong."""
    assert "mật khẩu không đúng" in send(visit, with_token(visit), **headers)[1]


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        ("name=a&password=b", {}),
        ("csrftoken=&name=a", {}),
        ("csrftoken=đúng&name=a", {}),
        ("csrftoken=%C4%91&name=a", {}),
        ("name=a", {"x-csrftoken": "wrong"}),
        ("name=a", {"authorization": "Bearer x"}),
        ("name=a", {"content-type": "text/plain"}),
        ("name=a", {"content-type": "application/json"}),
        (b"\xff\xfe=\xff", {}),
        (b"csrftoken=\xff", {}),
        ("", {"content-type": "multipart/form-data"}),
        ("rubbish", {"content-type": BOUNDARY}),
        ("--x\r\nrubbish", {"content-type": BOUNDARY}),
    ],
)
def test_a_change_without_the_right_token_is_refused_in_a_sentence(
    visit: Visit, content: bytes | str, headers: dict[str, str]
) -> None:
    """Never heard, never a broken page: what to do is said."""
    status, page = send(visit, content, **headers)

    assert status in {400, 403}
    assert "Hãy tải lại trang rồi gửi lại." in page


def test_a_browser_without_any_cookie_needs_the_token_too(desk: Desk) -> None:
    """On every page, not only at the door."""
    answer = open_visit(make_desk(desk)).client.post("/quan-tri/tai-khoan", data={"name": "x"})

    assert (answer.status_code, "để lâu" in answer.text) == (403, True)


@pytest.mark.parametrize(
    "cookie", ["a@b=c", "a,b=1", "=x", 'a="open', "é=1", "csrftoken=đ", "csrftoken=x.y", ";" * 500]
)
def test_broken_cookies_break_nothing(desk: Desk, cookie: str) -> None:
    """Whatever other programs on the same name have set."""
    answer = open_visit(make_desk(desk)).get("/lan-dau", headers={"cookie": cookie.encode()})

    assert answer.status_code == 200


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.binary(max_size=40), value=st.binary(max_size=40))
def test_no_bytes_in_a_form_break_the_door(visit: Visit, name: bytes, value: bytes) -> None:
    """Refused, never an error; the same browser sends them all."""
    assert send(visit, name + b"=" + value + b"&csrftoken=" + value)[0] in {400, 403}


def test_a_token_in_the_header_is_enough(visit: Visit) -> None:
    """As htmx sends it."""
    status, page = send(visit, "name=a&password=b", **{"x-csrftoken": visit.client.cookies["csrftoken"]})

    assert "mật khẩu không đúng" in page
    assert status == 400


def test_a_form_that_is_too_large_is_refused_before_it_is_read(visit: Visit) -> None:
    """By its announced length; right at the limit it is read."""
    start = with_token(visit, "name=a&password=")
    fits = start + "b" * (MOST_FORM_BYTES - len(start))

    assert send(visit, fits)[0] == 400
    status, page = send(visit, fits + "b")

    assert status == 413
    assert "quá lớn" in page


def test_a_body_of_unknown_length_is_refused(visit: Visit) -> None:
    """It could go on for ever."""
    answer = visit.client.post("/dang-nhap", content=iter([b"csrftoken=a"]), headers={"content-type": FORM})

    assert answer.status_code == 411


@pytest.mark.parametrize(("size", "status"), [(1000, 200), (MOST_UPLOAD_BYTES, 413)])
def test_an_upload_has_a_limit_of_its_own(visit: Visit, size: int, status: int) -> None:
    """The file comes through whole, or not at all."""
    answer = visit.post("/gui", {"chu": "tốt"}, files={"tep": ("a.xlsx", b"x" * size)})

    assert answer.status_code == status
    assert status != 200 or answer.json() == "1000 tốt"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "NONSENSE"])
def test_no_other_method_is_served(visit: Visit, method: str) -> None:
    """The desk reads with GET and changes with POST."""
    assert visit.client.request(method, "/dang-nhap").status_code == 405


def test_head_answers_as_get_does_without_the_page(visit: Visit) -> None:
    """For link checkers and proxies."""
    answer = visit.client.head("/lan-dau")

    assert answer.status_code == 200
    assert answer.content == b""
    assert int(answer.headers["content-length"]) > 500


def test_an_error_nobody_foresaw_tells_nothing_and_is_logged(desk: Desk) -> None:
    """One sentence for the person, the whole of it for the administrator."""
    app = make_desk(desk, routers=[room])
    visit = open_visit(app)
    visit.client._transport.raise_server_exceptions = False  # type: ignore[attr-defined]  # as a real server does

    with capture_logs() as logged:
        answer = visit.get("/hong")

    assert answer.status_code == 500
    assert "Có lỗi ngoài dự kiến" in answer.text
    assert SECRET_WORDS not in answer.text
    assert "KeyError" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert [(entry["event"], entry["path"]) for entry in logged] == [("a request failed", "/hong")]


@pytest.mark.parametrize("path", ["/dang-nhap", "/khong-co-trang-nay", "/tinh/desk.css", "/tinh/khong-co.css"])
def test_every_answer_carries_the_headers_that_browsers_obey(visit: Visit, path: str) -> None:
    """Pages, errors and files alike."""
    headers = visit.get(path).headers

    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "server" not in headers


def test_pages_are_kept_by_nobody(visit_as: SignIn) -> None:
    """The back button of the next person shows nothing."""
    assert visit_as(AccountRole.VIEWER).get("/tai-khoan").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        (name_version("desk.css"), "public, max-age=31536000, immutable"),
        ("/tinh/desk.css?v=old", "no-cache"),
        ("/tinh/desk.css", "no-cache"),
        ("/tinh/fonts/be-vietnam-pro-latin-400-normal.woff2", "public, max-age=2592000"),
    ],
)
def test_styles_are_kept_as_long_as_their_content_stands(visit: Visit, path: str, kept: str) -> None:
    """For a year under the digest of their content; nobody's cookie goes with them."""
    answer = visit.get(path)

    assert (answer.status_code, answer.headers["cache-control"]) == (200, kept)
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/tinh/../app.py", "/tinh/%2e%2e/app.py", "/tinh/..%2fapp.py", "/tinh//etc/passwd"])
def test_nothing_but_static_files_is_served_as_one(visit: Visit, path: str) -> None:
    """No way out of the folder."""
    assert (FOLDER.parent / "app.py").is_file()
    assert visit.get(path).status_code == 404
