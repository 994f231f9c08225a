/**
 * Types a text into a field at its caret, or over what is selected there, as a person would: the field hears of it, and
 * `Ctrl+Z` takes it out in one step. It begins a line of its own.
 */
export function insertAtCaret(field: HTMLTextAreaElement, text: string): void {
  const { selectionStart, selectionEnd, value } = field;
  const before = value.slice(0, selectionStart);
  field.focus();
  field.setSelectionRange(selectionStart, selectionEnd);
  const whole = before === '' || before.endsWith('\n') ? text : `\n${text}`;
  // Nothing else writes into a field so that its own undo knows of it.
  document.execCommand('insertText', false, whole);
  // The first heading is where one begins to write.
  const firstEnd = selectionStart + whole.search(/\S/) + (text.indexOf('\n') < 0 ? text.length : text.indexOf('\n'));
  field.setSelectionRange(firstEnd, firstEnd);
}
