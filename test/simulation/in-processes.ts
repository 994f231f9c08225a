import { fork, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

export interface Simulated {
  readonly schedules: number;
  readonly failures: number;
}

/** Seeds that a process is given at once: few, so that both end at the same time. */
const SHARE = 20;
/** A broken build fails everywhere; a few shortest histories are enough to see why. */
const SHRUNK = 3;

/** What a process is told to play. */
export interface Share {
  readonly from: number;
  readonly count: number;
  /** Whether the shortest history of a failure is wanted. */
  readonly shrink: boolean;
}
/** What it answers: the lines of each failure. */
export interface Answered {
  readonly failures: readonly (readonly string[])[];
}

/**
 * Plays schedules from one seed on, in as many processes as there are cores, each with an organisation of its own, and
 * says the failures. Throws when a process ends before its work.
 * @param told is called now and then with how many have been played
 * @param fits asked before each share, with how many have been begun: false ends it earlier than at `count`
 */
export async function simulate(
  from: number,
  count: number,
  say: (line: string) => void,
  told: (played: number) => void = () => undefined,
  processes = availableParallelism(),
  fits: (begun: number) => boolean = () => true,
): Promise<Simulated> {
  let next = from;
  let played = 0;
  let failures = 0;
  const one = async () => {
    const child = fork(fileURLToPath(new URL('share.ts', import.meta.url)), { stdio: 'inherit' });
    try {
      while (next < from + count && fits(next - from)) {
        const share: Share = { from: next, count: Math.min(SHARE, from + count - next), shrink: failures < SHRUNK };
        next += share.count;
        const { failures: found } = await answerOf(child, share);
        failures += found.length;
        for (const lines of found) for (const line of lines) say(line);
        told((played += share.count));
      }
    } finally {
      child.kill();
    }
  };
  const wanted = Math.max(1, Math.min(processes, Math.ceil(count / SHARE)));
  await Promise.all(Array.from({ length: wanted }, one));
  return { schedules: played, failures };
}

function answerOf(child: ChildProcess, share: Share): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null) => reject(new Error(`a process of the simulation ended with ${code}`));
    child.once('exit', gone);
    child.once('message', (answer) => {
      child.off('exit', gone);
      resolve(answer as Answered);
    });
    child.send(share);
  });
}
