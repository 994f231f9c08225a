import { createHash, randomBytes, sign, verify, type KeyObject } from 'node:crypto';
import { createSignature, isSignatureError, verifySignature } from 'http-message-sig';

/**
 * RFC 9421 signatures of requests by a device key. `@authority` is left out on purpose: proxies rewrite it; the hub's
 * identity is bound by `x-hub-id` instead. `content-digest` (RFC 9530) covers the body, also an empty one.
 */
const always = ['@method', '@path', '@query', 'content-digest', 'x-hub-id'];
/** Where a person has signed in, the token of that is covered too: it is of no use to another device. */
const covered = (authorized: boolean) => (authorized ? [...always, 'authorization'] : always);
const TAG = 'candour-device-v1';
/** Seconds that a signature may be away from the hub's clock. */
export const SIGNATURE_WINDOW = 300;
/** What a device that does not yet know its hub sends as `x-hub-id`. */
export const UNKNOWN_HUB = 'unknown';

const contentDigest = (body: Uint8Array | string) => `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;

export interface OutgoingRequest {
  readonly method: string;
  /** Absolute URL. */
  readonly url: string;
  readonly body: Uint8Array | string;
  readonly hubId: string;
  /** The sender's offset-corrected time, ms since 1970. */
  readonly now: number;
  /** The token of the person's sign-in, as the header has it. */
  readonly authorization?: string | undefined;
}

/** The headers to send along: `content-digest`, `x-hub-id`, `authorization` if there is one, `signature-input`, `signature`. */
export async function signRequest(
  request: OutgoingRequest,
  device: string,
  key: KeyObject,
): Promise<Record<string, string>> {
  const { authorization } = request;
  const headers = {
    'content-digest': contentDigest(request.body),
    'x-hub-id': request.hubId,
    ...(authorization !== undefined && { authorization }),
  };
  const fields = await createSignature(
    {
      kind: 'request',
      method: request.method,
      targetUri: request.url,
      fields: Object.entries(headers).map(([name, value]) => ({ name, value })),
    },
    {
      label: 'device',
      components: covered(authorization !== undefined),
      parameters: {
        created: Math.floor(request.now / 1000),
        nonce: randomBytes(16).toString('base64'),
        keyid: device,
        alg: 'ed25519',
        tag: TAG,
      },
      signer: { algorithm: 'ed25519', sign: (data) => sign(null, data, key) },
    },
  );
  return { ...headers, 'signature-input': fields.signatureInput, signature: fields.signature };
}

export interface IncomingRequest {
  readonly method: string;
  /** Path and query as received, e.g. `/v1/feed?seq=0`. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array | string;
  readonly now: number;
}

export type Verified =
  | {
      readonly ok: true;
      readonly device: string;
      readonly nonce: string;
      readonly hubId: string;
      /** As it was signed; null where none was sent. */
      readonly authorization: string | null;
    }
  | { readonly ok: false; readonly code: 'auth_required' | 'signature_invalid' | 'clock_skew' };

/**
 * Checks a request against the key that `keyOf` answers for its `keyid` (null: no such device, or withdrawn). Whether
 * the nonce is new and `hubId` is one's own is for the caller.
 */
export async function verifyRequest(
  request: IncomingRequest,
  keyOf: (device: string) => KeyObject | null | Promise<KeyObject | null>,
): Promise<Verified> {
  const fields = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one) => ({ name, value: one })),
  );
  const header = (name: string) => fields.find((f) => f.name.toLowerCase() === name)?.value;
  if (header('signature') === undefined || header('signature-input') === undefined)
    return { ok: false, code: 'auth_required' };
  if (header('content-digest') !== contentDigest(request.body)) return { ok: false, code: 'signature_invalid' };
  try {
    const verified = await verifySignature(
      { kind: 'request', method: request.method, targetUri: `http://hub${request.target}`, fields },
      {
        label: 'device',
        policy: {
          algorithms: ['ed25519'],
          requiredComponents: covered(header('authorization') !== undefined),
          requiredParameters: ['created', 'nonce', 'keyid', 'alg', 'tag'],
          now: Math.floor(request.now / 1000),
          // The window is ours to judge, so that a wrong clock is told from a wrong signature.
          clockSkew: Number.MAX_SAFE_INTEGER,
          validate: (signature) => signature.parameters.tag === TAG,
        },
        resolveVerifier: async (candidate) => {
          const key = await keyOf(String(candidate.parameters.keyid));
          return {
            algorithm: 'ed25519',
            verify: (data, signature) => key !== null && verify(null, data, key, signature),
          };
        },
      },
    );
    const { created, keyid, nonce } = verified.parameters;
    if (Math.abs(created! - request.now / 1000) > SIGNATURE_WINDOW) return { ok: false, code: 'clock_skew' };
    const authorization = header('authorization') ?? null;
    return { ok: true, device: keyid!, nonce: nonce!, hubId: header('x-hub-id')!, authorization };
  } catch (error) {
    if (isSignatureError(error)) return { ok: false, code: 'signature_invalid' };
    throw error;
  }
}
