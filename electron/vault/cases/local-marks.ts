/** What of a case lies only on this workstation. */
export interface LocalMarks {
  readonly drafts: number;
  readonly held: number;
  readonly waiting: number;
  readonly refused: number;
  readonly verified: boolean;
}
