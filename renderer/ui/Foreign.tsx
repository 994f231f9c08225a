import { type ElementType, Fragment } from 'react';

/** What a stranger or a colleague typed: shown as text, in its own direction, and broken where a word is too long. */
export function Foreign({
  text,
  as: Tag = 'span',
  className,
}: {
  text: string;
  as?: ElementType;
  className?: string | undefined;
}) {
  return (
    <Tag dir="auto" translate="no" className={`foreign ${className ?? ''}`}>
      {text}
    </Tag>
  );
}

/** Cuts an excerpt into plain pieces and hits; a hit stands between U+E000 and U+E001. */
export function pieces(excerpt: string): { readonly text: string; readonly hit: boolean }[] {
  const found: { text: string; hit: boolean }[] = [];
  for (const [index, part] of excerpt.split('\ue000').entries()) {
    const end = index === 0 ? -1 : part.indexOf('\ue001');
    if (end > 0) found.push({ text: part.slice(0, end), hit: true });
    const rest = part.slice(end + 1).replaceAll('\ue001', '');
    if (rest !== '') found.push({ text: rest, hit: false });
  }
  return found;
}

/** An excerpt of a search result with its hits marked. */
export function Excerpt({ text }: { text: string }) {
  return (
    <span dir="auto" translate="no" className="foreign">
      {pieces(text).map((piece, index) => (
        <Fragment key={index}>{piece.hit ? <mark>{piece.text}</mark> : piece.text}</Fragment>
      ))}
    </span>
  );
}
