import { protocol, type PGlite } from '@electric-sql/pglite';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';

const { serialize } = protocol;

/** What PostgreSQL said of a prepared statement: types of its parameters, and names and types of its columns. */
interface Prepared {
  readonly name: string;
  readonly parameters: readonly number[];
  readonly columns: readonly { readonly name: string; readonly type: number }[];
}

interface Message {
  readonly name: string;
}
interface RowDescription extends Message {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
}

/** These may be prepared. Anything else changes what there is, or how it is answered: then all is prepared anew. */
const PREPARABLE = /^\s*(?:select|insert|update|delete|with)\b/i;
/** Lists of different lengths are different statements. */
const MOST = 300;

const joined = (parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const isNamed =
  <M extends Message>(name: string) =>
  (message: Message): message is M =>
    message.name === name;

/**
 * Prepares each statement once. PGlite's own `query` parses, plans and describes it every time in five calls of the
 * backend, which is most of what a short statement takes: 0.44 ms against 0.1 ms.
 */
export function prepared(pglite: PGlite, connection: DatabaseConnection): DatabaseConnection {
  const plain = connection.executeQuery.bind(connection);
  const statements = new Map<string, Prepared>();
  let count = 0;
  const ask = async (...parts: Uint8Array[]): Promise<readonly Message[]> =>
    (await pglite.execProtocol(joined([...parts, serialize.sync()]))).messages;

  async function forget(): Promise<void> {
    if (statements.size === 0) return;
    statements.clear();
    await ask(serialize.query('deallocate all'));
  }

  async function prepare(sql: string): Promise<Prepared> {
    if (statements.size >= MOST) await forget();
    const name = `s${++count}`;
    const messages = await ask(serialize.parse({ name, text: sql }), serialize.describe({ type: 'S', name }));
    const parameters = messages.find(isNamed<Message & { dataTypeIDs: number[] }>('parameterDescription'));
    const row = messages.find(isNamed<RowDescription>('rowDescription'));
    const statement: Prepared = {
      name,
      parameters: parameters?.dataTypeIDs ?? [],
      columns: (row?.fields ?? []).map((field) => ({ name: field.name, type: field.dataTypeID })),
    };
    statements.set(sql, statement);
    return statement;
  }

  function written(value: unknown, type: number): string | null {
    if (value === null || value === undefined) return null;
    const write = pglite.serializers[type];
    return write === undefined ? String(value) : (write(value) as string);
  }

  const read = (text: string | null, type: number): unknown =>
    text === null ? null : (pglite.parsers[type]?.(text, type) ?? text);

  async function run<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const statement = statements.get(sql) ?? (await prepare(sql));
    const { name, columns } = statement;
    const values = parameters.map((value, at) => written(value, statement.parameters[at]!));
    const messages = await ask(serialize.bind({ statement: name, values }), serialize.execute({}));
    const rows: Record<string, unknown>[] = [];
    let affected = 0n;
    for (const message of messages) {
      if (isNamed<Message & { fields: (string | null)[] }>('dataRow')(message))
        rows.push(
          Object.fromEntries(columns.map((column, at) => [column.name, read(message.fields[at]!, column.type)])),
        );
      if (isNamed<Message & { text: string }>('commandComplete')(message)) affected = countOf(message.text);
    }
    return { rows: rows as Row[], numAffectedRows: affected };
  }

  return Object.assign(connection, {
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      if (PREPARABLE.test(query.sql)) return run(query);
      await forget();
      return plain(query);
    },
  });
}

/** `INSERT 0 3`, `UPDATE 2`: how many rows were written; a reading statement writes none. */
const countOf = (tag: string): bigint =>
  /^(?:INSERT|UPDATE|DELETE|MERGE)/.test(tag) ? BigInt(tag.split(' ').at(-1)!) : 0n;
