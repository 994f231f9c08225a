/** Set when the bundle is made; see scripts/build.ts. What they guard is not in a release bundle at all. */
declare const __DEMONSTRATION__: boolean;
declare const __TEST_BUILD__: boolean;
/** Every command of the page, out of its one table of shortcuts: by scope, without those that a widget hears itself. */
declare const __COMMANDS__: readonly {
  readonly scope: string;
  readonly rows: readonly { readonly id: string; readonly words: string; readonly keys: string | null }[];
}[];
