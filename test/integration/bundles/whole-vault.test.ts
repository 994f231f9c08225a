import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DATABASE } from '../../../electron/vault/keys/file-key.ts';
import { startOrganisation } from '../sync/support/organisation.ts';
import { until } from '../sync/support/workstation.ts';
import { RealStation } from '../vault/support/real-station.ts';
import { temporaryFolder } from '../vault/support/vault.ts';
import { PASSPHRASE } from '../vault/support/workstation.ts';
import { hubReads, hubWrites } from './by-hand.ts';

const noFilter = { forces: [], categories: [], urgencies: [], channels: [], states: [] };

test('a vault that never had a line enrols, receives, signs and hears the verdict', { timeout: 240_000 }, async () => {
  const organisation = await startOrganisation();
  try {
    const user = await organisation.person('Assessor', [{ unit: 'MPS', role: 'assessor' }]);
    await organisation.importReports(3, 'MPS');
    const stick = temporaryFolder();
    const at = (name: string) => join(stick, name);
    const station = await new RealStation().start();
    const { page } = station;
    const code = await organisation.codeFor(user);
    await page.value('enrolment.request', { code, passphrase: PASSPHRASE, file: at('request.txt') });
    expect((await page.value('enrolment.pending', {})).since).not.toBeNull();

    const taken = await hubReads(organisation.hub, readFileSync(at('request.txt')));
    await organisation.grant({ device: taken.device, fingerprint: taken.fingerprint! });
    writeFileSync(at('answer.age'), await hubWrites(organisation.hub, taken.device));
    const made = await page.value('enrolment.answer', { file: at('answer.age'), passphrase: PASSPHRASE });
    expect(made).toMatchObject({ name: 'Assessor', device: taken.device, fingerprint: taken.fingerprint });
    expect(await page.value('enrolment.pending', {})).toMatchObject({ since: null });

    const query = { view: 'all', search: '', typing: false, filter: noFilter, sort: [] } as const;
    const opened = await page.value('desk.open', query as never);
    expect(opened.total).toBe(3);
    const [row] = await page.value('desk.slice', { list: opened.list, from: 0, to: 1 });
    const caseId = row!.caseId;
    await page.value('screen.sign', { none: [caseId], declared: [] });
    const stopped = page.call('bundle.write', { file: at('stopped.age') });
    await page.value('bundle.cancel', {});
    expect(await stopped).toMatchObject({ ok: false, error: { code: 'bundle_not_written' } });
    expect(readdirSync(stick).filter((name) => name.startsWith('stopped'))).toEqual([]);

    // A page that is no longer ours names the vault's own database.
    const database = join(station.profile, DATABASE);
    const before = readFileSync(database).length;
    station.mayWrite = () => false;
    for (const file of [database, at('unasked.age')])
      expect(await page.call('bundle.write', { file })).toMatchObject({
        ok: false,
        error: { code: 'file_not_chosen' },
      });
    expect(existsSync(at('unasked.age'))).toBe(false);
    expect(readFileSync(database).length).toBeGreaterThanOrEqual(before);
    station.mayWrite = () => true;

    const written = await page.value('bundle.write', { file: at('to-hub.age') });
    expect(written.events).toBeGreaterThan(0);
    expect((await page.value('sync.state', {})).waiting).toBe(1);

    const came = await hubReads(organisation.hub, readFileSync(at('to-hub.age')));
    expect(came.verdicts.every(({ status }) => status === 'accepted')).toBe(true);
    writeFileSync(at('back.age'), await hubWrites(organisation.hub, taken.device));
    const read = await page.value('bundle.read', { file: at('back.age') });
    // One was signed by the person; what else came back and was accepted, the journal's, nobody would count.
    expect(came.verdicts.length).toBeGreaterThan(1);
    expect(read).toMatchObject({ events: 0, accepted: 1, refused: [], gaps: [], older: false });
    expect(await page.value('bundle.read', { file: at('back.age') })).toMatchObject({ events: 0, accepted: 0 });
    await until(async () => (await page.value('sync.state', {})).waiting === 0);
  } finally {
    await organisation.close();
  }
});
