import type { RefusedEvent } from '../../../../shared/bridge/case.ts';
import type { TimelineEntry } from '../../../../shared/domain/case-file.ts';

/** A line of the timeline: one event, or what was signed and taken back again, folded into one. */
export interface Line {
  /** What is told first: for a pair, what was signed. */
  readonly entry: TimelineEntry;
  /** What took it back; null where it stands. */
  readonly withdrawn: TimelineEntry | null;
  /** What lies folded between the two, such as changes of a mark, oldest first. */
  readonly between: readonly TimelineEntry[];
  /** Set for one's own version that the hub refused and that gave way to what stands. */
  readonly gaveWay?: RefusedEvent;
}

/** The events that `entry` takes back or belongs to: by id, or by what it is about. */
function groupOf(
  entry: TimelineEntry,
): { readonly key: string; readonly opens: boolean; readonly closes: boolean } | null {
  const { type, facets, event } = entry;
  const about = facets as Readonly<Record<string, unknown>>;
  switch (type) {
    case 'annotated':
      return { key: `mark ${event}`, opens: true, closes: false };
    case 'annotation_revised':
      return { key: `mark ${String(about.annotation)}`, opens: false, closes: false };
    case 'annotation_withdrawn':
      return { key: `mark ${String(about.annotation)}`, opens: false, closes: true };
    case 'attachment_noted':
      return { key: `note ${event}`, opens: true, closes: false };
    case 'attachment_note_withdrawn':
      return { key: `note ${String(about.note)}`, opens: false, closes: true };
    case 'labelled':
      return { key: `label ${String(about.label)}`, opens: about.on === true, closes: about.on !== true };
    case 'linked':
      return {
        key: `link ${String(about.other)} ${String(about.kind)}`,
        opens: about.on === true,
        closes: about.on !== true,
      };
    default:
      return null;
  }
}

/**
 * Folds what was signed and taken back into one line, which stands where it was taken back: nothing is lost, and nothing
 * that had no effect in the end takes room. Oldest first, as the entries are; every entry is in exactly one line.
 */
export function foldPairs(entries: readonly TimelineEntry[]): Line[] {
  const open = new Map<string, TimelineEntry[]>();
  const pairs = new Map<TimelineEntry, Line>();
  const folded = new Set<TimelineEntry>();
  for (const entry of entries) {
    const group = groupOf(entry);
    if (group === null) continue;
    const before = open.get(group.key);
    // A label that is put on twice is open since the first time.
    if (group.opens && before === undefined) open.set(group.key, [entry]);
    else if (before !== undefined && !group.closes) before.push(entry);
    else if (before !== undefined) {
      const [first, ...between] = before;
      pairs.set(entry, { entry: first!, withdrawn: entry, between });
      for (const one of before) folded.add(one);
      open.delete(group.key);
    }
  }
  return entries
    .filter((entry) => !folded.has(entry))
    .map((entry) => pairs.get(entry) ?? { entry, withdrawn: null, between: [] });
}

/** Puts the versions that gave way among the lines, each at the moment at which it was signed. Nothing of them is in the log. */
export function withGivenWay(lines: readonly Line[], versions: readonly RefusedEvent[], by: string): Line[] {
  const given = versions.map((version): Line => {
    const { event, at, type, facets } = version;
    const entry = { event, by, at, accepted: false, type, known: true, erased: false, seq: null, facets };
    return { entry: entry as TimelineEntry, withdrawn: null, between: [], gaveWay: version };
  });
  const all = [...lines];
  for (const line of given) {
    const later = all.findIndex(({ entry }) => entry.at > line.entry.at);
    all.splice(later === -1 ? all.length : later, 0, line);
  }
  return all;
}
