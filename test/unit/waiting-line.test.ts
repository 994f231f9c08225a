import fc from 'fast-check';
import { expect, test } from 'vitest';
import { waitingLine } from '../../electron/main/waiting-line.ts';

test('a second question at once leaves the first answered: as many waits end as words came, the first first', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom('ask', 'word'), { maxLength: 30 }), async (moves) => {
      const line = waitingLine();
      const ended: number[] = [];
      let asked = 0;
      let due = 0;
      for (const move of moves) {
        if (move === 'ask') {
          const turn = asked++;
          void line.wait().then(() => ended.push(turn));
        } else {
          // A word that nobody waits for is not kept for the next.
          due = Math.min(asked, due + 1);
          line.answered();
        }
        await Promise.resolve();
        expect(ended).toEqual([...Array(due).keys()]);
      }
      line.nobodyAnswers();
      await Promise.resolve();
      expect(ended).toHaveLength(asked);
    }),
  );
});
