"""A small reverse proxy: connections go in turns, and to the next where one does not answer."""

import asyncio
import itertools
import threading
from collections import Counter
from collections.abc import Sequence


class Proxy:
    """Listens on a port of this machine; `served` counts the connections that each took."""

    def __init__(self, port: int, backends: Sequence[int]) -> None:
        """Name the ports."""
        self.port = port
        self.served: Counter[int] = Counter()
        self.backends = list(backends)
        self._turns = itertools.count()
        self._under_way: set[asyncio.Task[None] | None] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._is_listening = threading.Event()

    def start(self) -> None:
        """Listen, in a thread of its own."""
        self._thread.start()
        self._is_listening.wait(10)

    def stop(self) -> None:
        """Listen no longer."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", self.port))
        self._is_listening.set()
        self._loop.run_forever()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection to the backend whose turn it is."""
        self._under_way.add(asyncio.current_task())  # or it may be thrown away half done
        turn = next(self._turns)
        for step in range(len(self.backends)):
            port = self.backends[(turn + step) % len(self.backends)]
            try:
                there, back = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                continue
            self.served[port] += 1
            await asyncio.gather(_carry(reader, back), _carry(there, writer))
            self._under_way.discard(asyncio.current_task())
            return
        writer.close()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Carry bytes one way until there are no more."""
    try:
        while block := await reader.read(1 << 16):
            writer.write(block)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()
    except OSError:
        writer.close()
