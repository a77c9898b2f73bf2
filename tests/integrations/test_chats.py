"""Posting into chats: only known services, no options that read files, nothing without an end."""

from __future__ import annotations

import asyncio
import json
import sys
import threading
import time

import pytest

from erm.integrations.addresses import Hosts, Unreachable
from erm.integrations.chats import Poster, open_address, without_secrets
from erm.integrations.rules import ChatService, Problem
from tests.integrations.receiver import Receiver, answer, receiver
from tests.processes import ROOT

TOKEN = "3ccdd113474722377935511fc85d3dd4"
GOOD = [
    (ChatService.SLACK, "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"),
    (ChatService.SLACK, "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#general"),
    (ChatService.TEAMS, "https://prod-12.westeurope.logic.azure.com:443/workflows/abcdef1234567890/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=abcDEF123"),
    (ChatService.DISCORD, "https://discord.com/api/webhooks/123456789012345678/abcdefghijklmnop"),
    (ChatService.GOOGLE_CHAT, "https://chat.googleapis.com/v1/spaces/AAAAk6lGXyM/messages?key=AIzaSy&token=O7b1nyri"),
    (ChatService.MATTERMOST, f"https://chat.example.com/hooks/{TOKEN}"),
    (ChatService.MATTERMOST, f"https://example.com/chat/hooks/{TOKEN}"),
    (ChatService.ROCKET_CHAT, "https://chat.example.com/hooks/5c1f2e3a4b5c6d7e8f901234/abcdefghijklmnopqrstuvwxyz1234567890ABCDEFGHIJKLMN"),
    (ChatService.TELEGRAM, "tgram://123456789:abcdefg_hijklmnop/12315544"),
    (ChatService.ZULIP, "zulip://erm@example/abcdefghijklmnopqrstuvwxyz123456/general"),
]  # fmt: skip
"""As the services give them, and as Apprise writes them."""

SLACK = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"
BAD = [
    (ChatService.SLACK, "nonsense"),
    (ChatService.SLACK, ""),
    (ChatService.SLACK, "https://hooks.slack.com.evil.example/services/a/b/c"),
    (ChatService.SLACK, "json://hooks.example.com/"),
    (ChatService.SLACK, "xml://10.0.0.1/"),
    (ChatService.SLACK, "file:///etc/passwd"),
    (ChatService.SLACK, "syslog://"),
    (ChatService.SLACK, "tgram://123456789:abcdefg_hijklmnop/12315544"),
    (ChatService.SLACK, f"{SLACK}?template=/etc/passwd"),
    (ChatService.SLACK, f"{SLACK}?template=http://10.0.0.1/"),
    (ChatService.SLACK, f"{SLACK}?verify=no"),
    (ChatService.SLACK, f"{SLACK}?redirect=yes"),
    (ChatService.SLACK, f"{SLACK}?rto=9999"),
    (ChatService.SLACK, f"{SLACK}?retry=100"),
    (ChatService.SLACK, f"{SLACK}?:name=value"),
    (ChatService.DISCORD, "discord://123456789012345678/abcdefghijklmnop?avatar_url=http://10.0.0.1/"),
    (ChatService.DISCORD, "discord://123456789012345678/abcdefghijklmnop?ping=@everyone"),
    (ChatService.MATTERMOST, f"mmosts://chat.example.com/{TOKEN}?icon_url=http://10.0.0.1/"),
    (ChatService.MATTERMOST, f"mmost://chat.example.com/{TOKEN}"),
    (ChatService.MATTERMOST, f"http://chat.example.com/hooks/{TOKEN}"),
    (ChatService.MATTERMOST, f"mmosts://chat.example.com:22/{TOKEN}"),
    (ChatService.MATTERMOST, f"mmosts://10.0.0.1/{TOKEN}"),
    (ChatService.MATTERMOST, f"mmosts://intranet/{TOKEN}"),
    (ChatService.ROCKET_CHAT, "rocket://user:word@chat.example.com/general"),
    (ChatService.ROCKET_CHAT, "rockets://user:word@127.0.0.1/general"),
    (ChatService.TEAMS, "workflows://10.0.0.1:443/abcdef1234567890/abcDEF123"),
    (ChatService.TEAMS, "workflows://prod.example.com/abcdef1234567890/abcDEF123?template=/etc/passwd"),
    (ChatService.ZULIP, "zulip://erm@example.internal/abcdefghijklmnopqrstuvwxyz123456/general"),
    (ChatService.SLACK, f"{SLACK}\n"),
]  # fmt: skip


@pytest.mark.parametrize("service, address", GOOD)
def test_an_address_of_the_service_is_taken(service: ChatService, address: str) -> None:
    plugin = open_address(service, address, Hosts())
    assert plugin.verify_certificate
    assert not plugin.redirects


@pytest.mark.parametrize("service, address", BAD)
def test_anything_else_is_not(service: ChatService, address: str) -> None:
    with pytest.raises(Unreachable):
        open_address(service, address, Hosts())


def chat(found: Receiver) -> str:
    return f"mmost://127.0.0.1:{found.port}/{TOKEN}"


async def test_a_post_arrives() -> None:
    async with receiver() as found:
        poster = Poster(Hosts.of([found.host]))
        came = await poster.post(ChatService.MATTERMOST, chat(found), "Ann thanks Bo <&>")
        assert (came.accepted, came.status, came.problem) == (True, None, None)
        (request,) = found.received
        assert request.line.endswith(f"/hooks/{TOKEN} HTTP/1.1")
        said = json.loads(request.body)
        assert said["text"].strip() == "Ann thanks Bo <&>"
        assert "http" not in json.dumps({k: v for k, v in said.items() if k != "text"})


async def test_a_refusal_is_told_without_the_token() -> None:
    async with receiver() as found:
        found.answers = [answer(403, b"token is wrong: " + TOKEN.encode())]
        poster = Poster(Hosts.of([found.host]))
        came = await poster.post(ChatService.MATTERMOST, chat(found), "Hello")
        assert (came.accepted, came.status) == (False, 403)
        assert came.problem is Problem.CHAT_REFUSED
        assert "403" in came.text
        assert TOKEN not in came.text


def test_no_part_of_an_address_that_could_be_a_token_is_left_in_a_text() -> None:
    address = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajk%2FdnlazkcOXr?key=abcdefgh"
    told = "TIiajk/dnlazkcOXr and TIiajk%2FdnlazkcOXr and abcdefgh and A1BRTD4JD were wrong"
    assert without_secrets(told, address) == "… and … and … and … were wrong"


@pytest.mark.parametrize("pause", [0.0, 0.02])
async def test_an_answer_without_end_is_cut_off_and_its_thread_ends(pause: float) -> None:
    async with receiver() as found:
        found.answers = [b"HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n"]
        found.forever, found.pause = b"x" * (1 if pause else 65536), pause
        poster = Poster(Hosts.of([found.host]), timeout=0.3)
        began = time.monotonic()
        came = await poster.post(ChatService.MATTERMOST, chat(found), "Hello")
        assert came.problem is Problem.TIMED_OUT
        assert time.monotonic() - began < 3
        async with asyncio.timeout(5):
            while poster.busy:  # noqa: ASYNC110
                await asyncio.sleep(0.01)


async def test_nothing_is_imported_of_it_before_a_chat_is_there() -> None:
    look = "import erm.integrations.commands, erm.integrations.delivering, sys; print('apprise' in sys.modules, 'requests' in sys.modules)"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", look, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    told, _ = await process.communicate()
    assert told == b"False False\n"


async def test_only_the_services_that_are_offered_are_imported() -> None:
    _ = open_address(*GOOD[0], Hosts())
    loaded = {name for name in sys.modules if name.startswith("apprise.plugins.")}
    assert "apprise.plugins.custom_json" not in loaded
    assert len(loaded) < 15


async def test_posts_of_several_chats_go_at_once() -> None:
    async with receiver() as found:
        found.hold = asyncio.Event()
        poster = Poster(Hosts.of([found.host]))
        posts = [
            asyncio.create_task(poster.post(ChatService.MATTERMOST, chat(found), str(number)))
            for number in range(3)
        ]
        async with asyncio.timeout(5):
            while len(found.received) < 3:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        found.hold.set()
        assert all(each.accepted for each in await asyncio.gather(*posts))
        assert threading.active_count() < 20
