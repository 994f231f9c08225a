/** A translation, as its file holds it. Messages that are counted have one form for each plural of the language. */
export interface Catalogue {
  readonly language: string;
  /** In that language, as the settings show it. */
  readonly name: string;
  /** Whether a speaker of the language has read it through; until then the interface says so. */
  readonly reviewed: boolean;
  readonly note: string;
  /** English message, with `_one`, `_few` and so on where it is counted, and its translation. */
  readonly messages: Readonly<Record<string, string>>;
  /** English messages that are known to have no translation yet: they are shown in English. */
  readonly notYet: readonly string[];
}
