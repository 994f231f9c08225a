import type { Region } from '../../../../../shared/domain/events/attachment.ts';

/** Quarter turns to the right: 0 to 3. */
export type Turns = 0 | 1 | 2 | 3;
export type Box = Pick<Region, 'x' | 'y' | 'width' | 'height'>;

const once = ({ x, y, width, height }: Box): Box => ({ x: 1 - y - height, y: x, width: height, height: width });

/** Where a part of the upright picture lies once it is turned. */
export function turned(box: Box, turns: Turns): Box {
  let now = box;
  for (let n = 0; n < turns; n++) now = once(now);
  return now;
}

/** The part of the upright picture that lies there when it is turned. */
export const upright = (box: Box, turns: Turns): Box => turned(box, ((4 - turns) % 4) as Turns);

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
const LEAST = 0.01;

/** A box moved and made larger by shares, kept inside the picture. */
export function nudged(box: Box, by: Partial<Box>): Box {
  const width = clamp(box.width + (by.width ?? 0), LEAST, 1);
  const height = clamp(box.height + (by.height ?? 0), LEAST, 1);
  return {
    x: clamp(box.x + (by.x ?? 0), 0, 1 - width),
    y: clamp(box.y + (by.y ?? 0), 0, 1 - height),
    width,
    height,
  };
}
