/**
 * Imported first in the PDF worker: no single buffer there may grow beyond a bound. A stream of a few kilobytes can unpack
 * to gigabytes, and pdf.js has no limit of its own; its decoders double one buffer, so that bounding a buffer bounds what
 * any stream unpacks to. What exceeds it fails as a broken stream does, and the rest of the page is still drawn.
 */
export const MOST_BYTES = 256 * 1024 * 1024;

type Makes = new (...args: never[]) => ArrayBufferView | ArrayBuffer;
const global = globalThis as unknown as Record<string, Makes | undefined>;

function bound(name: string, bytesEach: number): void {
  const native = global[name];
  if (native === undefined) return;
  global[name] = new Proxy(native, {
    construct(target, args: never[], newTarget) {
      const [length] = args as unknown[];
      if (typeof length === 'number' && length * bytesEach > MOST_BYTES)
        throw new RangeError('more than a page may hold');
      return Reflect.construct(target, args, newTarget) as object;
    },
  });
}

for (const name of ['ArrayBuffer', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray']) bound(name, 1);
for (const name of ['Int16Array', 'Uint16Array']) bound(name, 2);
for (const name of ['Int32Array', 'Uint32Array', 'Float32Array']) bound(name, 4);
bound('Float64Array', 8);

// It collects what a stream unpacks to in small pieces, past any bound; pdf.js then decodes by itself.
delete global['DecompressionStream'];
