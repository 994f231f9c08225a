import type { Chart } from '../../../shared/bridge/knowing.ts';
import { LinkKind } from '../../../shared/domain/alerts.ts';
import type { ReadConnection, SqlRow } from '../store/connection.ts';
import { knownId, linesOf } from './lines.ts';

/** More than these are read by nobody. */
const NODES = 60;
/** Cases that are counted beyond them. */
const WALKED = 1000;

type Edge = { from: number; to: number; kind: Chart['edges'][number]['kind'] };
interface EdgeRow extends SqlRow {
  a: number;
  b: number;
  kind: string;
}

/** Links of either log and follow-ups between a case and known ones, in a fixed order. */
function edgesOf(db: ReadConnection, id: number): Edge[] {
  const rows = db.all<EdgeRow>(
    `SELECT l.id AS a, k.id AS b, l.kind FROM known_links l CROSS JOIN known_cases k ON k.case_id = l.other WHERE l.id = ?
     UNION ALL
     SELECT l.id, ?, l.kind FROM known_cases own CROSS JOIN known_links l ON l.other = own.case_id WHERE own.id = ?
     UNION ALL
     SELECT own.id, c.id, 'follow_up' FROM cases own CROSS JOIN cases c ON c.parent_reference = own.reference
       CROSS JOIN known_cases k ON k.id = c.id WHERE own.id = ?
     UNION ALL
     SELECT c.id, own.id, 'follow_up' FROM cases own CROSS JOIN cases c ON c.reference = own.parent_reference
       CROSS JOIN known_cases k ON k.id = c.id WHERE own.id = ? AND c.hidden = 0`,
    [id, id, id, id, id],
  );
  return rows
    .flatMap(({ a, b, kind }): Edge[] => {
      const link = LinkKind.safeParse(kind);
      if (kind !== 'follow_up' && !link.success) return [];
      return [{ from: a, to: b, kind: link.success ? link.data : 'follow_up' }];
    })
    .sort((x, y) => x.from - y.from || x.to - y.to);
}

/** The cases that links and follow-ups of a case lead to, step by step; at most sixty with it. */
export function readChart(db: ReadConnection, caseId: string): Chart {
  const start = knownId(db, caseId);
  if (start === null) return { nodes: [], edges: [], left: 0 };
  const distance = new Map([[start, 0]]);
  const edges = new Map<string, Edge>();
  for (const at of distance.keys()) {
    if (distance.size > WALKED) break;
    for (const edge of edgesOf(db, at)) {
      const other = edge.from === at ? edge.to : edge.from;
      if (!distance.has(other)) distance.set(other, distance.get(at)! + 1);
      // A pair is drawn once, whichever log says so.
      const pair = [edge.from, edge.to].sort((x, y) => x - y).join(' ');
      if (!edges.has(pair)) edges.set(pair, edge);
    }
  }
  const shown = [...distance.keys()].slice(0, NODES);
  const lines = linesOf(db, shown);
  const nodes = shown.flatMap((id) => {
    const line = lines.get(id);
    return line === undefined ? [] : [{ ...line, distance: distance.get(id)! }];
  });
  return {
    nodes,
    edges: [...edges.values()].flatMap(({ from, to, kind }) => {
      const [a, b] = [lines.get(from), lines.get(to)];
      return a === undefined || b === undefined ? [] : [{ from: a.caseId, to: b.caseId, kind }];
    }),
    left: distance.size - nodes.length,
  };
}
