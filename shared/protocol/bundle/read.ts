import { createHash, verify, type KeyObject } from 'node:crypto';
import { Decrypter } from 'age-encryption';
import { BundleRecord, bundleLimits, Closing, Opening, type BundleFault } from './format.ts';
import { piecesOf, signedBytes } from './write.ts';

/** A file's bytes from their beginning, each time it is asked. */
export type BundleSource = () => AsyncIterable<Uint8Array>;

/** A bundle that is whole, signed, current and for whoever opened it. Nothing of it has been applied. */
export interface CheckedBundle {
  readonly opening: Opening;
  readonly closing: Closing;
  /** The records, read again: each is compared with what was checked. Throws `BundleBroken` when the file has changed since. */
  records(): AsyncGenerator<{ readonly record: BundleRecord; readonly bytes: number }>;
  /** Bytes of all lines. */
  readonly bytes: number;
}
export type BundleRead =
  { readonly ok: true; readonly bundle: CheckedBundle } | { readonly ok: false; readonly code: BundleFault };

export interface BundleReading {
  readonly source: BundleSource;
  /** The age identity (`AGE-SECRET-KEY-1…`) that it must be encrypted to; null for a request, which is not. */
  readonly identity: string | null;
  readonly kind: Opening['kind'];
  /** Who reads: a device, or null for the hub. */
  readonly reader: string | null;
  /**
   * The key by which its signature is believed, or null when its sender is not known. `first` is the first record, by
   * which a stranger may say who it is: it is to be proven by other means.
   */
  readonly keyOf: (opening: Opening, first: BundleRecord | null) => Promise<KeyObject | null> | KeyObject | null;
  /** ms since 1970. */
  readonly now: number;
  /** Bytes of the file at the most. */
  readonly most?: number;
  readonly cancelled?: () => boolean;
  /** Bytes of lines so far. */
  readonly onProgress?: (bytes: number) => void;
}

/** Ends the reading with a fault; never leaves this folder but from `records`. */
export class BundleBroken extends Error {
  readonly code: BundleFault;
  constructor(code: BundleFault) {
    super(code);
    this.code = code;
  }
}

const LF = 0x0a;

async function* capped(source: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const piece of source) {
    total += piece.length;
    if (total > most) throw new BundleBroken('bundle_too_large');
    yield piece;
  }
}

async function opened(source: AsyncIterable<Uint8Array>, identity: string): Promise<AsyncIterable<Uint8Array>> {
  const iterator = source[Symbol.asyncIterator]();
  let broken: unknown = null;
  const sealed = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await iterator.next();
        if (next.done === true) controller.close();
        else controller.enqueue(new Uint8Array(next.value));
      } catch (error) {
        broken = error;
        controller.error(error);
      }
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    return piecesOf(await decrypter.decrypt(sealed));
  } catch (error) {
    await iterator.return?.();
    if (broken instanceof Error) throw broken;
    // age tells by its words alone whether nobody's stanza was ours or the header is no header.
    const nobody = error instanceof Error && /no identity matched/i.test(error.message);
    throw new BundleBroken(nobody ? 'bundle_not_for_you' : 'bundle_damaged');
  }
}

/** Lines without their ends. A line that is too long, or the file's end within one, is a fault. */
async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const piece of pieces) {
    let rest = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    for (let end = rest.indexOf(LF); end >= 0; end = rest.indexOf(LF)) {
      if (size + end > bundleLimits.line) throw new BundleBroken('bundle_too_large');
      yield Buffer.concat([...held, rest.subarray(0, end)]);
      [held, size] = [[], 0];
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) held.push(Buffer.from(rest));
    size += rest.length;
    if (size > bundleLimits.line) throw new BundleBroken('bundle_too_large');
  }
  if (size > 0) throw new BundleBroken('bundle_damaged');
}

async function* plainLines({ source, identity, most = bundleLimits.file }: BundleReading): AsyncGenerator<Buffer> {
  const pieces = capped(source(), most);
  yield* linesOf(identity === null ? pieces : await opened(pieces, identity));
}

const jsonOf = (line: Buffer): unknown => {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    return undefined;
  }
};

const digest = (line: Buffer) => createHash('sha256').update(line).digest();

/** What age or the file system throws within a stream is a file that does not hold what it should. */
const faultOf = (error: unknown): BundleFault => {
  if (error instanceof BundleBroken) return error.code;
  const code = (error as NodeJS.ErrnoException).code;
  // A disk that fails is told as itself.
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) throw error;
  return 'bundle_damaged';
};

/**
 * Reads a bundle through to its end and checks all of it before anything is believed: encryption, form, digest,
 * signature, recipient, dates. Keeps the digest of every line, so that the second reading brings what was checked.
 */
export async function readBundle(reading: BundleReading): Promise<BundleRead> {
  try {
    return { ok: true, bundle: await check(reading) };
  } catch (error) {
    return { ok: false, code: faultOf(error) };
  }
}

async function check(reading: BundleReading): Promise<CheckedBundle> {
  const { cancelled = () => false, onProgress = () => undefined } = reading;
  const hash = createHash('sha256');
  const digests: Buffer[] = [];
  let opening: Opening | null = null;
  let closing: Closing | null = null;
  let first: Buffer | null = null;
  let bytes = 0;
  for await (const line of plainLines(reading)) {
    if (cancelled()) throw new BundleBroken('bundle_cancelled');
    if (closing !== null) throw new BundleBroken('bundle_damaged');
    bytes += line.length + 1;
    if (opening === null) {
      opening = openingOf(line, reading);
    } else {
      const last = closingOf(line);
      if (last !== null) {
        closing = last;
        continue;
      }
      first ??= line;
    }
    if (digests.length >= bundleLimits.lines) throw new BundleBroken('bundle_too_large');
    digests.push(digest(line));
    hash.update(line).update('\n');
    onProgress(bytes);
  }
  if (opening === null || closing === null) throw new BundleBroken('bundle_damaged');
  if (closing.lines !== digests.length || closing.sha256 !== hash.digest('hex'))
    throw new BundleBroken('bundle_damaged');
  const record = first === null ? undefined : BundleRecord.safeParse(jsonOf(first)).data;
  const key = await reading.keyOf(opening, record ?? null);
  if (key === null) throw new BundleBroken('bundle_signature_invalid');
  const { signature, ...words } = closing;
  if (!verify(null, signedBytes(words), key, Buffer.from(signature, 'base64')))
    throw new BundleBroken('bundle_signature_invalid');
  if (Date.parse(opening.expires) < reading.now) throw new BundleBroken('bundle_expired');
  return { opening, closing, bytes, records: () => again(reading, digests) };
}

/** Of a request only its kind is looked at here: it names no reader. */
function openingOf(line: Buffer, { kind, reader }: BundleReading): Opening {
  const parsed = Opening.safeParse(jsonOf(line));
  if (!parsed.success) throw new BundleBroken('bundle_unknown');
  const { kind: said, recipients } = parsed.data;
  if (said !== kind) throw new BundleBroken(said === 'request' ? 'bundle_unknown' : 'bundle_not_for_you');
  if (reader !== null && !recipients.includes(reader)) throw new BundleBroken('bundle_not_for_you');
  return parsed.data;
}

/** Only a line that says so is parsed as one: pages are parsed once, when they are taken in. */
function closingOf(line: Buffer): Closing | null {
  if (!line.subarray(0, 15).equals(Buffer.from('{"is":"closing"'))) return null;
  const parsed = Closing.safeParse(jsonOf(line));
  if (!parsed.success) throw new BundleBroken('bundle_damaged');
  return parsed.data;
}

async function* again(
  reading: BundleReading,
  digests: readonly Buffer[],
): AsyncGenerator<{ record: BundleRecord; bytes: number }> {
  let at = 0;
  let bytes = 0;
  try {
    for await (const line of plainLines(reading)) {
      if (at >= digests.length) return;
      if (reading.cancelled?.() === true) throw new BundleBroken('bundle_cancelled');
      // The medium may have changed under us: nothing but what was checked is handed on.
      if (!digest(line).equals(digests[at]!)) throw new BundleBroken('bundle_damaged');
      bytes += line.length + 1;
      if (at++ === 0) continue;
      const record = BundleRecord.safeParse(jsonOf(line));
      if (!record.success) throw new BundleBroken('bundle_unknown');
      yield { record: record.data, bytes };
    }
  } catch (error) {
    throw error instanceof BundleBroken ? error : new BundleBroken(faultOf(error));
  }
}
