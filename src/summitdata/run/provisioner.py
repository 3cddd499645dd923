"""For jupyter_client: kernels from a warm process, plain ones where there is none."""

import asyncio
import os
import sys
from typing import Any

from jupyter_client.connect import KernelConnectionInfo, LocalPortCache, port_names
from jupyter_client.provisioning import LocalProvisioner

from summitdata.run import kernel


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
