import { createHash, sign, type KeyObject } from 'node:crypto';
import { Encrypter } from 'age-encryption';
import { endOfPage, startOfPage } from '../calls.ts';
import { jcs } from '../canonical.ts';
import { bundleLimits, type BundleRecord, type Closing, type Opening, type Range } from './format.ts';

/** What the signature of a bundle covers: the digest of every line before covers the opening too. */
export const signedBytes = (closing: Omit<Closing, 'signature'>): Buffer =>
  Buffer.concat([Buffer.from('candour-bundle-v1\0', 'latin1'), jcs(closing)]);

/** Joins a page's range to those of its compartment before it. */
export function noteRange(ranges: Range[], compartment: string, after: number, count: number): void {
  const last = ranges.at(-1);
  if (last?.compartment === compartment && last.to === after)
    ranges[ranges.length - 1] = { ...last, to: after + count };
  else if (count > 0) ranges.push({ compartment, after, to: after + count });
}

/**
 * A bundle's lines: opening, records as they come, signed closing. Never holds more than one record.
 * @throws RangeError when a record is longer than a line may be, or there are too many
 */
export async function* bundleLines(
  opening: Opening,
  records: AsyncIterable<BundleRecord> | Iterable<BundleRecord>,
  signingKey: KeyObject,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const ranges: Range[] = [];
  let lines = 0;
  const line = (value: unknown) => {
    const bytes = Buffer.from(`${JSON.stringify(value)}\n`, 'utf8');
    if (bytes.length > bundleLimits.line || ++lines >= bundleLimits.lines) throw new RangeError('bundle_too_large');
    hash.update(bytes);
    return bytes;
  };
  yield line(opening);
  for await (const record of records) {
    if (record.is === 'page' && endOfPage(record.page) > 0) {
      const first = startOfPage(record.page);
      noteRange(ranges, record.page.compartment, first - 1, endOfPage(record.page) - first + 1);
    }
    yield line(record);
  }
  const closing = { is: 'closing' as const, lines, sha256: hash.digest('hex'), ranges };
  const signature = sign(null, signedBytes(closing), signingKey).toString('base64');
  yield Buffer.from(`${JSON.stringify({ ...closing, signature })}\n`, 'utf8');
}

/** Encrypts lines to age recipients (`age1…`), piece by piece. */
export async function sealLines(
  lines: AsyncIterable<Uint8Array>,
  recipients: readonly string[],
): Promise<AsyncIterable<Uint8Array>> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  const iterator = lines[Symbol.asyncIterator]();
  const plain = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await iterator.next();
        if (next.done === true) controller.close();
        else controller.enqueue(new Uint8Array(next.value));
      } catch (error) {
        controller.error(error);
      }
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return piecesOf(await encrypter.encrypt(plain));
}

/** A web stream as pieces; letting go early cancels it. */
export async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        ended = true;
        return;
      }
      yield value;
    }
  } finally {
    if (!ended) await reader.cancel().catch(() => undefined);
  }
}
