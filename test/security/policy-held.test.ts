import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { beforeAll, describe, expect, it } from 'vitest';
import { parsePolicy } from '../../electron/main/policy.ts';
import { openRecoverySlot } from '../../electron/vault/keys/recovery-slot.ts';
import { readSlotFile } from '../../electron/vault/keys/slot-file.ts';
import { schemaFiles } from '../../scripts/write-schemas.ts';
import { defaultPolicy, type VaultPolicy } from '../../shared/bridge/policy.ts';
import { organisation, type Organisation } from '../integration/support/report-events.ts';
import { PASSPHRASE, TestWorkstation } from '../integration/vault/support/workstation.ts';

const vaultPolicy = (more: Partial<VaultPolicy>): VaultPolicy => ({
  hubAddress: null,
  recoveryRecipient: null,
  destroySlotAfterTenTries: false,
  allowExport: true,
  allowPrint: true,
  showLastUser: false,
  ...more,
});

let org: Organisation;
let ours: { identity: string; recipient: string };
let theirs: { identity: string; recipient: string };
const pair = async () => {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
};
beforeAll(async () => {
  [org, ours, theirs] = await Promise.all([organisation(), pair(), pair()]);
});

const setUp = (station: TestWorkstation, hub = 'https://hub.example') =>
  station.page.call('session.setUp', { hub, code: 'right-code', passphrase: PASSPHRASE });
async function station(policy: Partial<VaultPolicy>, recovery: string | null = null): Promise<TestWorkstation> {
  const made = new TestWorkstation(org);
  made.policy = vaultPolicy(policy);
  made.recovery = recovery;
  return made.start();
}
/** The recipients of the recovery slots, as the file has them. */
function slots(made: TestWorkstation) {
  const read = readSlotFile(made.profile);
  if (!read.ok) throw new Error(read.flaw);
  return read.recovery;
}

describe('a hub that the policy names', () => {
  it('is the only one that a vault can be set up with', async () => {
    const made = await station({ hubAddress: 'https://hub.example' });
    for (const hub of ['https://other.example', 'https://hub.example.evil.com', 'https://hub.example:8443'])
      expect(await setUp(made, hub), hub).toMatchObject({ ok: false, error: { code: 'hub_not_allowed' } });
    expect(readSlotFile(made.profile)).toMatchObject({ ok: false, flaw: 'missing' });
    expect(await made.page.value('session.state', {})).toMatchObject({ phase: 'set_up', hubFixed: true });
    // The same origin, written with its slash.
    expect(await setUp(made, 'https://hub.example/')).toMatchObject({ ok: true });
  });

  it('is the only one that a vault that is there is opened for; it is left as it was', async () => {
    const made = await station({});
    expect(await setUp(made)).toMatchObject({ ok: true });
    made.policy = vaultPolicy({ hubAddress: 'https://other.example' });
    await made.restart();
    const unlock = () => made.page.call('session.unlock', { passphrase: PASSPHRASE });
    expect(await unlock()).toMatchObject({ ok: false, error: { code: 'hub_not_allowed' } });
    expect(await made.page.value('session.state', {})).toMatchObject({ phase: 'locked', hubFixed: true });
    expect(await made.page.call('session.me', {})).toMatchObject({ ok: false, error: { code: 'locked' } });
    made.policy = vaultPolicy({ hubAddress: 'https://hub.example' });
    await made.restart();
    expect(await unlock()).toMatchObject({ ok: true });
  });
});

describe('a recovery key that the policy pins', () => {
  it('is what a new vault is sealed to, whether the hub names it or none', async () => {
    for (const named of [null, ours.recipient]) {
      const made = await station({ recoveryRecipient: ours.recipient }, named);
      expect(await setUp(made)).toMatchObject({ ok: true });
      expect(slots(made).map(({ recipient }) => recipient)).toEqual([ours.recipient]);
      expect(await openRecoverySlot(slots(made)[0]!, ours.identity)).toHaveLength(32);
    }
  });

  it('makes a hub that names another one refused: no vault is made, nothing is sealed', async () => {
    const made = await station({ recoveryRecipient: ours.recipient }, theirs.recipient);
    expect(await setUp(made)).toMatchObject({ ok: false, error: { code: 'recovery_key_refused' } });
    expect(readSlotFile(made.profile)).toMatchObject({ ok: false, flaw: 'missing' });
    expect(await made.page.value('session.state', {})).toMatchObject({ phase: 'set_up' });
  });

  it.each([['without one', false] as const, ['sealed to another', true] as const])(
    'reaches a vault that was set up %s at its next unlock, and stays through a new data key',
    async (_how, sealed) => {
      const made = await station({}, sealed ? theirs.recipient : null);
      expect(await setUp(made)).toMatchObject({ ok: true });
      const before = slots(made).map(({ recipient }) => recipient);
      expect(before).toEqual(sealed ? [theirs.recipient] : []);
      made.policy = vaultPolicy({ recoveryRecipient: ours.recipient });
      await made.restart();
      await made.page.value('session.unlock', { passphrase: PASSPHRASE });
      const held = slots(made);
      expect(held.map(({ recipient }) => recipient)).toEqual([ours.recipient]);
      expect(await openRecoverySlot(held[0]!, ours.identity)).toHaveLength(32);
      expect(await openRecoverySlot(held[0]!, theirs.identity)).toBeNull();
      await made.page.value('session.rekey', { passphrase: PASSPHRASE });
      expect(slots(made).map(({ recipient }) => recipient)).toEqual([ours.recipient]);
      // The next unlock finds it as it should be, and writes nothing.
      const file = join(made.profile, 'key-slots.json');
      const bytes = readFileSync(file, 'utf8');
      await made.restart();
      await made.page.value('session.unlock', { passphrase: PASSPHRASE });
      expect(readFileSync(file, 'utf8')).toBe(bytes);
    },
  );

  it('is refused in the policy file when one letter of it is wrong', () => {
    expect(parsePolicy(JSON.stringify({ recoveryRecipient: ours.recipient }))).toMatchObject({ ok: true });
    const last = ours.recipient.at(-1) === 'q' ? 'p' : 'q';
    expect(parsePolicy(JSON.stringify({ recoveryRecipient: ours.recipient.slice(0, -1) + last }))).toEqual({
      ok: false,
      flaw: 'not_valid',
      field: 'recoveryRecipient',
    });
  });
});

describe('a slot that ten wrong passphrases destroy', () => {
  it('is counted down before and after every try, and is not mentioned where the policy leaves it', async () => {
    const made = await station({ destroySlotAfterTenTries: true });
    await setUp(made);
    await made.restart();
    const left = async () => (await made.page.value('session.state', {})).triesLeft;
    expect(await left()).toBe(10);
    const wrong = () => made.page.call('session.unlock', { passphrase: 'not this one' });
    expect(await wrong()).toMatchObject({ error: { code: 'wrong_passphrase', detail: { triesLeft: 9 } } });
    expect(await left()).toBe(9);
    // As if tried before; the waits between are long over.
    writeFileSync(join(made.profile, 'unlock-delays.json'), JSON.stringify({ version: 1, wrong: 9, lastAt: 0 }));
    expect(await left()).toBe(1);
    expect(await wrong()).toMatchObject({ error: { code: 'keys_destroyed' } });
    expect(slots(made)).toEqual([]);

    const lenient = await station({});
    await setUp(lenient);
    await lenient.restart();
    expect((await lenient.page.value('session.state', {})).triesLeft).toBeNull();
    expect(await lenient.page.call('session.unlock', { passphrase: 'not this one' })).toMatchObject({
      error: { code: 'wrong_passphrase', detail: { triesLeft: null } },
    });
  });
});

describe('the published schema of the policy', () => {
  it('knows every field, none besides, and the defaults that hold', () => {
    const text = schemaFiles()['policy.schema.json'];
    const schema = JSON.parse(text ?? '{}') as {
      properties: Record<string, { default: unknown }>;
      additionalProperties: boolean;
      required?: string[];
    };
    expect(schema.additionalProperties).toBe(false);
    expect(schema.required ?? []).toEqual([]);
    const defaults = Object.fromEntries(Object.entries(schema.properties).map(([name, each]) => [name, each.default]));
    expect(defaults).toEqual(defaultPolicy);
    expect(readFileSync(join(import.meta.dirname, '../../resources/schemas/policy.schema.json'), 'utf8')).toBe(text);
  });
});
