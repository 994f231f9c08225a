/** Who is rung for a unit: set by the administrator, kept in the directory's log, from where every workstation has it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { DIRECTORY } from '../../../shared/domain/compartment.ts';
import { emptyDirectory, foldDirectory } from '../../../shared/domain/directory.ts';
import { EventHeader } from '../../../shared/domain/header.ts';
import { allHeaders } from '../../../server/hub/store/events.ts';
import { hubDatabases, type HubDatabase } from '../support/hub-databases.ts';
import { ADMIN_TOKEN, testHub, type TestHub } from '../support/hub-organisation.ts';

for (const kind of hubDatabases)
  describe.skipIf(!kind.available)(`who is on call, on ${kind.name}`, () => {
    let database: HubDatabase;
    let hub: TestHub;
    beforeAll(async () => {
      database = await kind.start();
      hub = await testHub(await database.fresh());
    });
    afterAll(async () => {
      await hub.close();
      await database.stop();
    });

    const set = async (unit: string, officers: object[], token = ADMIN_TOKEN) => {
      const headers = { authorization: `Bearer ${token}` };
      return hub.app.inject({ method: 'POST', url: '/v1/admin/on-call', headers, payload: { unit, officers } });
    };
    const headers = async () =>
      (await allHeaders(hub.hub.db, DIRECTORY)).map((json) => EventHeader.parse(JSON.parse(json)));
    const onCall = async () => (await headers()).reduce(foldDirectory, emptyDirectory).onCall;

    test('is what was set last, for this unit alone, and the same again adds nothing to the log', async () => {
      const [one, other] = [await hub.addUser([]), await hub.addUser([])];
      const first = [
        { user: one, telephone: '020 7946 0018' },
        { user: other, telephone: '020 7946 0019' },
      ];
      expect((await set('MPS', first)).statusCode).toBe(204);
      expect((await set('GMP', [{ user: other, telephone: '0161 496 0018' }])).statusCode).toBe(204);
      const before = (await headers()).length;
      expect((await set('MPS', first)).statusCode).toBe(204);
      expect((await headers()).length).toBe(before);
      expect((await onCall())?.MPS).toEqual(first);
      await set('MPS', []);
      expect(await onCall()).toMatchObject({ MPS: [], GMP: [{ user: other }] });
    });

    test('names only units and people of the directory, and is nobody’s to set but the administrator’s', async () => {
      const before = (await headers()).length;
      const user = await hub.addUser([]);
      const added = (await headers()).length - before;
      expect((await set('MPS', [{ user: v7(), telephone: '020 7946 0018' }])).statusCode).toBe(404);
      expect((await set('NOT-THERE', [{ user, telephone: '020 7946 0018' }])).statusCode).toBe(404);
      expect((await set('MPS', [{ user, telephone: '' }])).statusCode).toBe(400);
      expect((await set('MPS', [], 'x'.repeat(43))).statusCode).toBe(401);
      expect((await headers()).length).toBe(before + added);
    });
  });
