/** Who leads a unit: set by the administrator, kept in the directory's log, from where every workstation has it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { DIRECTORY } from '../../../shared/domain/compartment.ts';
import { emptyDirectory, foldDirectory } from '../../../shared/domain/directory.ts';
import { EventHeader } from '../../../shared/domain/header.ts';
import { allHeaders } from '../../../server/hub/store/events.ts';
import { hubDatabases, type HubDatabase } from '../support/hub-databases.ts';
import { ADMIN_TOKEN, testHub, type TestHub } from '../support/hub-organisation.ts';

for (const kind of hubDatabases)
  describe.skipIf(!kind.available)(`the head of a unit, on ${kind.name}`, () => {
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

    const set = async (unit: string, user: string | null, token = ADMIN_TOKEN) => {
      const headers = { authorization: `Bearer ${token}` };
      return hub.app.inject({ method: 'POST', url: '/v1/admin/unit-head', headers, payload: { unit, user } });
    };
    const headers = async () =>
      (await allHeaders(hub.hub.db, DIRECTORY)).map((json) => EventHeader.parse(JSON.parse(json)));
    const heads = async () => (await headers()).reduce(foldDirectory, emptyDirectory).heads;

    test('is one of its supervisors, nobody’s to set but the administrator’s, and the same again adds nothing', async () => {
      const head = await hub.addUser([{ unit: 'MPS', role: 'supervisor' }]);
      const assessor = await hub.addUser([{ unit: 'MPS', role: 'assessor' }]);
      expect((await set('MPS', head)).statusCode).toBe(204);
      const before = (await headers()).length;
      expect((await set('MPS', head)).statusCode).toBe(204);
      expect((await set('MPS', assessor)).statusCode).toBe(404);
      expect((await set('GMP', head)).statusCode).toBe(404);
      expect((await set('NOT-THERE', head)).statusCode).toBe(404);
      expect((await set('MPS', v7())).statusCode).toBe(404);
      expect((await set('MPS', head, 'x'.repeat(43))).statusCode).toBe(401);
      expect((await headers()).length).toBe(before);
      expect(await heads()).toEqual({ MPS: head });
      expect((await set('MPS', null)).statusCode).toBe(204);
      expect(await heads()).toEqual({});
    });
  });
