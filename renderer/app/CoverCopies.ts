/** Every copy carries the marking and the case's reference; pasted within Candour, it sheds them again. */
import { unmarkedCopy } from '../../shared/bridge/shell.ts';
import { answers } from './calls.ts';
import { bridge } from './bridge.ts';
import { usePlace } from './place.ts';

type TextField = HTMLInputElement | HTMLTextAreaElement;

const isTextField = (target: unknown): target is TextField =>
  target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;

/** What is selected: in a field, or on the page. A passphrase is never copied. */
function selectedText(target: EventTarget | null): string {
  if (!isTextField(target)) return document.getSelection()?.toString() ?? '';
  if (target.type === 'password') return '';
  return target.value.slice(target.selectionStart ?? 0, target.selectionEnd ?? 0);
}

/** The reference of the case on the screen, as the vault last told it. */
function reference(): string | null {
  const { route } = usePlace.getState();
  if (!('caseId' in route) || route.caseId === undefined) return null;
  const name = route.screen === 'referral' ? 'referral.read' : 'case.read';
  // A case may have been asked for in several ways, and not each has been answered.
  const told = answers
    .getQueriesData<{ reference?: unknown; row?: { reference?: unknown } }>({
      queryKey: [name, { caseId: route.caseId }],
    })
    .map(([, found]) => found?.reference ?? found?.row?.reference);
  return told.find((said) => typeof said === 'string') ?? null;
}

function onCopy(event: ClipboardEvent): void {
  const text = selectedText(event.target);
  event.preventDefault();
  if (text === '') return;
  void bridge()?.shell.copy({ text, reference: reference() });
  // Through the browser's own editing, so that undo brings it back.
  if (event.type === 'cut' && isTextField(event.target) && !event.target.readOnly) document.execCommand('delete');
}

function onPaste(event: ClipboardEvent): void {
  const text = event.clipboardData?.getData('text/plain') ?? '';
  const own = unmarkedCopy(text);
  if (own === text || !isTextField(event.target)) return;
  event.preventDefault();
  document.execCommand('insertText', false, own);
}

const onDrag = (event: DragEvent): void => event.preventDefault();

/** Starts; gives back how to stop. Words cannot be dragged out either. */
export function markCopies(): () => void {
  document.addEventListener('copy', onCopy, true);
  document.addEventListener('cut', onCopy, true);
  document.addEventListener('paste', onPaste, true);
  document.addEventListener('dragstart', onDrag, true);
  return () => {
    document.removeEventListener('copy', onCopy, true);
    document.removeEventListener('cut', onCopy, true);
    document.removeEventListener('paste', onPaste, true);
    document.removeEventListener('dragstart', onDrag, true);
  };
}
