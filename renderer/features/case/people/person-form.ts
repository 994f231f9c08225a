import { z } from 'zod';
import { Identification, PersonRole } from '../../../../shared/domain/events/people.ts';
import type { IdentifiedPerson } from '../../../../shared/domain/work-file.ts';
import { t } from '../../../words/t.ts';

/** What the editor of a person holds; a draft of its own for each person. */
export const PersonForm = z.object({
  person: z.string(),
  role: PersonRole,
  identification: Identification.nullable(),
  subjectClass: z.string(),
  name: z.string(),
  rank: z.string(),
  collarNumber: z.string(),
  station: z.string(),
  description: z.string(),
  basis: z.string(),
  reportedAs: z.int().nullable(),
  annotation: z.string().nullable(),
});
export type PersonForm = z.infer<typeof PersonForm>;

export const emptyPerson = (person: string, start: Partial<PersonForm> = {}): PersonForm => ({
  person,
  role: 'reported',
  identification: null,
  subjectClass: '',
  name: '',
  rank: '',
  collarNumber: '',
  station: '',
  description: '',
  basis: '',
  reportedAs: null,
  annotation: null,
  ...start,
});

/** The form to change somebody: as they are held now, with the basis to be written anew. */
export function personAsHeld({ person, versions }: IdentifiedPerson): PersonForm {
  const { facets, contents } = versions.at(-1)!;
  return emptyPerson(person, {
    role: facets.role,
    identification: facets.identification,
    subjectClass: facets.subjectClass ?? '',
    name: contents?.name ?? '',
    rank: contents?.rank ?? '',
    collarNumber: contents?.collarNumber ?? '',
    station: contents?.station ?? '',
    description: contents?.description ?? '',
    reportedAs: contents?.reportedAs ?? null,
    annotation: contents?.annotation ?? null,
  });
}

/** Why it cannot be signed yet, as sentences. */
export function personGaps(form: PersonForm): string[] {
  const named = form.name.trim() !== '' || form.collarNumber.trim() !== '';
  return [
    ...(form.identification === null ? [t('Choose how surely this person is identified.')] : []),
    ...(form.basis.trim() === '' ? [t('Write the basis: what makes you say so.')] : []),
    ...((form.identification === 'confirmed' || form.identification === 'probable') && !named
      ? [t('A person who is confirmed or probable has a name or a collar number.')]
      : []),
    ...(form.identification === 'described' && form.description.trim() === '' ? [t('Write the description.')] : []),
  ];
}

const given = (field: string) => (field.trim() === '' ? undefined : field.trim());

/** The facets and contents that this form signs. `form.identification` must be chosen. */
export function signedPerson(form: PersonForm) {
  const contents = {
    name: given(form.name),
    rank: given(form.rank),
    collarNumber: given(form.collarNumber),
    station: given(form.station),
    description: given(form.description),
    annotation: form.annotation ?? undefined,
    reportedAs: form.reportedAs ?? undefined,
  };
  return {
    facets: {
      person: form.person,
      role: form.role,
      identification: form.identification!,
      ...(form.subjectClass !== '' && { subjectClass: form.subjectClass }),
    },
    payload: {
      basis: form.basis.trim(),
      ...Object.fromEntries(Object.entries(contents).filter(([, value]) => value !== undefined)),
    } as Record<string, string | number>,
  };
}
