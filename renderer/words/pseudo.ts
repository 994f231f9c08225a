/** English in disguise: it tells at a glance which words did not come through the catalogue, and where longer ones break. */
const accents = new Map(
  [...'aàeéiîoöuûcçnñyýAÀEÉIÎOÖUÛCÇNÑYÝ'.matchAll(/(.)(.)/gu)].map(([, plain, other]) => [plain, other]),
);

/** Brackets mark where a message begins and ends; `~` makes up the length. */
export const opening = '⟦';
export const closing = '⟧';

const isPlace = (part: string) => part.startsWith('{{');

/** `Sign risk` as `⟦Sîgñ rîsk~~~~⟧`: 40 % longer, as Welsh is of English at times. Places for values stay as they are. */
export function disguised(message: string): string {
  const parts = message.split(/(\{\{.*?\}\})/);
  const letters = parts.filter((part) => !isPlace(part)).join('').length;
  const told = parts.map((part) =>
    isPlace(part) ? part : [...part].map((letter) => accents.get(letter) ?? letter).join(''),
  );
  // Breaks like words do, so that only what truly cannot break is cut off.
  const more = Array.from({ length: Math.ceil(letters * 0.4) }, (_, index) => (index % 8 === 7 ? ' ' : '~')).join('');
  return `${opening}${told.join('')}${more}${closing}`;
}
