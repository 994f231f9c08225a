import { readFileSync, writeFileSync } from 'node:fs';
import { Unreachable } from '../../device/transport.ts';
import { faultMeanings, type Fault } from '../../hub/verify/fault.ts';
import { VerifiedPart } from '../../hub/verify/verify.ts';
import { adminClient } from '../admin-client.ts';
import { dataFolder } from '../data-folder.ts';
import { withHub } from '../hub-access.ts';
import { print, printJson, tell, thousands } from '../output.ts';
import { Stop } from '../stop.ts';
import { hubCommand, type Common } from './common.ts';

interface VerifyOptions extends Common {
  readonly against?: string;
  readonly keep?: string;
  readonly json?: boolean;
}

/** Checkpoints out of a file that `--keep` or `export` has written: signed notes one after the other, or JSON Lines. */
export function checkpointsIn(text: string): string[] {
  if (!text.trimStart().startsWith('{'))
    return [...text.matchAll(/candour\/[^]*?\n\n— [^\n]+\n/g)].map(([note]) => note);
  return text.split('\n').flatMap((line) => {
    const found = /"checkpoint":("(?:[^"\\]|\\.)*")/.exec(line);
    return found === null ? [] : [JSON.parse(found[1]!) as string];
  });
}

function readKept(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Stop(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}): check --against`);
  }
  const kept = checkpointsIn(text);
  if (kept.length === 0) throw new Stop(`there is no checkpoint in ${file}: check --against`);
  return kept;
}

const where = ({ compartment, seq, detail }: Fault) =>
  [compartment, seq === null ? null : `event ${thousands(seq)}`, detail === '' ? null : `(${detail})`]
    .filter((part) => part !== null)
    .join(' ');

async function* partsOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<VerifiedPart> {
  let held = '';
  const decoder = new TextDecoder();
  for await (const piece of stream) {
    const lines = (held + decoder.decode(piece, { stream: true })).split('\n');
    held = lines.pop()!;
    for (const line of lines) yield VerifiedPart.parse(JSON.parse(line));
  }
  if (held !== '') throw new Unreachable('the answer broke off');
}

async function verify(options: VerifyOptions): Promise<void> {
  const against = options.against === undefined ? [] : readKept(options.against);
  const parts: VerifiedPart[] = [];
  await withHub(dataFolder(options.data), options.hub, async (access) => {
    try {
      for await (const part of partsOf(adminClient(access).verification(against))) {
        parts.push(part);
        if (options.json) printJson(part);
        else if (part.fault !== null) print(`WRONG  ${part.part}: ${faultMeanings[part.fault.kind]}`);
        else print(`good   ${part.part}${part.events === null ? '' : `, ${thousands(part.events)} events`}`);
      }
    } catch (error) {
      if (error instanceof Unreachable) throw new Stop(`${error.message}: check --hub and --data`);
      throw error;
    }
  });
  if (!parts.some(({ part }) => part === 'files')) throw new Stop('the verification broke off: run it again');
  const wrong = parts.flatMap(({ fault }) => (fault === null ? [] : [fault]));
  const [first] = wrong;
  if (first !== undefined)
    throw new Stop(
      `the record is not what was accepted. The first fault: ${where(first)}: ${faultMeanings[first.kind]}` +
        `${wrong.length > 1 ? `; ${wrong.length - 1} more above` : ''}. Change nothing, and tell your security officer.`,
    );
  if (options.keep !== undefined) {
    writeFileSync(options.keep, parts.flatMap(({ checkpoint }) => checkpoint ?? []).join('\n'), { mode: 0o600 });
    tell(`checkpoints written to ${options.keep}: keep them where nobody who runs the hub can change them`);
  }
}

export const verifyCommand = () =>
  hubCommand('verify', 'Check the whole record against what was signed; ends with 1 and the first fault if it is not', [
    'verify',
    'verify --keep checkpoints.txt      # to be kept by an auditor, away from the hub',
    'verify --against checkpoints.txt   # also finds a log whose end was taken away with its checkpoint',
  ])
    .option('--against <file>', 'checkpoints that were kept before, by --keep or export')
    .option('--keep <file>', 'write the checkpoint of every log, if all is in order')
    .option('--json', 'print one JSON object for each part')
    .action(verify);
