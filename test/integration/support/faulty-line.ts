import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What becomes of one connection, once so many bytes of the answers have come through. */
export interface LineFault {
  /**
   * `cut`: both ends see it break off (RST). `truncated`: the answers end as if that were all (FIN). `stalled`: nothing
   * comes any more, and nobody is told. `corrupted`: one byte is another, and the connection goes on.
   */
  readonly kind: 'cut' | 'truncated' | 'stalled' | 'corrupted';
  readonly afterBytes: number;
}

/** A TCP line to a port of this machine, which breaks in the ways in which lines break. It knows nothing of what it carries. */
export async function startFaultyLine(port: number) {
  let decide: (connection: number) => LineFault | null = () => null;
  let down = false;
  let connections = 0;
  const open = new Set<Socket>();
  /** How often each has really happened. */
  const happened = { cut: 0, truncated: 0, stalled: 0, corrupted: 0, refused: 0 };

  const server = createServer((client) => {
    if (down) {
      happened.refused += 1;
      return client.resetAndDestroy();
    }
    const fault = decide(connections++);
    const hub = connect({ port, host: '127.0.0.1' });
    for (const socket of [client, hub]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      // Breaking off is what this is for.
      socket.on('error', () => undefined);
    }
    client.on('close', () => hub.destroy());
    hub.on('close', () => client.end());
    client.pipe(hub);
    let through = 0;
    let met = false;
    hub.on('data', (piece: Buffer) => {
      const before = through;
      through += piece.length;
      if (met && fault!.kind !== 'corrupted') return;
      if (met || fault === null || through <= fault.afterBytes) return void client.write(piece);
      met = true;
      happened[fault.kind] += 1;
      const at = fault.afterBytes - before;
      if (fault.kind === 'corrupted') {
        piece[at]! ^= 0x20;
        return void client.write(piece);
      }
      client.write(piece.subarray(0, at));
      if (fault.kind === 'cut') client.resetAndDestroy();
      if (fault.kind === 'truncated') client.end();
    });
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    happened,
    /** Chooses for every connection, from 0 on, what becomes of it; null for nothing. */
    decide: (choose: typeof decide) => (decide = choose),
    /** Breaks every connection off, and takes no new one until it is up again. */
    down(is: boolean) {
      down = is;
      if (is) for (const socket of open) socket.destroy();
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
export type FaultyLine = Awaited<ReturnType<typeof startFaultyLine>>;
