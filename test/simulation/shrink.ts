/**
 * The fewest steps that still fail, found by leaving out ever smaller stretches (delta debugging, Zeller 1999, without
 * its tests of single stretches): afterwards no step that is left can be left out by itself, unless `most` tries were
 * not enough. The same steps and the same answers give the same result.
 */
export async function shortest<Step>(
  steps: readonly Step[],
  fails: (steps: readonly Step[]) => Promise<boolean>,
  most = 400,
): Promise<readonly Step[]> {
  let left = steps;
  let tries = 0;
  for (let length = Math.ceil(left.length / 2); length >= 1 && tries < most;) {
    let dropped = false;
    for (let at = 0; at < left.length && tries < most;) {
      const without = [...left.slice(0, at), ...left.slice(at + length)];
      tries += 1;
      if (await fails(without)) {
        left = without;
        dropped = true;
      } else at += length;
    }
    // Something that went may have been what held another in place.
    if (length === 1 && !dropped) break;
    length = length === 1 ? 1 : Math.ceil(length / 2);
  }
  return left;
}
