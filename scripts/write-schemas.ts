/**
 * Writes the published JSON Schemas out of the schemas that the code itself parses with.
 * `node scripts/write-schemas.ts` writes; `--check` exits with 1 when a committed file differs.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { Policy } from '../shared/bridge/policy.ts';
import { SavedPack } from '../shared/bridge/saved-pack.ts';
import { InboundReport } from '../shared/domain/inbound.ts';

const folder = new URL('../resources/schemas/', import.meta.url);

/** File name → contents, as they should stand in `resources/schemas`. */
export function schemaFiles(): Record<string, string> {
  const { $schema, ...inbound } = z.toJSONSchema(InboundReport, { target: 'draft-2020-12', io: 'input' });
  const titled = {
    $schema,
    title: 'Inbound report',
    description: 'One report of the hotline, as one JSON object on a line of its own. Null means absent.',
    ...inbound,
  };
  const { $schema: dialect, ...fields } = z.toJSONSchema(Policy, { target: 'draft-2020-12', io: 'input' });
  const policy = {
    $schema: dialect,
    title: 'Policy of a workstation',
    description: 'What an administrator decides for a workstation of Candour; docs/policy.md explains every field.',
    ...fields,
  };
  const { $schema: draft, ...pack } = z.toJSONSchema(SavedPack, { target: 'draft-2020-12', io: 'input' });
  const saved = {
    $schema: draft,
    title: 'Referral pack',
    description: 'A sanitised pack that was sent, as it is saved beside its PDF; docs/taking-out.md explains it.',
    ...pack,
  };
  const json = (schema: object) => `${JSON.stringify(schema, null, 2)}\n`;
  return {
    'inbound-report.schema.json': json(titled),
    'policy.schema.json': json(policy),
    'referral-pack.schema.json': json(saved),
  };
}

const committed = (file: URL) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

function run(check: boolean): boolean {
  mkdirSync(folder, { recursive: true });
  const stale = Object.entries(schemaFiles()).filter(([name, text]) => committed(new URL(name, folder)) !== text);
  for (const [name, text] of stale) {
    if (!check) writeFileSync(new URL(name, folder), text);
    console.log(check ? `resources/schemas/${name} differs: run node scripts/write-schemas.ts` : `wrote ${name}`);
  }
  return !check || stale.length === 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = run(process.argv.includes('--check')) ? 0 : 1;
}
