/** Which file answers which address of the page, and with which headers. Knows nothing of Electron. */
import { readdirSync } from 'node:fs';
import { extname, join, posix } from 'node:path';

export const pageScheme = 'candour';
export const pageOrigin = 'candour://app';
export const firstPage = `${pageOrigin}/index.html`;
export const filesPage = `${pageOrigin}/files.html`;
export const printPage = `${pageOrigin}/print.html`;

/** From address path to file. What is not listed does not exist: nothing is looked up by a path from outside. */
export type Assets = ReadonlyMap<string, string>;

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** Lists the plain files under the built page's folder. Symbolic links are left out, so that none leads elsewhere. */
export function listAssets(folder: string): Assets {
  const assets = new Map<string, string>();
  const walk = (directory: string, address: string) => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const file = join(directory, entry.name);
      const path = posix.join(address, entry.name);
      if (entry.isDirectory()) walk(file, path);
      else if (entry.isFile() && extname(entry.name) in mediaTypes) assets.set(path, file);
    }
  };
  walk(folder, '/');
  return assets;
}

export type Found = { readonly status: 200; readonly file: string; readonly mediaType: string };
export type NotFound = { readonly status: 400 | 403 | 404 | 405 };

/** 403 for another host or an address that tries to leave the folder, 404 for a file that is not there. */
export function findAsset(assets: Assets, method: string, address: string): Found | NotFound {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405 };
  if (!URL.canParse(address)) return { status: 400 };
  const url = new URL(address);
  if (url.protocol !== `${pageScheme}:` || url.host !== 'app' || url.username || url.password) return { status: 403 };
  if (/%(?:2e|2f|5c|00)|[\\\0]|(?:^|\/)\.\.(?:\/|$)/i.test(address.slice(pageOrigin.length))) return { status: 403 };
  const path = url.pathname === '/' ? '/index.html' : url.pathname;
  const file = assets.get(path);
  if (!file) return { status: 404 };
  return { status: 200, file, mediaType: mediaTypes[extname(file)] ?? 'application/octet-stream' };
}

/** The content security policy, with the nonce that this load's style elements carry. */
export function contentSecurityPolicy(styleNonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${styleNonce}'`,
    "img-src 'self' blob:",
    "font-src 'self'",
    'media-src blob:',
    "connect-src 'none'",
    "frame-src 'none'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default candour-pdf',
  ].join('; ');
}

/** The headers of every answer, refusals included. */
export function assetHeaders(mediaType: string, styleNonce: string): Record<string, string> {
  return {
    'Content-Type': mediaType,
    'Content-Security-Policy': contentSecurityPolicy(styleNonce),
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  };
}
