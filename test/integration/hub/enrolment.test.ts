import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { hpkeOpen, unitKeyContext } from '../../../shared/protocol/keys.ts';
import { readDirectory } from '../../../server/device/directory-log.ts';
import { enrolDevice, hubClient } from '../../../server/device/hub-client.ts';
import { fingerprintOf, newDeviceIdentity } from '../../../server/device/identity.ts';
import { issueCode } from '../../../server/hub/feed/enrol.ts';
import { AUDIT_UNIT, type Keyring } from '../../../server/keyring/contents.ts';
import { grant, initialise, publishUnitKeys } from '../../../server/keyring/keyring.ts';
import { twoOfficers } from '../support/officers.ts';
import { hubDatabases, type HubDatabase } from '../support/hub-databases.ts';
import { testHub, type TestHub } from '../support/hub-organisation.ts';

for (const kind of hubDatabases)
  describe.skipIf(!kind.available)(`enrolment and keys on ${kind.name}`, () => {
    let database: HubDatabase;
    let hub: TestHub;
    let now: number;
    beforeAll(async () => void (database = await kind.start()));
    afterAll(() => database.stop());
    beforeEach(async () => {
      now = Date.now();
      hub = await testHub(await database.fresh(), () => now);
    });
    afterEach(() => hub.close());

    const code = async (user: string) => (await issueCode(hub.hub, user))!.code;

    test('a code enrols one device, however it is typed, and enters it into the directory', async () => {
      const user = await hub.addUser([{ unit: 'MPS', role: 'assessor' }]);
      const typed = (await code(user)).toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
      const enrolled = await enrolDevice(hub.transport, newDeviceIdentity(), typed);
      if (!enrolled.ok) throw new Error(enrolled.problem.code);
      const client = hubClient(hub.transport, enrolled.value);
      const read = await readDirectory(client, enrolled.value);
      if (!read.ok) throw new Error('the directory does not hold');
      expect(read.directory.devices[enrolled.value.device]).toMatchObject({ user, withdrawn: false });
    });

    test('a used code is refused to another device, but answers its own device again', async () => {
      const user = await hub.addUser([]);
      const one = await code(user);
      const device = newDeviceIdentity();
      const first = await enrolDevice(hub.transport, device, one);
      expect(await enrolDevice(hub.transport, device, one)).toEqual(first);
      const second = await enrolDevice(hub.transport, newDeviceIdentity(), one);
      expect(second).toMatchObject({ ok: false, problem: { code: 'enrolment_refused' } });
    });

    test('of eight devices with the same code at once one gets in', async () => {
      const one = await code(await hub.addUser([]));
      const all = await Promise.all(
        Array.from({ length: 8 }, () => enrolDevice(hub.transport, newDeviceIdentity(), one)),
      );
      expect(all.filter((answer) => answer.ok)).toHaveLength(1);
    });

    test('an expired and an invented code are refused', async () => {
      const one = await code(await hub.addUser([]));
      now += 72 * 3600 * 1000 + 1;
      for (const typed of [one, '0000-0000-0000-0000'])
        expect(await enrolDevice(hub.transport, newDeviceIdentity(), typed)).toMatchObject({
          problem: { code: 'enrolment_refused' },
        });
    });

    test('who presents keys of which they hold no private half is refused', async () => {
      const one = await code(await hub.addUser([]));
      const claimed = { ...newDeviceIdentity(), signing: { ...newDeviceIdentity().signing } };
      claimed.signing.publicKey = newDeviceIdentity().signing.publicKey;
      const refused = await enrolDevice(hub.transport, claimed, one);
      expect(refused).toMatchObject({ problem: { code: 'signature_invalid' } });
    });

    test('no code in the database can be read out of it', async () => {
      const one = await code(await hub.addUser([]));
      const rows = await hub.hub.db.selectFrom('enrolment_codes').selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain(one);
      expect(JSON.stringify(rows)).not.toContain(one.replaceAll('-', ''));
    });

    describe('the keyring', () => {
      let keyring: Keyring;
      let kept: Keyring[];
      const keep = async (contents: Keyring) => void kept.push(contents);
      beforeEach(async () => {
        kept = [];
        const officer = await hub.addUser([{ unit: 'AUDIT', role: 'keyring' }]);
        const made = await initialise(hub.transport, await code(officer), keep, twoOfficers);
        if (!made.ok) throw new Error(made.reason);
        const published = await publishUnitKeys(hub.transport, made.contents, ['MPS', 'GMP'], keep);
        if (!published.ok) throw new Error(published.reason);
        keyring = published.contents;
      });

      test('writes every key down before it publishes it, and publishes none twice', async () => {
        expect(kept.map((contents) => Object.keys(contents.units).sort())).toEqual([
          [AUDIT_UNIT],
          [AUDIT_UNIT, 'GMP', 'MPS'],
        ]);
        const again = await publishUnitKeys(hub.transport, keyring, ['MPS', 'GMP', AUDIT_UNIT], keep);
        expect(again).toMatchObject({ ok: true, published: [] });
        expect(kept).toHaveLength(2);
      });

      test('a key that was written down but not published is the one that is published later', async () => {
        const lost = kept[1]!;
        await publishUnitKeys(hub.transport, kept[0]!, [], keep);
        const read = await readDirectory(
          hubClient(hub.transport, keyring.identity),
          keyring.identity as Parameters<typeof readDirectory>[1],
        );
        expect(read.ok && read.directory.units['MPS']?.key?.id).toBe(lost.units['MPS']!.at(-1)!.key);
      });

      test('grants a device the keys of its person’s desks, which only that device can open', async () => {
        const device = await hub.person({ unit: 'MPS', role: 'assessor' }, { unit: 'MPS-INV', role: 'investigator' });
        const { identity } = device;
        const digits = fingerprintOf(identity);
        const granted = await grant(hub.transport, keyring, identity.device, digits.toUpperCase().replaceAll(' ', '-'));
        expect(granted).toMatchObject({ ok: true, name: 'Wilhelmina Oakenfold', units: ['MPS'] });
        const read = await readDirectory(device.client, identity);
        if (!read.ok) throw new Error('the directory does not hold');
        const key = keyring.units['MPS']!.at(-1)!;
        const sealed = read.directory.grants[`${identity.device} ${key.key}`]!.sealed;
        const context = unitKeyContext('MPS', key.key, identity.device);
        const opened = await hpkeOpen(identity.sealing.privateKey, sealed, 'candour-unit-key-v1', context);
        expect(opened?.toString('base64')).toBe(key.privateKey);
        const other = newDeviceIdentity().sealing.privateKey;
        expect(await hpkeOpen(other, sealed, 'candour-unit-key-v1', context)).toBeNull();
        expect(await grant(hub.transport, keyring, identity.device, digits)).toMatchObject({ ok: true, units: [] });
      });

      test('refuses a fingerprint that is not that of the device, and a device that nobody knows', async () => {
        const { identity } = await hub.person({ unit: 'MPS', role: 'assessor' });
        const other = newDeviceIdentity();
        const digits = fingerprintOf(other);
        expect(await grant(hub.transport, keyring, identity.device, digits)).toMatchObject({ ok: false });
        expect(await grant(hub.transport, keyring, identity.device, '')).toMatchObject({ ok: false });
        expect(await grant(hub.transport, keyring, v7(), digits)).toMatchObject({ ok: false });
      });

      test('nobody but a keyring may publish or grant, and a key is published once', async () => {
        const assessor = await hub.person({ unit: 'MPS', role: 'assessor' });
        const facets = { unit: 'MPS', key: v7(), publicKey: newDeviceIdentity().sealing.publicKey };
        const own = assessor.box.makeForDirectory('unit_key_published', facets);
        expect(await assessor.push(own)).toMatchObject([{ status: 'refused', code: 'not_permitted', who: 'keyring' }]);
        const officer = await hub.person({ unit: 'AUDIT', role: 'keyring' });
        const known = keyring.units['MPS']!.at(-1)!.key;
        const verdicts = await officer.push(
          officer.box.makeForDirectory('unit_key_published', { ...facets, key: known }),
          officer.box.makeForDirectory('unit_key_published', { ...facets, unit: 'KNT' }),
        );
        expect(verdicts.map((v) => v.status)).toEqual(['refused', 'refused']);
      });
    });
  });
