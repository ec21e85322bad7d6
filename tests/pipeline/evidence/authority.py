"""A time-stamp authority of a test's own: keys and answers made by the openssl command, served on loopback."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SETTINGS = """
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical,CA:TRUE
[tsa]
extendedKeyUsage = critical,timeStamping
[tsa_default]
serial = {folder}/serial
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


@dataclass(frozen=True, slots=True)
class Authority:
    """Where the authority answers, and its root certificate."""

    url: str
    certificate: Path


@contextmanager
def open_authority(folder: Path, *, answer: bytes | None = None) -> Iterator[Authority]:
    """Serve an authority; with `answer` it gives these bytes to whatever is asked."""
    make_keys(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            content = stamp(folder, asked) if answer is None else answer
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield Authority(f"http://127.0.0.1:{server.server_port}/", folder / "ca.pem")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def make_keys(folder: Path) -> None:
    """Make the keys of an authority and of the one that certifies it."""
    folder.mkdir(exist_ok=True)
    (folder / "openssl.cnf").write_text(SETTINGS.format(folder=folder))
    (folder / "serial").write_text("01\n")
    new_key = "req -x509 -newkey rsa:2048 -nodes -days 2 -config openssl.cnf"
    run(folder, f"{new_key} -extensions ca -subj /CN=Goc-thu -keyout ca.key -out ca.pem")
    run(folder, "req -newkey rsa:2048 -nodes -config openssl.cnf -subj /CN=Dong-ho-thu -keyout tsa.key -out tsa.csr")
    signing = "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2"
    run(folder, f"{signing} -extfile openssl.cnf -extensions tsa -out tsa.pem")


def stamp(folder: Path, asked: bytes) -> bytes:
    """Answer a request as an authority does."""
    (folder / "asked.tsq").write_bytes(asked)
    answering = "ts -reply -config openssl.cnf -section tsa_default -queryfile asked.tsq -inkey tsa.key"
    run(folder, f"{answering} -signer tsa.pem -chain ca.pem -out answer.tsr")
    return (folder / "answer.tsr").read_bytes()


def run(folder: Path, words: str) -> None:
    """Run openssl."""
    subprocess.run(["openssl", *words.split()], cwd=folder, check=True, capture_output=True)
