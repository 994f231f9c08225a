import { OfficerCases } from './OfficerCases.tsx';
import { OfficerIndex } from './OfficerIndex.tsx';

/** The index of officers over every case that this person has screened, or the cases of one line of it. */
export function PeopleScreen({ officer }: { readonly officer: string | null }) {
  return officer === null ? <OfficerIndex /> : <OfficerCases officer={officer} />;
}
