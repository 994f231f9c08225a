import type { Annotation, CaseFile } from '../../../shared/domain/case-file.ts';
import type { Grade } from '../../../shared/domain/grade.ts';
import { locate } from '../../../shared/domain/annotation.ts';
import type { Signed } from '../../../shared/domain/opened-event.ts';

/** An annotation with its place in the text: null when its words are no longer found there. */
export interface Placed {
  readonly annotation: Annotation;
  readonly from: number;
  readonly to: number;
}

/** The annotations that stand, in the order of the text; those whose words are not found come apart. */
export function placedAnnotations(file: CaseFile): { placed: Placed[]; orphaned: Annotation[] } {
  const text = file.report?.narrative ?? '';
  const placed: Placed[] = [];
  const orphaned: Annotation[] = [];
  for (const annotation of file.annotations) {
    if (annotation.withdrawn !== null) continue;
    const at = locate(text, annotation.target);
    if (at === null) orphaned.push(annotation);
    else placed.push({ annotation, ...at });
  }
  placed.sort((a, b) => a.from - b.from || b.to - a.to || a.annotation.at.localeCompare(b.annotation.at));
  return { placed, orphaned };
}

export interface Statement {
  readonly annotation: Annotation;
  /** Its number, from 1, in the order of the text; statements whose words are lost come last. */
  readonly number: number;
  readonly grades: readonly (Signed & { grade: Grade })[];
}

/** The statements that stand, numbered as on the page. */
export function statementsOf(file: CaseFile): Statement[] {
  const { placed, orphaned } = placedAnnotations(file);
  return [...placed.map((p) => p.annotation), ...orphaned]
    .filter((annotation) => annotation.kind === 'statement')
    .map((annotation, index) => ({ annotation, number: index + 1, grades: file.grades[annotation.event] ?? [] }));
}

/** Statements with their latest grade; ungraded ones are left out, since they may not leave the unit. */
export const gradedStatements = (file: CaseFile) =>
  statementsOf(file).flatMap((statement) => {
    const grade = statement.grades.at(-1)?.grade;
    return grade === undefined ? [] : [{ ...statement, grade }];
  });
