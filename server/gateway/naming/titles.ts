import { codeList } from '../../../shared/domain/codes.ts';
import { folded } from './words-of.ts';

const written =
  'Mr Mrs Ms Miss Mx Dr Prof Professor Sir Dame Lord Lady Rev PC WPC DC PS DS DI DCI DSU PCSO SC CI ACC DCC CC Sgt Sarge Sergeant Insp Inspector ' +
  'Supt Superintendent Ch Chief Cst Const Constable Det Detective Officer Police Acting Temporary Temp Special A T Skipper Guv';

/** Words that stand before a name and name nobody. */
export const titles: ReadonlySet<string> = new Set(
  [...codeList('rank').entries.flatMap((entry) => entry.label.split(/[^\p{L}]+/u)), ...written.split(' ')]
    .map(folded)
    .filter((word) => word !== ''),
);

/** Words after which a number is somebody's collar number. */
export const beforeNumber: ReadonlySet<string> = new Set(
  [...titles]
    .concat('collar shoulder warrant badge number numbers no num epaulette epaulettes'.split(' '))
    .filter((word) => word.length > 1),
);
