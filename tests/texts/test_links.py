"""Addresses asked on loopback: which answer in their place, lead elsewhere, refuse, or answer no more."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from summitdata.commands import main
from summitdata.texts import links

ANSWERS = {"/a/gone": 404, "/a/for-good": 410, "/a/busy": 503, "/a/not-for-programs": 403}


class Host(BaseHTTPRequestHandler):
    """Answers by the path: 200 where it knows nothing else."""

    def do_GET(self):  # noqa: N802
        code = ANSWERS.get(self.path, 200)
        there = {"/a/moved": f"http://localhost:{self.server.server_port}/b", "/a/front": "/", "/a/near": "/b"}
        self.send_response(302 if self.path in there else code)
        if self.path in there:
            self.send_header("Location", there[self.path])
        self.end_headers()
        self.server.agents.add(self.headers["User-Agent"])

    def log_message(self, *_):
        pass


@pytest.fixture
def host(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    server.agents = set()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def base(server) -> str:
    return f"http://127.0.0.1:{server.server_port}"


def readdressed(folder: Path, **new: str) -> None:
    """The package with addresses otherwise: a and b are those of its two sources, `kept` an archived copy of a."""
    old = {"a": "https://example.org/a", "b": "https://example.org/b", "kept": ",whole,,,"}
    for path in folder.glob("*.csv"):
        text = path.read_text("utf-8")
        for name, url in new.items():
            text = text.replace(old[name], old[name] * (name == "kept") + url)
        path.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/a/here", ""),
        ("/a/ю?b=в#c", ""),
        ("/a/near", ""),
        ("/a/gone", "404 Not Found"),
        ("/a/for-good", "410 Gone"),
        ("/a/busy", "503 Service Unavailable"),
        ("/a/not-for-programs", "403 Forbidden"),
    ],
)
def test_what_an_address_answers_is_told_if_it_is_no_page(host, path, said):
    assert links.answer(base(host) + path) == said


def test_where_a_redirect_leads_is_told_if_it_leaves_the_host_or_ends_at_the_front(host):
    assert links.answer(base(host) + "/a/moved") == f"leads to http://localhost:{host.server_port}/b"
    assert links.answer(base(host) + "/a/front") == f"leads to {base(host)}/"
    assert links.elsewhere("http://example.org/a", "https://www.example.org/a/") == ""
    assert all("summitdata" in agent and agent.startswith("Mozilla/5.0") for agent in host.agents)


def test_addresses_that_answer_no_more_are_listed_with_their_row(host, small, capsys):
    readdressed(small, a=base(host) + "/a/gone", b=base(host) + "/a/here", kept=base(host) + "/a/kept")
    assert main(["verify", str(small), "--links"]) == 1
    told = capsys.readouterr().out
    assert f"small (sources.csv): 404 Not Found: {base(host)}/a/gone\n" in told and "2 of 3 addresses answer" in told
    assert main(["verify", str(small), "--links", "--source", "cited"]) == 0
    assert capsys.readouterr().out == "1 of 1 addresses answer in their place.\n"


def test_a_host_that_refuses_programs_is_told_and_is_no_fault(host, small, capsys):
    readdressed(small, a=base(host) + "/a/not-for-programs", b=base(host) + "/a/moved")
    assert main(["verify", str(small), "--links"]) == 0
    assert "403 Forbidden" in (told := capsys.readouterr().out) and "leads to http://localhost" in told


def test_a_host_that_is_silent_while_others_answer_is_a_fault(host, small, capsys):
    readdressed(small, a=base(host) + "/a/here", b="http://127.0.0.1:1/b")
    assert main(["verify", str(small), "--links"]) == 1
    assert "cited (sources.csv): no answer (" in capsys.readouterr().out


def test_without_a_network_it_is_skipped_with_a_word(small, monkeypatch, capsys):
    monkeypatch.setenv("no_proxy", "*")
    readdressed(small, a="http://127.0.0.1:1/a", b="http://127.0.0.1:1/b")
    assert main(["verify", str(small), "--links"]) == 0
    assert capsys.readouterr().out.startswith("Skipped: none of 2 addresses was reached. There seems to be no network")


def test_a_source_that_is_not_there_is_told(small, capsys):
    assert main(["verify", str(small), "--links", "--source", "smal"]) == 2
    assert 'Did you mean "small"?' in capsys.readouterr().err


def test_what_is_no_web_address_is_not_asked(small, capsys):
    readdressed(small, a="file:///etc/hostname", b="ftp://127.0.0.1/b")
    assert main(["verify", str(small), "--links"]) == 0
    assert capsys.readouterr().out == "0 of 0 addresses answer in their place.\n"
