import { v7 } from 'uuid';

const grade = { source: '2', information: 'C', handling: 'C', action: 'A1', sanitisation: 'S2' };
/** A pack of one graded statement. */
export const pack = {
  reference: 'MPS-1',
  title: 'A pack',
  marking: 'OFFICIAL',
  handling: 'As agreed',
  request: 'Please look into this.',
  subjects: [],
  statements: [{ statement: v7(), text: 'The gate stood open at noon.', grade }],
};
