/** Set when the bundle is made; see scripts/build.ts. What they guard is not in a release bundle at all. */
declare const __DEMONSTRATION__: boolean;
declare const __TEST_BUILD__: boolean;
/** What main says in other languages than English, out of the page's catalogue. */
declare const __WORDS__: Readonly<Partial<Record<string, Readonly<Record<string, string>>>>>;
/** Every command of the page, out of its one table of shortcuts: by scope, without those that a widget hears itself. */
declare const __COMMANDS__: readonly {
  readonly scope: string;
  readonly rows: readonly { readonly id: string; readonly words: string; readonly keys: string | null }[];
}[];
