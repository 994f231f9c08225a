import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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
    const { page } = await new RealStation().start();
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
    const written = await page.value('bundle.write', { file: at('to-hub.age') });
    expect(written.events).toBeGreaterThan(0);
    expect((await page.value('sync.state', {})).waiting).toBe(1);

    const came = await hubReads(organisation.hub, readFileSync(at('to-hub.age')));
    expect(came.verdicts.every(({ status }) => status === 'accepted')).toBe(true);
    writeFileSync(at('back.age'), await hubWrites(organisation.hub, taken.device));
    const read = await page.value('bundle.read', { file: at('back.age') });
    expect(read).toMatchObject({ accepted: came.verdicts.length, refused: [], gaps: [], older: false });
    await until(async () => (await page.value('sync.state', {})).waiting === 0);
  } finally {
    await organisation.close();
  }
});
