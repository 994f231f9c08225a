import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeAll, describe, expect, test } from 'vitest';
import { organisation, reportEvent, type Organisation } from '../support/report-events.ts';
import { TestVault } from './support/vault.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

describe('a killed vault', () => {
  test('has every event and draft that it acknowledged, whole, in a queue without a gap', async () => {
    const child = new URL('support/writer-child.ts', import.meta.url).pathname;
    for (const afterLines of [1, 7, 40]) {
      const vault = await new TestVault(org).withDirectory();
      const [report] = await vault.receive(reportEvent(org));
      const { caseId } = report!.header;
      vault.screen([caseId]);
      vault.db.close();

      const running = spawn(process.execPath, [child, vault.file, vault.key.toString('hex'), caseId], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let said = '';
      running.stdout.on('data', (bytes: Buffer) => {
        said += bytes.toString();
        if (said.split('\n').length > afterLines) running.kill('SIGKILL');
      });
      await once(running, 'close');
      const acknowledged = said
        .split('\n')
        .slice(0, -1)
        .map((line) => line.split(' ')[0]!);
      expect(acknowledged.length).toBeGreaterThanOrEqual(afterLines);

      vault.reopen();
      const { file, drafts } = vault.read(caseId);
      const kept = file!.assessments.map((assessment) => assessment.event);
      expect(kept).toEqual(expect.arrayContaining(acknowledged));
      // At most the one under way may be there unacknowledged.
      expect(kept.length - acknowledged.length).toBeLessThanOrEqual(1);
      expect(drafts.map(({ content }) => content)).toEqual([{ text: expect.stringMatching(/^word \d+$/) as string }]);
      const outbox = await vault.outbox();
      expect(outbox.map(({ header }) => header.deviceSeq)).toEqual(outbox.map((_, index) => index + 1));
      expect(vault.db.column('PRAGMA integrity_check')).toEqual(['ok']);
      vault.sign({ caseId, type: 'assessed', facets: { stage: 'risk', round: 1, danger: 'yes' }, payload: {} });
      expect((await vault.outbox()).at(-1)?.header.deviceSeq).toBe(outbox.length + 1);
    }
  });
});
