/** Where a remembered window may be opened again. */

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Whether enough of a remembered window would be seen on the screens that are there now. */
export function onSomeScreen(bounds: Area, areas: readonly Area[]): boolean {
  return areas.some((area) => {
    const across = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
    const down = Math.min(bounds.y + bounds.height, area.y + area.height) - Math.max(bounds.y, area.y);
    return across >= 200 && down >= 100;
  });
}
