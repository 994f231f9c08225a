/**
 * Five whole lives of reports, from their receipt to their end: real workstations of two desks and an investigation unit,
 * each with a vault of its own, on one real hub. Afterwards the figures are compared with a recount of the events, and an
 * auditor reads who did what. The pictures of the guide are taken on the way (`support/pictures.ts`).
 */
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conflict, desk } from '../../scripts/tour/screens.ts';
import { ask } from '../e2e/support/bridge.ts';
import { picturesOfFailures } from '../e2e/support/office.ts';
import { conflictOfInterest } from './played/conflict.ts';
import { disposal } from './played/disposal.ts';
import { danger } from './played/emergency.ts';
import { afterwards } from './played/afterwards.ts';
import { returned } from './played/returned.ts';
import { transfer } from './played/transfer.ts';
import { openStage, type Stage, toDesk } from './support/cast.ts';
import { beginPictures, picture, pictures, picturesFolder, picturesTaken } from './support/pictures.ts';

let opened: Stage;
const stage = () => opened;

beforeAll(async () => {
  beginPictures();
  opened = await openStage();
}, 240_000);
afterAll(() => opened?.office.close());
picturesOfFailures(() => opened?.office);

describe('a morning', () => {
  it('begins with a fingerprint that is read out, and a Desk in which nobody is named yet', async () => {
    const assessor = await opened.person('assessor', (person) => picture(person, 'set-up-fingerprint'));
    await desk.view(assessor, 'today');
    await desk.grid(assessor).focus();
    await picture(assessor, 'desk');
    await assessor.press('c');
    await conflict.pass(assessor, async (sheet) => {
      if (sheet === 'roles') return;
      await assessor.press('y');
      await picture(assessor, 'conflict-names');
      // They turn out to be somebody else.
      await assessor.press('ArrowUp', 'y');
    });
    await toDesk(assessor);
    expect((await ask(assessor, 'desk.counts', { view: 'all' })).views.all).toBe(8);
  });
});

transfer(stage);
danger(stage);
returned(stage);
conflictOfInterest(stage);
disposal(stage);
afterwards(stage);

describe('the pictures of the guide', () => {
  it('were all taken, and no other lies beside them', () => {
    expect([...picturesTaken()].sort()).toEqual([...pictures].sort());
    const lying = readdirSync(picturesFolder);
    expect(lying.sort()).toEqual(pictures.map((name) => `${name}.png`).sort());
  });
});
