import { openingOf } from '../../../../shared/domain/file-kind.ts';
import { ImageView } from './image/ImageView.tsx';
import { MediaView } from './MediaView.tsx';
import { PdfView } from './pdf/PdfView.tsx';
import { TextView } from './text/TextView.tsx';
import type { ViewProps } from './view-props.ts';

/** A file that is here and of a kind that is shown, by what it is and never by what it is called. */
export function OpenedFile(props: ViewProps) {
  const opening = openingOf(props.kind);
  switch (opening) {
    case 'image':
      return <ImageView {...props} />;
    case 'pdf':
      return <PdfView {...props} />;
    case 'text':
      return <TextView {...props} />;
    case 'sound':
    case 'film':
      return <MediaView {...props} />;
    case 'never':
      return null;
    default:
      return opening satisfies never;
  }
}
