/** What `npm start` does once dependencies and system libraries are there: a window, or the tour. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { playTour } from '../tour/index.ts';
import { openWindow } from './window.ts';

const help = `npm start                          opens the demonstration workstation
npm start -- --as investigator     the investigator's workstation of the same demonstration
npm start -- --tour                plays the main job and leaves screenshots in out/tour
npm start -- --tour --reports FILE --find WORD
                                   plays it on an inbound file, and counts the cases that hold a word`;

const options = {
  tour: { type: 'boolean' },
  reports: { type: 'string' },
  find: { type: 'string' },
  count: { type: 'string', default: '300' },
  seed: { type: 'string', default: '1' },
  as: { type: 'string', default: 'assessor' },
  help: { type: 'boolean', short: 'h' },
} as const;

function read() {
  try {
    return parseArgs({ options, allowPositionals: false }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${help}`);
    process.exit(1);
  }
}

// What was started here (hub, window, screen) ends with this process, however it is asked to end.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)
  process.on(signal, () => process.exit(code));

const asked = read();
const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
if (asked.help) {
  console.log(help);
} else if (asked.as !== 'assessor' && asked.as !== 'investigator') {
  console.error(`--as takes assessor or investigator, not ${asked.as}.\n\n${help}`);
  process.exitCode = 1;
} else {
  const reports = {
    count: Number(asked.count),
    seed: Number(asked.seed),
    // Relative to where the person is, not to where npm has gone.
    file: asked.reports === undefined ? undefined : resolve(process.env.INIT_CWD ?? '.', asked.reports),
  };
  const tour = asked.tour === true || !hasDisplay;
  const ok = tour ? await playTour({ reports, find: asked.find }) : await openWindow({ reports, as: asked.as });
  process.exitCode = ok ? 0 : 1;
}
