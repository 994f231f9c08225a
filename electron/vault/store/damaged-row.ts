import type { z } from 'zod';

/**
 * A row of the vault is not what this version writes: somebody wrote into the file with its key, or a bug did. Only its
 * case is closed; every other goes on. The message holds no word of the row.
 */
export class DamagedRow extends Error {
  /** The case that it belongs to, or null. */
  readonly caseId: string | null;
  constructor(caseId: string | null) {
    super('a row of the vault is damaged');
    this.name = 'DamagedRow';
    this.caseId = caseId;
  }
}

function jsonOf(text: string, caseId: string | null): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DamagedRow(caseId);
  }
}

/** The stored JSON by its schema. @throws DamagedRow */
export function parseStored<S extends z.ZodType>(schema: S, text: string, caseId: string | null): z.output<S> {
  const parsed = schema.safeParse(jsonOf(text, caseId));
  if (!parsed.success) throw new DamagedRow(caseId);
  return parsed.data;
}

/** Contents, whose schema is known only to whoever folds them. @throws DamagedRow when it is no JSON */
export const storedContents = (text: string | null, caseId: string): unknown =>
  text === null ? null : jsonOf(text, caseId);

/** What `read` answers, or `otherwise` where a row is damaged: for work over many cases, which one must not stop. */
export function unlessDamaged<Value, Other>(read: () => Value, otherwise: Other): Value | Other {
  try {
    return read();
  } catch (error) {
    if (error instanceof DamagedRow) return otherwise;
    throw error;
  }
}
