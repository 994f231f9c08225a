/** A first sync of a desk from which cases have gone, here and there in its log. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { limits } from '../../../shared/protocol/calls.ts';
import { startProxy, type Proxy } from '../sync/support/proxy.ts';
import { openWorkstation } from '../sync/support/workstation.ts';
import { move, settled, startOffice, type Office } from './office.ts';

const PAGES = 4;

let office: Office;
let proxy: Proxy;
beforeEach(async () => {
  office = await startOffice();
  proxy = await startProxy(office.organisation.address);
});
afterEach(async () => {
  await proxy.close();
  expect(await office.close()).toEqual([]);
});

it('reads every page of it once: what the hub said before it was read tells where the cases may be', async () => {
  const { organisation, open } = office;
  const sender = await office.workstation('Xanthe Quillfeather', { unit: 'MPS', role: 'supervisor' });
  for (let page = 0; page < PAGES; page++) {
    await organisation.importReports(limits.pageEvents, 'MPS', 10 + page);
    await settled(sender);
    const caseId = sender.caseIds()[0]!;
    await move(sender, { caseId, to: 'desk', unit: 'GMP', why: 'misrouted', reason: 'The officer serves there.' });
    await settled(sender);
  }
  const user = await organisation.person('Zebedee Wimpole', [{ unit: 'MPS', role: 'assessor' }]);
  const late = await openWorkstation({ hub: proxy.address, code: await organisation.codeFor(user) });
  open.push(late);
  await organisation.grant(late.identity);
  late.start();
  await late.settled();
  expect(late.count('cases')).toBe(PAGES * (limits.pageEvents - 1));
  const asked = proxy.calls.filter((target) => /^\/v1\/feed.*desk/.test(target));
  expect(asked.length).toBeGreaterThan(PAGES);
  // A page that is put off is asked for again, after a pause that doubles each time.
  expect(asked.filter((target, at) => asked.indexOf(target) !== at)).toEqual([]);
});
