/**
 * Every key of the workstation, once: this table feeds the keys themselves, the command palette and the help (`F1`).
 * `Ctrl` stands for Cmd on a Mac. A key without a modifier acts only while the focus is inside a grid, listbox or radio
 * group that names the row's scope in `data-keys` (WCAG 2.1.4). Never Ctrl+Alt, Alt+letter, Alt+digit, Insert, CapsLock
 * or Cmd+Shift+3 to 5: layouts, menus and screen readers own them.
 */
export const scopes = {
  global: 'Everywhere',
  desk: 'Desk',
  conflict: 'Conflict pass',
  reading: 'Reading',
  annotation: 'A selected passage',
  attachment: 'A file of the report',
  assess: 'Assessment',
  referrals: 'Referrals',
  people: 'People',
  related: 'Two reports side by side',
  clocks: 'Clocks',
  handover: 'Hand-over',
} as const;
export type Scope = keyof typeof scopes;

export interface Shortcut {
  readonly id: string;
  readonly scope: Scope;
  readonly keys: readonly string[];
  readonly words: string;
  /** Handled by the widget itself (moving, choosing): shown in the help, not offered in the palette. */
  readonly widget?: true;
  /** Acts above an open dialog as well. */
  readonly always?: true;
}

const row = <const I extends string>(
  id: I,
  keys: string,
  words: string,
  more: { widget?: true; always?: true } = {},
): Shortcut & { readonly id: I } => ({
  id,
  scope: id.slice(0, id.indexOf('.')) as Scope,
  keys: keys.split('  ').filter((key) => key !== ''),
  words,
  ...more,
});

const view = <const N extends number>(n: N, words: string) => row(`desk.view${n}`, n <= 7 ? `Ctrl+${n}` : '', words);
const stage = <const N extends number>(n: N, words: string) => row(`assess.stage${n}`, `Ctrl+${n}`, words);

export const shortcuts = [
  row('global.commands', 'Ctrl+K', 'Find a command'),
  row('global.help', 'F1', 'Keys on this screen'),
  row('global.nextPane', 'F6', 'Next pane'),
  row('global.previousPane', 'Shift+F6', 'Previous pane'),
  row('global.leave', 'Escape', 'Close, or back to where you came from', { widget: true }),
  row('global.back', 'Alt+ArrowLeft', 'Back'),
  row('global.forward', 'Alt+ArrowRight', 'Forward'),
  row('global.lock', 'Ctrl+L', 'Lock', { always: true }),
  row('global.cover', 'F9', 'Cover the window', { always: true }),
  row('global.danger', 'F8  Ctrl+Shift+D', 'Somebody is in danger', { always: true }),
  row('global.alerts', 'Shift+F8', 'Danger that nobody has acknowledged', { always: true }),
  row('global.undo', 'Ctrl+Z', 'Undo (what you type comes first)'),
  row('global.sign', 'Ctrl+Enter', 'Sign'),
  row('global.menu', 'Shift+F10', 'Menu of what acts here'),
  row('global.search', 'Ctrl+F', 'Search here'),
  row('global.searchEverywhere', 'Ctrl+Shift+F', 'Search every case'),
  row('global.desk', '', 'Go to the Desk'),
  row('global.referrals', '', 'Go to the referrals'),
  row('global.people', '', 'Go to the people'),
  row('global.clocks', '', 'Clocks: everything that is due'),
  row('global.handover', '', 'Hand-over'),
  row('global.sync', '', 'What is synced, waiting and refused'),
  row('global.syncNow', '', 'Sync now'),
  row('global.pauseSync', '', 'Work offline, or go on'),
  row('global.settings', '', 'Settings'),
  row('global.print', '', 'Print this case…'),
  row('global.export', '', 'Save an encrypted copy of this case…'),

  row('desk.move', 'ArrowUp  ArrowDown  J  K  PageUp  PageDown  Home  End', 'Move through the rows', { widget: true }),
  row('desk.open', 'Enter', 'Open the case'),
  row('desk.peek', 'Space', 'Peek'),
  row('desk.select', 'X', 'Select or unselect the row'),
  row('desk.extend', 'Shift+ArrowUp  Shift+ArrowDown', 'Extend the selection', { widget: true }),
  row('desk.conflict', 'C', 'Conflict pass'),
  row('desk.allocate', 'A', 'Allocate'),
  row('desk.selectAll', 'Ctrl+A', 'Select every row of the list'),
  row('desk.label', 'L', 'Label'),
  row('desk.unread', 'U', 'Mark as unread, or read'),
  row('desk.filter', 'F', 'Filter'),
  row('desk.search', '/', 'Search the Desk'),
  view(1, 'View: today'),
  view(2, 'View: mine'),
  view(3, 'View: unallocated'),
  view(4, 'View: immediate'),
  view(5, 'View: due today'),
  view(6, 'View: overdue'),
  view(7, 'View: answered'),
  view(8, 'View: waiting on others'),
  view(9, 'View: refused'),
  view(10, 'View: decided'),
  view(11, 'View: all'),
  row('desk.ownViews', '', 'Views of your own…'),
  row('desk.saveView', '', 'Save this view under a name…'),
  row('desk.columns', '', 'Columns and their order…'),

  row('conflict.mark', 'Y', 'I may know them'),
  row('conflict.move', 'ArrowUp  ArrowDown  J  K', 'Move through the lines', { widget: true }),

  row('reading.move', 'ArrowUp  ArrowDown  J  K', 'Next and previous sentence', { widget: true }),
  row('reading.nextAnnotation', ']', 'Next annotation'),
  row('reading.previousAnnotation', '[', 'Previous annotation'),
  row('reading.marking', 'F2', 'Marking mode'),
  row('reading.nextHit', 'F3', 'Next search hit'),
  row('reading.previousHit', 'Shift+F3', 'Previous search hit'),

  row('annotation.extend', 'Shift+ArrowUp  Shift+ArrowDown', 'Extend by a sentence', { widget: true }),
  row('annotation.trim', 'Shift+ArrowLeft  Shift+ArrowRight', 'Trim by a word', { widget: true }),
  row('annotation.statement', 'S', 'Make a statement'),
  row('annotation.note', 'N', 'Write a note'),
  row('annotation.highlight', 'H', 'Highlight'),
  row('annotation.tag', 'T', 'Tag'),
  row('annotation.person', 'P', 'Mark a person'),
  row('annotation.clue', 'R', 'Mark a reporter clue'),
  row('annotation.edit', 'Enter', 'Edit'),
  row('annotation.withdraw', 'Delete', 'Withdraw'),

  row('attachment.reveal', 'B', 'Show, or blur again'),
  row('attachment.zoomIn', '+  =', 'Larger'),
  row('attachment.zoomOut', '-', 'Smaller'),
  row('attachment.fit', '0', 'Fit to the pane'),
  row('attachment.rotate', 'R', 'Turn by a quarter'),
  row('attachment.nextPage', 'PageDown', 'Next page'),
  row('attachment.previousPage', 'PageUp', 'Previous page'),
  row('attachment.text', 'T', 'Text of the page'),
  row('attachment.note', 'N', 'Note on a part'),
  row('attachment.describe', 'D', 'Describe the file'),
  row('attachment.window', 'W', 'Open it in a window of its own'),
  row('attachment.next', '', 'Next file of the report'),
  row('attachment.previous', '', 'Previous file of the report'),
  row('reading.files', '', 'Open the first file of the report'),

  stage(1, 'Stage: risk and safeguarding'),
  stage(2, 'Stage: people'),
  stage(3, 'Stage: research and questions'),
  stage(4, 'Stage: statements and codes'),
  stage(5, 'Stage: referral test'),
  stage(6, 'Stage: decision'),
  stage(7, 'Stage: send'),
  row('assess.dues', 'Ctrl+T', 'Tasks, clocks and labels of this case'),
  row('assess.newTask', '', 'Set a task or a safeguarding action'),
  row('assess.compare', 'Ctrl+D', 'Compare versions'),
  row('assess.template', '', 'Insert a rationale template'),
  row('assess.shortPath', '', 'Short path, or the whole stage'),
  row('assess.swap', '', 'Ask for a swap of this case'),
  row('assess.nextWarning', 'Ctrl+;', 'Next warning'),
  row('assess.nextCase', 'Ctrl+PageDown', 'Next case'),
  row('assess.previousCase', 'Ctrl+PageUp', 'Previous case'),
  row('assess.choose', '1  2  3  4  A  B  C  D  E  P  Y  N  U  I  S  R', 'Choose, inside the focused group', {
    widget: true,
  }),

  row('assess.related', 'Ctrl+J', 'Related reports: alerts, links, join'),
  row('assess.linkChart', '', 'Chart of links'),
  row('reading.joined', '', 'Read the first report and its follow-ups together'),
  row('related.next', 'N  F3', 'Next passage in common'),
  row('related.previous', 'P  Shift+F3', 'Previous passage in common'),

  row('people.move', 'ArrowUp  ArrowDown  J  K  Home  End', 'Move through the rows', { widget: true }),
  row('people.open', 'Enter', 'Open the person’s cases, or the case'),
  row('people.search', '/', 'Search the people'),

  row('referrals.move', 'ArrowUp  ArrowDown  J  K', 'Move through the rows', { widget: true }),
  row('referrals.open', 'Enter', 'Open the referral'),
  row('referrals.acknowledge', 'A', 'Acknowledge'),

  row('clocks.move', 'ArrowUp  ArrowDown  J  K  PageUp  PageDown  Home  End', 'Move through the rows', {
    widget: true,
  }),
  row('clocks.open', 'Enter', 'Open the case where it is owed'),
  row('clocks.remind', 'R', 'Remind the holder'),
  row('clocks.settle', 'M', 'Move the clock; done, or not required'),
  row('clocks.filter', 'F', 'Filter'),
  row('clocks.mine', '', 'What I hold'),
  row('clocks.all', '', 'What everybody holds'),

  row('handover.move', 'ArrowUp  ArrowDown  J  K  Home  End', 'Move through the rows', { widget: true }),
  row('handover.include', 'Space', 'Include the case, or leave it out'),
  row('handover.includeAll', 'A', 'Include every case, or none'),
  row('handover.open', 'Enter', 'Open the case, or accept what is offered'),
  row('handover.line', 'L', 'Write the line of the case'),
  row('handover.recipient', 'R', 'Choose who receives'),
  row('handover.acceptAll', '', 'Accept everything that is offered'),
  row('handover.takeBack', 'Delete', 'Take the offer back'),
] as const;

export type ShortcutId = (typeof shortcuts)[number]['id'];

const byId = new Map<string, Shortcut>(shortcuts.map((shortcut) => [shortcut.id, shortcut]));
export const shortcut = (id: ShortcutId): Shortcut => byId.get(id)!;

/** Whether a key combination is one character or key without Ctrl, Alt or a function key: it acts in its scope only. */
export const isPlain = (keys: string): boolean => !/^(?:Ctrl|Alt)\+|F\d+$|^Escape$/.test(keys);

/** Whether it types a character: these can be switched off. */
export const isLetter = (keys: string): boolean => [...keys].length === 1 && !/\s/.test(keys);
