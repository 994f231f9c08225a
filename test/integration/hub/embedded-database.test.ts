import { execFile } from 'node:child_process';
import { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { pgliteDialect } from '../../../server/hub/store/pglite.ts';

const at = (path: string) => new URL(`../../../${path}`, import.meta.url).href;

test('when the embedded database breaks off the process ends and says so, instead of hanging for ever', async () => {
  // A COPY without data ends PGlite's backend in the middle of a statement (electric-sql/pglite#1058).
  const program = `
    import { Kysely, sql } from 'kysely';
    import { pgliteDialect } from '${at('server/hub/store/pglite.ts')}';
    const db = new Kysely({ dialect: await pgliteDialect(null) });
    await sql.raw('select 1/0').execute(db).catch((error) => console.log(error.message));
    await sql.raw('copy pg_class from stdin').execute(db).catch(() => undefined);
    console.log('went on');
  `;
  const ended = await new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    const options = { timeout: 60_000, killSignal: 'SIGKILL', cwd: new URL('../../..', import.meta.url) } as const;
    execFile(process.execPath, ['--input-type=module', '-e', program], options, (error, stdout, stderr) =>
      resolve({ code: error?.code, stdout, stderr }),
    );
  });
  expect(ended.stdout).toBe('division by zero\n');
  expect(ended.stderr).toContain('the embedded database broke off');
  expect(ended.code).toBe(70);
});

test('a transaction is refused to who asks for it, and to nobody else, when the database was closed meanwhile', async () => {
  const db = new Kysely({ dialect: await pgliteDialect(null) });
  // As when the hub stops while a call whose line broke stands between two questions.
  const asked = db.connection().execute(async (connection) => {
    await db.destroy();
    await connection.transaction().execute(() => Promise.resolve('went on'));
  });
  await expect(asked).rejects.toThrow('closed');
});
