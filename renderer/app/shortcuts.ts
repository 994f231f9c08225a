/**
 * Every key of the workstation, once: this table feeds the keys themselves, the command palette and the help (`F1`).
 * `Ctrl` stands for Cmd on a Mac. A key without a modifier acts only while the focus is inside a grid, listbox or radio
 * group that names the row's scope in `data-keys` (WCAG 2.1.4). Never Ctrl+Alt, Alt+letter, Alt+digit, Insert, CapsLock
 * or Cmd+Shift+3 to 5: layouts, menus and screen readers own them.
 */
import { t } from '../words/t.ts';

export const scopes = {
  global: t('Everywhere'),
  desk: t('Desk'),
  conflict: t('Conflict pass'),
  reading: t('Reading'),
  annotation: t('A selected passage'),
  attachment: t('A file of the report'),
  assess: t('Assessment'),
  referrals: t('Referrals'),
  people: t('People'),
  related: t('Two reports side by side'),
  clocks: t('Clocks'),
  audit: t('Audit'),
  handover: t('Hand-over'),
  supervision: t('Supervision'),
  records: t('Records'),
  refusals: t('A refused entry'),
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
  row('global.commands', 'Ctrl+K', t('Find a command')),
  row('global.help', 'F1', t('Keys on this screen')),
  row('global.nextPane', 'F6', t('Next pane')),
  row('global.previousPane', 'Shift+F6', t('Previous pane')),
  row('global.leave', 'Escape', t('Close, or back to where you came from'), { widget: true }),
  row('global.back', 'Alt+ArrowLeft', t('Back')),
  row('global.forward', 'Alt+ArrowRight', t('Forward')),
  row('global.lock', 'Ctrl+L', t('Lock'), { always: true }),
  row('global.cover', 'F9', t('Cover the window'), { always: true }),
  row('global.danger', 'F8  Ctrl+Shift+D', t('Somebody is in danger'), { always: true }),
  row('global.alerts', 'Shift+F8', t('Danger that nobody has acknowledged'), { always: true }),
  row('global.undo', 'Ctrl+Z', t('Undo (what you type comes first)')),
  row('global.sign', 'Ctrl+Enter', t('Sign')),
  row('global.menu', 'Shift+F10', t('Menu of what acts here')),
  row('global.search', 'Ctrl+F', t('Search here')),
  row('global.searchEverywhere', 'Ctrl+Shift+F', t('Search every case')),
  row('global.desk', '', t('Go to the Desk')),
  row('global.referrals', '', t('Go to the referrals')),
  row('global.people', '', t('Go to the people')),
  row('global.clocks', '', t('Clocks: everything that is due')),
  row('global.handover', '', t('Hand-over')),
  row('global.supervision', '', t('Supervision: approvals, what is overdue, allocation, second reviews')),
  row('global.absence', '', t('Absence: who is away, and who covers')),
  row('global.statistics', '', t('Figures: the statistics of what became of the reports')),
  row('global.records', '', t('Records: review, legal hold, disposal')),
  row('global.keep', '', t('Keep, hold or dispose of this case…')),
  row('global.subjects', '', t('What is held about a person, over all cases')),
  row('global.audit', '', t('Audit: who did what with which case')),
  row('global.sync', '', t('What is synced, waiting and refused')),
  row('global.syncNow', '', t('Sync now')),
  row('global.signIn', '', t('Sign in, to send and receive')),
  row('global.pauseSync', '', t('Work offline, or go on')),
  row('global.holdSync', '', t('Pause receiving, or go on')),
  row('global.bundleWrite', '', t('Write a bundle for the hub…')),
  row('global.bundleRead', '', t('Read a bundle from the hub…')),
  row('global.keptWork', '', t('Work that came too late: read the next')),
  row('global.settings', '', t('Settings')),
  row('global.print', '', t('Print this case…')),
  row('global.setApart', '', t('Ask to set this case apart for named readers, or answer that…')),
  row('global.transfer', '', t('Transfer this case to another unit…')),
  row('global.export', '', t('Save an encrypted copy of this case…')),

  row('desk.move', 'ArrowUp  ArrowDown  J  K  PageUp  PageDown  Home  End', t('Move through the rows'), {
    widget: true,
  }),
  row('desk.open', 'Enter', t('Open the case')),
  row('desk.peek', 'Space', t('Peek')),
  row('desk.select', 'X', t('Select or unselect the row')),
  row('desk.extend', 'Shift+ArrowUp  Shift+ArrowDown', t('Extend the selection'), { widget: true }),
  row('desk.conflict', 'C', t('Conflict pass')),
  row('desk.allocate', 'A', t('Allocate')),
  row('desk.selectAll', 'Ctrl+A', t('Select every row of the list')),
  row('desk.label', 'L', t('Label')),
  row('desk.unread', 'U', t('Mark as unread, or read')),
  row('desk.filter', 'F', t('Filter')),
  row('desk.search', '/', t('Search the Desk')),
  view(1, t('View: today')),
  view(2, t('View: mine')),
  view(3, t('View: unallocated')),
  view(4, t('View: immediate')),
  view(5, t('View: due today')),
  view(6, t('View: overdue')),
  view(7, t('View: answered')),
  view(8, t('View: waiting on others')),
  view(9, t('View: refused')),
  view(10, t('View: decided')),
  view(11, t('View: all')),
  row('desk.ownViews', '', t('Views of your own…')),
  row('desk.saveView', '', t('Save this view under a name…')),
  row('desk.columns', '', t('Columns and their order…')),

  row('conflict.mark', 'Y', t('I may know them')),
  row('conflict.move', 'ArrowUp  ArrowDown  J  K', t('Move through the lines'), { widget: true }),

  row('reading.move', 'ArrowUp  ArrowDown  J  K', t('Next and previous sentence'), { widget: true }),
  row('reading.nextAnnotation', ']', t('Next annotation')),
  row('reading.previousAnnotation', '[', t('Previous annotation')),
  row('reading.marking', 'F2', t('Marking mode')),
  row('reading.nextHit', 'F3', t('Next search hit')),
  row('reading.previousHit', 'Shift+F3', t('Previous search hit')),

  row('annotation.extend', 'Shift+ArrowUp  Shift+ArrowDown', t('Extend by a sentence'), { widget: true }),
  row('annotation.trim', 'Shift+ArrowLeft  Shift+ArrowRight', t('Trim by a word'), { widget: true }),
  row('annotation.statement', 'S', t('Make a statement')),
  row('annotation.note', 'N', t('Write a note')),
  row('annotation.highlight', 'H', t('Highlight')),
  row('annotation.tag', 'T', t('Tag')),
  row('annotation.person', 'P', t('Mark a person')),
  row('annotation.clue', 'R', t('Mark a reporter clue')),
  row('annotation.edit', 'Enter', t('Edit')),
  row('annotation.withdraw', 'Delete', t('Withdraw')),

  row('attachment.reveal', 'B', t('Show, or blur again')),
  row('attachment.zoomIn', '+  =', t('Larger')),
  row('attachment.zoomOut', '-', t('Smaller')),
  row('attachment.fit', '0', t('Fit to the pane')),
  row('attachment.rotate', 'R', t('Turn by a quarter')),
  row('attachment.nextPage', 'PageDown', t('Next page')),
  row('attachment.previousPage', 'PageUp', t('Previous page')),
  row('attachment.text', 'T', t('Text of the page')),
  row('attachment.note', 'N', t('Note on a part')),
  row('attachment.describe', 'D', t('Describe the file')),
  row('attachment.window', 'W', t('Open it in a window of its own')),
  row('attachment.next', '', t('Next file of the report')),
  row('attachment.previous', '', t('Previous file of the report')),
  row('reading.files', '', t('Open the first file of the report')),

  stage(1, t('Stage: risk and safeguarding')),
  stage(2, t('Stage: people')),
  stage(3, t('Stage: research and questions')),
  stage(4, t('Stage: statements and codes')),
  stage(5, t('Stage: referral test')),
  stage(6, t('Stage: decision')),
  stage(7, t('Stage: send')),
  row('assess.dues', 'Ctrl+T', t('Tasks, clocks and labels of this case')),
  row('assess.newTask', '', t('Set a task or a safeguarding action')),
  row('assess.compare', 'Ctrl+D', t('Compare versions')),
  row('assess.template', '', t('Insert a rationale template')),
  row('assess.shortPath', '', t('Short path, or the whole stage')),
  row('assess.takeDraft', '', t('Take over the draft that was passed on')),
  row('assess.tell', '', t('Record who was told, by other means than a pack')),
  row('assess.swap', '', t('Ask for a swap of this case')),
  row('assess.nextWarning', 'Ctrl+;', t('Next warning')),
  row('assess.redact', 'Ctrl+E', t('Redact the selected words')),
  row('assess.redactEverywhere', 'Ctrl+Shift+E', t('Redact the selected words everywhere in the pack')),
  row('assess.nextCase', 'Ctrl+PageDown', t('Next case')),
  row('assess.previousCase', 'Ctrl+PageUp', t('Previous case')),
  row('assess.choose', '1  2  3  4  A  B  C  D  E  P  Y  N  U  I  S  R', t('Choose, inside the focused group'), {
    widget: true,
  }),

  row('assess.related', 'Ctrl+J', t('Related reports: alerts, links, join')),
  row('assess.linkChart', '', t('Chart of links')),
  row('reading.joined', '', t('Read the first report and its follow-ups together')),
  row('related.next', 'N  F3', t('Next passage in common')),
  row('related.previous', 'P  Shift+F3', t('Previous passage in common')),

  row('people.move', 'ArrowUp  ArrowDown  J  K  Home  End', t('Move through the rows'), { widget: true }),
  row('people.open', 'Enter', t('Open the person’s cases, or the case')),
  row('people.search', '/', t('Search the people')),

  row('referrals.move', 'ArrowUp  ArrowDown  J  K', t('Move through the rows'), { widget: true }),
  row('referrals.open', 'Enter', t('Open the referral')),
  row('referrals.filter', 'F', t('Filter')),
  row('referrals.part', '', t('Received or sent')),
  row('referrals.acknowledge', 'A', t('Acknowledge, then accept')),
  row('referrals.return', 'R', t('Return the referral')),
  row('referrals.step', 'L', t('Log a step of the investigation')),
  row('referrals.measure', 'M', t('Interim measure')),
  row('referrals.severity', 'S', t('Severity, if proved')),
  row('referrals.outcome', 'O', t('Outcome of proceedings')),
  row('referrals.close', 'X', t('Close the investigation')),

  row('audit.move', 'ArrowUp  ArrowDown  J  K  PageUp  PageDown  Home  End', t('Move through the rows'), {
    widget: true,
  }),
  row('audit.open', 'Enter', t('The entry in depth')),
  row('audit.filter', 'F', t('Filter')),
  row('audit.check', 'C', t('Check against the hub’s checkpoints')),
  row('audit.export', '', t('Export the audit, signed and encrypted…')),

  row('clocks.move', 'ArrowUp  ArrowDown  J  K  PageUp  PageDown  Home  End', t('Move through the rows'), {
    widget: true,
  }),
  row('clocks.open', 'Enter', t('Open the case where it is owed')),
  row('clocks.remind', 'R', t('Remind the holder')),
  row('clocks.settle', 'M', t('Move the clock; done, or not required')),
  row('clocks.filter', 'F', t('Filter')),
  row('clocks.mine', '', t('What I hold')),
  row('clocks.all', '', t('What everybody holds')),

  row('handover.move', 'ArrowUp  ArrowDown  J  K  Home  End', t('Move through the rows'), { widget: true }),
  row('handover.include', 'Space', t('Include the case, or leave it out')),
  row('handover.includeAll', 'A', t('Include every case, or none')),
  row('handover.open', 'Enter', t('Open the case, or accept what is offered')),
  row('handover.line', 'L', t('Write the line of the case')),
  row('handover.draft', 'D', t('Pass the draft on with the case, or keep it here')),
  row('handover.recipient', 'R', t('Choose who receives')),
  row('handover.acceptAll', '', t('Accept everything that is offered')),
  row('handover.takeBack', 'Delete', t('Take the offer back')),

  row('supervision.move', 'ArrowUp  ArrowDown  J  K  Home  End', t('Move through the rows'), { widget: true }),
  row('supervision.open', 'Enter', t('Open it where it is answered')),
  row('supervision.seen', 'S', t('Sign that you have seen what is overdue')),
  row('supervision.include', 'Space', t('Include the case, or leave it out')),
  row('supervision.includeAll', 'A', t('Include every case, or none')),
  row('supervision.person', 'R', t('Choose the person')),
  row('supervision.approvals', 'Ctrl+1', t('What waits for approval')),
  row('supervision.overdue', 'Ctrl+2', t('What is overdue')),
  row('supervision.allocation', 'Ctrl+3', t('Cases that nobody holds')),
  row('supervision.reviews', 'Ctrl+4', t('Second reviews')),
  row('supervision.absence', 'Ctrl+5', t('Absences')),
  row('records.move', 'ArrowUp  ArrowDown  J  K  Home  End', t('Move through the rows'), { widget: true }),
  row('records.open', 'Enter', t('Open the case')),
  row('records.review', 'R', t('Review: keep it until a day')),
  row('records.hold', 'H', t('Set a legal hold')),
  row('records.lift', 'L', t('Lift the oldest hold')),
  row('records.propose', 'D', t('Propose to dispose of it')),
  row('records.approve', 'A', t('Approve the disposal that somebody else proposed')),
  row('records.return', 'B', t('Return the proposal, or take it back')),

  row('refusals.keep', 'K', t('Keep what stands')),
  row('refusals.mine', 'M', t('Replace it with mine')),
  row('refusals.third', 'T', t('Write a third')),
  row('refusals.next', 'N', t('Next refused entry')),
  row('refusals.previous', 'P', t('Previous refused entry')),
] as const;

export type ShortcutId = (typeof shortcuts)[number]['id'];

const byId = new Map<string, Shortcut>(shortcuts.map((shortcut) => [shortcut.id, shortcut]));
export const shortcut = (id: ShortcutId): Shortcut => byId.get(id)!;

/** Whether a key combination is one character or key without Ctrl, Alt or a function key: it acts in its scope only. */
export const isPlain = (keys: string): boolean => !/^(?:Ctrl|Alt)\+|F\d+$|^Escape$/.test(keys);

/** Whether it types a character: these can be switched off. */
export const isLetter = (keys: string): boolean => [...keys].length === 1 && !/\s/.test(keys);
