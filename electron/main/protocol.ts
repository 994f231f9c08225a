/** Serves the built page to itself, as `candour://app/…`, from inside the packaged archive. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { assetHeaders, findAsset, listAssets, pageScheme } from './assets.ts';

/** Stands in the built index.html where the nonce goes; see renderer/index.html. */
const nonceMark = '%STYLE_NONCE%';

/** Must run before the app is ready. A standard, secure scheme gives the page an origin of its own. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges: { standard: true, secure: true } }]);
}

/** @param folder of the built page */
export function servePage(session: Session, folder: string): void {
  const assets = listAssets(folder);
  session.protocol.handle(pageScheme, async (request) => {
    const nonce = randomBytes(16).toString('base64url');
    const found = findAsset(assets, request.method, request.url);
    if (found.status !== 200) {
      return new Response(null, { status: found.status, headers: assetHeaders('text/plain', nonce) });
    }
    const bytes = await readFile(found.file);
    const isPage = found.mediaType.startsWith('text/html');
    const body = isPage ? bytes.toString('utf8').replaceAll(nonceMark, nonce) : new Uint8Array(bytes);
    return new Response(body, { status: 200, headers: assetHeaders(found.mediaType, nonce) });
  });
}
