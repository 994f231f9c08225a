/**
 * Shared widgets, styled to `tokens.css`. What there is:
 *
 * - Button {variant: main|plain|quiet|danger, keys, icon, submit}   Kbd {keys}   Chip {tone, icon}
 * - StageMark {stage: empty|draft|signed|not_needed}   Disc {identification}   UrgencyMark {urgency}   ClockMark {kind}
 * - Field {label, hint, problem, mono}   TextArea {label, value, onChange, draft, problem}
 * - RadioKeys {label, choices: [{value, label, key}], value, onChange, onEnter}: a radio group that hears its letters
 * - PlaceHead: the line with the name of a place
 * - Drawer {open, onClose, title, footer} 420 px, no modal, inside the nearest positioned region
 * - Dialog {open, onClose, title, width}: modal, never nested; `useCommand` inside it acts, beneath it waits
 * - Empty {title, action}   ErrorNotice {error, action}   Skeleton {rows} and Late: only after 150 ms
 * - Clock {at, show}   useMinute(): the page's clock   announce(words, loud): to a screen reader
 * - Fingerprint {text}   Foreign {text, as}: what a stranger typed   Excerpt {text}: with hits between U+E000 and U+E001
 *
 * Elsewhere: `app/calls.ts` useCall(name, input); `app/bridge.ts` call(); `app/commands.ts` useCommand(id, run);
 * `app/shortcuts.ts` the keys; `app/place.ts` usePlace, recall; `words/` every code as words.
 * `F6` visits every element with `data-pane`. A region in which single letters act carries `data-keys="<scope>"`.
 */
export { Button, type ButtonProps } from './Button.tsx';
export { Chip } from './Chip.tsx';
export { Clock } from './Clock.tsx';
export { Dialog, type DialogProps } from './Dialog.tsx';
export { Drawer, type DrawerProps } from './Drawer.tsx';
export { Empty } from './Empty.tsx';
export { ErrorNotice } from './ErrorNotice.tsx';
export { Field, type FieldProps } from './Field.tsx';
export { Fingerprint } from './Fingerprint.tsx';
export { Excerpt, Foreign, pieces } from './Foreign.tsx';
export { Kbd } from './Kbd.tsx';
export { Late, Skeleton } from './Late.tsx';
export { announce, LiveRegion } from './LiveRegion.tsx';
export { ClockMark, Disc, type Identification, type Stage, StageMark, type Urgency, UrgencyMark } from './Mark.tsx';
export { useLatest } from './latest.ts';
export { useMinute } from './minute.ts';
export { PlaceHead } from './PlaceHead.tsx';
export { type Choice, RadioKeys, type RadioKeysProps } from './RadioKeys.tsx';
export { TextArea, type TextAreaProps } from './TextArea.tsx';
