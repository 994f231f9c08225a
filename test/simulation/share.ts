/** One process of a simulation: plays the shares that it is sent, until it is told to end. */
import type { Answered, Share } from './in-processes.ts';
import { play } from './play.ts';
import { prepareWorld } from './sim-world.ts';
import { shrunk, told } from './simulate.ts';

const world = await prepareWorld();
let shares: Promise<void> = Promise.resolve();

process.on('message', (share: Share) => {
  shares = shares.then(async () => {
    const failures: string[][] = [];
    for (let seed = share.from; seed < share.from + share.count; seed++) {
      const played = await play(world, seed);
      if (played.failure !== null) failures.push(told(share.shrink ? await shrunk(world, played) : played));
    }
    process.send!({ failures } satisfies Answered);
  });
});
// Nobody is left to answer.
process.on('disconnect', () => process.exit(1));
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => {
    void world.close().finally(() => process.exit(0));
  });
