/** Set when the bundle is made; see scripts/build.ts. What they guard is not in a release bundle at all. */
declare const __DEMONSTRATION__: boolean;
declare const __TEST_BUILD__: boolean;
