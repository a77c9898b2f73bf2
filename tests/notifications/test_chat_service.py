"""A chat of one's own, over HTTP through Apprise, to a Mattermost inside that the operator allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import orjson

from erm.core.work import unit_of_work
from erm.integrations.addresses import Hosts
from erm.integrations.chats import Poster
from erm.integrations.rules import ChatService
from erm.notifications.chatting import connect_chat
from erm.notifications.models import PersonalChat
from tests.integrations.receiver import answer, receiver
from tests.notifications.telling import HANDOVER, Office

TOKEN = "3ccdd113474722377935511fc85d3dd4"
QUIET = timedelta(minutes=6)


async def test_nobody_is_called_by_a_name() -> None:
    async with receiver() as chat:
        poster = Poster(Hosts.of([chat.host]))
        hostile = "@channel <!everyone> <@U1> @\u2060here gives you thanks"
        address = f"mmost://127.0.0.1:{chat.port}/{TOKEN}"
        assert (await poster.post(ChatService.MATTERMOST, address, hostile)).accepted
        text = orjson.loads(chat.received[0].body)["text"]
    assert text.count("@\u2060") == 3
    assert text.count("@") == 3
    assert "<!" not in text
    assert "channel" in text


async def test_a_chat_hears_who_did_what_and_is_forgotten_when_it_is_gone(office: Office) -> None:
    c = office.cast
    office.settings = replace(office.settings, personal_chats=("mattermost",))
    async with receiver() as chat:
        office.chats = Poster(Hosts.of([chat.host]))  # type: ignore[assignment]
        async with unit_of_work(office.bus):
            await connect_chat(
                c.actor(c.ann),
                service=ChatService.MATTERMOST,
                address=f"mmost://127.0.0.1:{chat.port}/{TOKEN}",
            )
        thing = await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
        await office.run(QUIET)
        ((posted,),) = (chat.received,)
        assert posted.line == f"POST /hooks/{TOKEN} HTTP/1.1"
        text = orjson.loads(posted.body)["text"]
        assert text.split("\n") == [
            "Bo Test hands work over to you",
            f"https://erm.test/things/{thing}",
        ]
        for secret in ("A thing", "ann@erm.test", str(c.ann.id)):
            assert secret not in posted.body.decode() + repr(posted.headers)
        assert ("chat", "sent") in await office.states(c.ann)
        chat.answers = [answer(410)]
        await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
        await office.run(timedelta(hours=1))
        assert (await PersonalChat.get()).disabled_reason == "gone"
    raw = repr(await PersonalChat.all().values())
    assert TOKEN not in raw
