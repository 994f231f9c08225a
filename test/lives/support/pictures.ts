/**
 * The pictures of the guide. The lives take every one of them; no other can be taken, and none may be left out. They lie
 * in `out/lives/pictures`; with CANDOUR_GUIDE_PICTURES set they are renewed in the guide itself.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/build.ts';
import { type Person, resize } from '../../../scripts/tour/person.ts';
import { smallPng } from './small-png.ts';

export const pictures = [
  'set-up-fingerprint',
  'desk',
  'conflict-names',
  'case-statement',
  'decision',
  'offline',
  'pack-preview',
  'danger-sheet',
  'danger-taken-on',
  'safe-contact',
  'desk-returned',
  'waits-for-approval',
  'hand-over',
  'locked',
  'transfer',
  'allocation',
  'approval',
  'disposal-refused',
  'disposal-approve',
  'figures',
  'referral',
  'referral-return',
  'referral-outcome',
  'audit-entry',
  'person-held',
] as const;
export type PictureName = (typeof pictures)[number];

export const width = 1280;
export const height = 720;

const ofTheGuide = join(root, 'docs', 'guide', 'pictures');
export const picturesFolder = process.env.CANDOUR_GUIDE_PICTURES ? ofTheGuide : join(root, 'out', 'lives', 'pictures');
const taken = new Set<PictureName>();

/** Empties the folder: what is not taken anew must not lie there. */
export function beginPictures(): void {
  rmSync(picturesFolder, { recursive: true, force: true });
  mkdirSync(picturesFolder, { recursive: true });
  taken.clear();
}

/** What a person sees, in light, at the size of the guide. Each picture is taken once. */
export async function picture(person: Person, name: PictureName): Promise<void> {
  if (taken.has(name)) throw new Error(`The picture ${name} was taken already.`);
  await resize(person, width, height);
  await person.page().waitForFunction((wide) => innerWidth === wide, width);
  const shot = await person.page().screenshot({ animations: 'disabled', scale: 'css' });
  writeFileSync(join(picturesFolder, `${name}.png`), smallPng(shot));
  taken.add(name);
}

export const picturesTaken = (): readonly PictureName[] => [...taken];
