import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * A TCP line to `address` that lets a number of bytes through, either way together, and then cuts every connection; a new
 * one finds it whole again. By bytes and not by time, so that a slow machine sees the same line as a fast one: at 3 MiB/s
 * 8 MiB are a drop every few seconds.
 */
export async function droppingLine(address: string, bytesUntilDrop: () => number) {
  const { hostname, port } = new URL(address);
  const open = new Set<Socket>();
  let drops = 0;
  let passed = 0;
  let left = bytesUntilDrop();
  const cut = () => {
    drops += 1;
    left = bytesUntilDrop();
    for (const socket of open) socket.resetAndDestroy();
  };
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('error', () => undefined);
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
      from.on('data', (bytes: Buffer) => {
        // Nothing of the piece over which it breaks is sure to arrive; half of it does.
        const through = bytes.length < left ? bytes : bytes.subarray(0, Math.max(0, left >> 1));
        left -= bytes.length;
        passed += through.length;
        if (to.destroyed) return;
        if (left > 0) {
          if (!to.write(through)) {
            from.pause();
            to.once('drain', () => from.resume());
          }
        } else to.write(through, () => cut());
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    drops: () => drops,
    /** Bytes that went through, both ways. */
    passed: () => passed,
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
