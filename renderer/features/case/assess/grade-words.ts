import { labelOf } from '../../../words/codes.ts';
import type { Grade } from '../../../../shared/domain/grade.ts';

/** A grade's meaning, letter by letter: never a colour, a star or a per cent. */
export function gradeInWords(grade: Grade): string {
  const parts = [
    `${grade.source} ${labelOf('source_evaluation', grade.source)}`,
    `${grade.information} ${labelOf('information_assessment', grade.information)}`,
    `${grade.handling} ${labelOf('handling_code', grade.handling)}`,
    ...(grade.action === undefined ? [] : [`${grade.action} ${labelOf('action_code', grade.action)}`]),
    ...(grade.sanitisation === undefined
      ? []
      : [`${grade.sanitisation} ${labelOf('sanitisation_code', grade.sanitisation)}`]),
    ...(grade.provenance === undefined ? [] : [labelOf('provenance', grade.provenance)]),
  ];
  return parts.join(' · ');
}
