/** What the hub may add by itself. A report, a decision or a key that nobody signed is a forgery. */
export const madeByHub: ReadonlySet<string> = new Set([
  'unit_added',
  'user_set',
  'on_call_set',
  'unit_head_set',
  'device_enrolled',
  'device_withdrawn',
  'referral_progressed',
  'case_left',
  'departure_progressed',
  'work_kept',
]);
