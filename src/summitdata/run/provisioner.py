"""For jupyter_client: kernels from a warm process, plain ones where there is none, and who talks to them."""

import asyncio
import contextlib
import os
import sys
import time
from queue import Empty
from typing import Any

from jupyter_client import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo, LocalPortCache, port_names
from jupyter_client.provisioning import LocalProvisioner

from summitdata.run import kernel


class Client(AsyncKernelClient):
    """Talks to a kernel as soon as that is heard; the base listens a fifth of a second longer each time."""

    async def wait_for_ready(self, timeout: float) -> None:
        """Wait until the kernel is heard on both lines: that it was asked, and that it is idle again.

        Raises
        ------
        RuntimeError
            If the kernel has died, or is not heard in so many seconds.
        """
        end, asked = time.monotonic() + timeout, set()
        while time.monotonic() < end and await self._async_is_alive():
            asked.add(self.kernel_info())
            with contextlib.suppress(Empty):  # it does not listen yet, or we do not
                while True:
                    said = await self.get_iopub_msg(timeout=0.1)
                    if said["content"].get("execution_state") == "idle" and said["parent_header"]["msg_id"] in asked:
                        self._handle_kernel_info_reply(await self.get_shell_msg(timeout=1))
                        return
        raise RuntimeError(f"The kernel has ended, or did not answer in {timeout} seconds.")


class Warm(LocalProvisioner):
    """Starts a kernel of this Python by a fork; all else is the base's."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Launch a kernel as its command asks."""
        env = {**(kwargs.get("env") or os.environ)}
        if os.path.realpath(cmd[0]) != os.path.realpath(sys.executable) or "-f" not in cmd:
            return await super().launch_kernel(cmd, **kwargs)
        try:
            order = cmd[cmd.index("-f") :], env, kwargs.get("cwd") or os.getcwd()
            self.process = await asyncio.to_thread(kernel.Kernel, *order)
        except OSError:
            self.choose_ports()  # it may be that another kernel took one of them meanwhile
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid  # it leads a session of its own
        return self.connection_info

    def choose_ports(self) -> None:
        """Write other ports into the connection file, and tell them to whoever connects."""
        for name in port_names:
            setattr(self.parent, name, LocalPortCache.instance().find_available_port(self.parent.ip))
        self.parent.cleanup_connection_file()
        self.parent.write_connection_file()
        self.connection_info = self.parent.get_connection_info()

    async def kill(self, restart: bool = False) -> None:
        """End the kernel at once; it is gone when this returns."""
        await super().kill(restart)
        if isinstance(self.process, kernel.Kernel):
            self.process.wait()
