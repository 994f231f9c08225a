/** Speaks D-Bus just well enough to stand in logind's place on a bus of a test's own. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Bytes of a message, each value at its own alignment. */
class Marshal {
  #bytes: number[] = [];
  align(to: number): this {
    while (this.#bytes.length % to !== 0) this.#bytes.push(0);
    return this;
  }
  byte(...values: number[]): this {
    this.#bytes.push(...values);
    return this;
  }
  uint32(value: number): this {
    this.align(4);
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return this.byte(...bytes);
  }
  text(value: string): this {
    return this.uint32(Buffer.byteLength(value)).byte(...Buffer.from(value), 0);
  }
  signature(value: string): this {
    return this.byte(value.length, ...Buffer.from(value), 0);
  }
  get bytes(): Buffer {
    return Buffer.from(this.#bytes);
  }
}

type Field = readonly [code: number, signature: 'o' | 's' | 'g', value: string];

function message(type: 1 | 4, serial: number, fields: readonly Field[], body: Buffer): Buffer {
  const inner = new Marshal();
  for (const [code, signature, value] of fields) {
    inner.align(8).byte(code).signature(signature);
    if (signature === 'g') inner.signature(value);
    else inner.text(value);
  }
  const head = new Marshal()
    .byte(0x6c, type, type === 4 ? 1 : 0, 1)
    .uint32(body.length)
    .uint32(serial);
  // The array of fields begins at 16, which is aligned to 8 already.
  head
    .uint32(inner.bytes.length)
    .byte(...inner.bytes)
    .align(8);
  return Buffer.concat([head.bytes, body]);
}

export class BusClient {
  #socket: Socket;
  #serial = 1;
  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  static async connect(path: string): Promise<BusClient> {
    const socket = connect(path);
    await once(socket, 'connect');
    const uid = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
    socket.write(`\0AUTH EXTERNAL ${uid}\r\n`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    if (!answer.toString().startsWith('OK')) throw new Error('The bus did not let us in.');
    socket.write('BEGIN\r\n');
    const client = new BusClient(socket);
    await client.#call('Hello', '', Buffer.alloc(0));
    return client;
  }

  async #call(member: string, signature: string, body: Buffer): Promise<void> {
    const fields: Field[] = [
      [1, 'o', '/org/freedesktop/DBus'],
      [2, 's', 'org.freedesktop.DBus'],
      [3, 's', member],
      [6, 's', 'org.freedesktop.DBus'],
      ...(signature === '' ? [] : ([[8, 'g', signature]] as const)),
    ];
    this.#socket.write(message(1, this.#serial++, fields, body));
    await once(this.#socket, 'data');
  }

  async own(name: string): Promise<void> {
    await this.#call('RequestName', 'su', new Marshal().text(name).uint32(0).bytes);
  }

  /** Hears the calls of a method from now on: every text in them. They get no answer. */
  hear(member: string, heard: (texts: string[]) => void): void {
    this.#socket.on('data', (bytes: Buffer) => {
      const text = bytes.toString('latin1');
      if (!text.includes(`\0${member}\0`)) return;
      heard(text.split('\0').filter((part) => /^[\x20-\x7e]{3,}$/.test(part)));
    });
  }

  /** Sends a signal without a value, or with one that is yes or no. */
  signal(path: string, face: string, member: string, value?: boolean): void {
    const fields: Field[] = [
      [1, 'o', path],
      [2, 's', face],
      [3, 's', member],
      ...(value === undefined ? [] : ([[8, 'g', 'b']] as const)),
    ];
    const body = value === undefined ? Buffer.alloc(0) : new Marshal().uint32(value ? 1 : 0).bytes;
    this.#socket.write(message(4, this.#serial++, fields, body));
  }

  close(): void {
    this.#socket.destroy();
  }
}
