/** The statements of one pull and one push as the hub asks them, without anything that a hub does in between. */
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';

interface Known {
  readonly device: string;
  readonly user: string;
  readonly caseId: string;
  readonly compartment: string;
}

const nonce = `insert into nonces (device, nonce, expires_at) select $1::uuid, $2::text, 0
  from (select set_config('synchronous_commit', 'off', true)) as unwaited on conflict do nothing returning nonce`;
const device = `select devices.*, hub.epoch, hub.review_since from devices join hub on true where device = $1`;

export async function rawPull(client: pg.PoolClient, known: Known): Promise<void> {
  await client.query(device, [known.device]);
  await client.query(nonce, [known.device, randomUUID()]);
  await client.query('start transaction isolation level repeatable read, read only');
  await client.query('select * from users where user_id = $1', [known.user]);
  await client.query('select compartment from compartment_readers where user_id = $1', [known.user]);
  await client.query('select compartment from compartment_closed where user_id = $1', [known.user]);
  await client.query('select * from compartments where compartment = $1', [known.compartment]);
  await client.query('select seq, weight from events where compartment = $1 and seq > 0 order by seq limit 500', [
    known.compartment,
  ]);
  await client.query('select * from events where compartment = $1 and seq > 0 and seq <= 500 order by seq', [
    known.compartment,
  ]);
  await client.query('select grants_version from hub');
  await client.query('commit');
}

export async function rawPush(client: pg.PoolClient, known: Known): Promise<void> {
  const id = randomUUID();
  await client.query(device, [known.device]);
  await client.query(nonce, [known.device, randomUUID()]);
  await client.query('begin');
  try {
    await client.query('select * from devices where device = $1 for update', [known.device]);
    await client.query('select * from ledger where id = any($1)', [[id]]);
    await client.query('select * from users where user_id = $1 for share', [known.user]);
    await client.query('select * from case_state where case_id = any($1) order by case_id for update', [
      [known.caseId],
    ]);
    await client.query(
      `insert into ledger (id, header_hash, device, device_seq, verdict, hub_time)
      values ($1, $2, $3, 0, '{}', '')`,
      [id, randomBytes(32).toString('hex'), known.device],
    );
    await client.query('update devices set last_seq = last_seq where device = $1', [known.device]);
    await client.query('update case_state set facts = facts, weight = weight where case_id = $1', [known.caseId]);
    const log = await client.query<{ head: number; peaks: unknown }>(
      `select * from compartments where compartment = 'raw' for update`,
    );
    const { head, peaks } = log.rows[0]!;
    await client.query(
      `insert into events (compartment, seq, id, case_id, type, header, signature, sealed, hub_time, weight)
       values ('raw', $1, $2, $3, 'annotated', $4, $5, $6, '', 0)`,
      [head + 1, id, known.caseId, 'h'.repeat(700), 's'.repeat(88), randomBytes(300)],
    );
    await client.query(`update compartments set head = $1, peaks = $2 where compartment = 'raw'`, [
      head + 1,
      JSON.stringify(peaks),
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** A log of its own, so that the hub's stays whole. */
export async function rawPool(url: string): Promise<pg.Pool> {
  const pool = new pg.Pool({ connectionString: url, max: 20 });
  await pool.query(`insert into compartments (compartment, kind) values ('raw', 'desk') on conflict do nothing`);
  await pool.query(`update compartments set peaks = (select peaks from compartments order by head desc limit 1)
    where compartment = 'raw'`);
  return pool;
}
