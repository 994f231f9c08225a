import { randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Decrypter, Encrypter } from 'age-encryption';
import { v7 } from 'uuid';
import { z } from 'zod';
import { Id, Instant } from '../../../shared/domain/primitives.ts';
import { ageIdentity } from '../../../shared/protocol/bundle/age-keys.ts';
import { hashCode, proveAnswer, proves } from '../../../shared/protocol/bundle/enrolment-proof.ts';
import type { BundleFault } from '../../../shared/protocol/bundle/format.ts';
import { readBundle } from '../../../shared/protocol/bundle/read.ts';
import type { EnrolAnswer } from '../../../shared/protocol/calls.ts';
import { makeKeyPair, publicKeyObject } from '../../../shared/protocol/keys.ts';
import { toldRecovery } from '../../../shared/protocol/told-recovery.ts';
import { readIfThere, writeDurably } from '../keys/durable-file.ts';
import type { Enrolled } from '../sync/enrolment.ts';
import { enrolmentRequest } from './outgoing.ts';
import { writeWhole } from './write-file.ts';

const Keys = z.strictObject({ publicKey: z.string(), privateKey: z.string() });
const Secrets = z.strictObject({ device: Id, codeHash: z.string(), signing: Keys, sealing: Keys });
type Secrets = z.infer<typeof Secrets>;
type Answer = z.infer<typeof EnrolAnswer>;
/** What waits in the profile between the request and its answer: when it was, and keys sealed by the passphrase (age, scrypt). */
const Pending = z.strictObject({ since: Instant, sealed: z.base64() });

const fileIn = (profile: string) => join(profile, 'enrolment-request.json');
/** age's own default: about a second of work for a guess. */
const WORK_FACTOR = 18;

function pendingIn(profile: string): z.infer<typeof Pending> | null {
  const text = readIfThere(fileIn(profile));
  if (text === null) return null;
  try {
    return Pending.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export const pendingSince = (profile: string): string | null => pendingIn(profile)?.since ?? null;

export const forgetPending = (profile: string): void => rmSync(fileIn(profile), { force: true });

/** Makes the device's keys, keeps them under the passphrase, and writes the request. Throws what the disk throws. */
export async function requestEnrolment(
  profile: string,
  { code, passphrase, file, clock }: { code: string; passphrase: string; file: string; clock: () => number },
): Promise<void> {
  const [signing, sealing] = [makeKeyPair('ed25519'), makeKeyPair('x25519')];
  const device = v7({ msecs: clock(), random: randomBytes(16) });
  const secrets: Secrets = { device, codeHash: hashCode(code), signing, sealing };
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(WORK_FACTOR);
  const sealed = Buffer.from(await encrypter.encrypt(JSON.stringify(secrets))).toString('base64');
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  // The keys first: a request whose keys are lost could never be answered.
  writeDurably(fileIn(profile), JSON.stringify({ since: new Date(clock()).toISOString(), sealed }));
  await writeWhole(file, enrolmentRequest({ clock, random: randomBytes }, code, device, signing, sealing));
}

async function secretsOf(
  profile: string,
  passphrase: string,
): Promise<Secrets | 'enrolment_missing' | 'wrong_passphrase'> {
  const pending = pendingIn(profile);
  if (pending === null) return 'enrolment_missing';
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return Secrets.parse(JSON.parse(await decrypter.decrypt(Buffer.from(pending.sealed, 'base64'), 'text')));
  } catch {
    return 'wrong_passphrase';
  }
}

export type Answered =
  | Extract<Enrolled, { ok: true }>
  | {
      readonly ok: false;
      readonly code:
        BundleFault | 'enrolment_missing' | 'wrong_passphrase' | 'enrolment_unproven' | 'recovery_key_refused';
    };

/**
 * Reads who this workstation is out of the hub's answer. The hub's key is in the file that it signs; what ties it to the
 * hub that gave out the code is the proof, which only somebody who knows the code can make.
 * @param hub the address of the hub, should there ever be a line; '' for none
 */
export async function readEnrolment(
  profile: string,
  { passphrase, file, hub, now }: { passphrase: string; file: string; hub: string; now: number },
): Promise<Answered> {
  const secrets = await secretsOf(profile, passphrase);
  if (typeof secrets === 'string') return { ok: false, code: secrets };
  const { device, codeHash, signing, sealing } = secrets;
  let answer: Answer | null = null;
  const read = await readBundle({
    source: () => createReadStream(file),
    identity: ageIdentity(sealing.privateKey),
    kind: 'to_device',
    reader: device,
    keyOf: (_opening, first) => {
      if (first?.is !== 'enrolment' || !proves(first.proof, proveAnswer(codeHash, first.answer, device))) return null;
      ({ answer } = first);
      return publicKeyObject('ed25519', first.answer.hubKey);
    },
    now,
  });
  if (!read.ok)
    // Whole, and for this workstation, but from nobody who knows the code.
    return { ok: false, code: read.code === 'bundle_signature_invalid' ? 'enrolment_unproven' : read.code };
  const { hubId, hubKey, keyringKey = null, user, name } = answer as unknown as Answer;
  const told = toldRecovery(answer as unknown as Answer);
  if (told.kind === 'false') return { ok: false, code: 'recovery_key_refused' };
  if (read.bundle.opening.hubId !== hubId) return { ok: false, code: 'enrolment_unproven' };
  const identity = { device, user, name, hub, hubId, hubKey, keyringKey, signing, sealing };
  return { ok: true, identity, recoveryRecipient: told.recipient, recoverySigned: told.kind === 'signed' };
}
