"""An answer that is still good, or has not changed, is not sent again."""

from collections.abc import Callable

from tests.horizon.fetch.doors import pages
from tests.horizon.replay import Asked, Reply
from theodolite.horizon.sources.source import Request, Source


def test_an_answer_that_has_not_changed_is_not_sent_again(serving: Callable) -> None:
    def reply(asked: Asked) -> Reply:
        if asked.headers.get("if-none-match") == '"v1"':
            return Reply(status=304, headers={"ETag": '"v1"'})
        return Reply(b"first", headers={"ETag": '"v1"', "Cache-Control": "no-cache"})

    with serving(reply) as (at, server):
        first, second = at.fetch(), at.fetch()
    assert first.answer.payload == second.answer.payload == b"first"
    assert len(pages(server)) == 2


def test_last_modified_is_asked_by_as_well(serving: Callable) -> None:
    stamp = "Mon, 09 Mar 2026 11:00:00 GMT"

    def reply(asked: Asked) -> Reply:
        if asked.headers.get("if-modified-since") == stamp:
            return Reply(status=304)
        headers = {"Last-Modified": stamp, "Cache-Control": "no-cache"}
        return Reply(b"again" if len(server.asked) > 2 else b"first", headers=headers)

    with serving(reply) as (at, server):
        assert [at.fetch().answer.payload for _ in range(2)] == [b"first", b"first"]


def test_an_answer_that_is_still_good_is_not_asked_for_but_never_believed_for_long(
    serving: Callable,
) -> None:
    with serving(lambda _: Reply(b"x", headers={"Cache-Control": "max-age=99999999"})) as (at, s):
        at.fetch()
        at.fetch()
        assert len(pages(s)) == 1
        at.time.at += 4_000
        at.fetch()
        assert len(pages(s)) == 2


def test_a_damaged_cache_is_as_good_as_none_and_holds_no_secret(serving: Callable) -> None:
    reply = Reply(b"x", headers={"Cache-Control": "max-age=3600"})
    with serving(lambda _: reply) as (at, server):
        at.secrets = {"KEY": "s3cret"}
        source = Source("feed", "feed", server.address, secret="KEY")  # noqa: S106  the name of a variable
        request = Request(f"{server.address}/feed", secret_parameter="api_key")  # noqa: S106
        answer = at.door().fetch(request, source).answer
        assert pages(server)[0].query == {"api_key": "s3cret"}
        assert "s3cret" not in answer.address
        files = list((at.folder / "cache").iterdir())
        assert files
        for file in files:
            assert b"s3cret" not in file.read_bytes()
            assert "s3cret" not in file.name
            file.write_bytes(file.read_bytes()[:-1] + b"?")
        assert at.door().fetch(request, source).answer.payload == b"x"
