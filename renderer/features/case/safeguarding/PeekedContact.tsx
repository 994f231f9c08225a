import { PhoneOff } from 'lucide-react';
import type { CaseFile } from '../../../../shared/domain/case-file.ts';
import { Chip } from '../../../ui/index.ts';
import { cardOf, chipWords } from './SafeContactChip.tsx';

/** The chip of the card where the case is only looked at. */
export function PeekedContact({ file }: { readonly file: CaseFile }) {
  if (cardOf(file) === null) return null;
  const { words, never } = chipWords(file);
  return (
    <Chip tone={never ? 'danger' : 'plain'} icon={<PhoneOff size={12} aria-hidden="true" />}>
      {words}
    </Chip>
  );
}
