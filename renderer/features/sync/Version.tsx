import { Foreign } from '../../ui/index.ts';
import { absolute } from '../../words/time.ts';
import { identificationWord } from '../case/assess/identification-words.ts';
import { labelOf } from '../../words/codes.ts';
import classes from './Sync.module.css';
import { t } from '../../words/t.ts';

const fieldNames: Readonly<Record<string, string>> = {
  outcomes: t('Outcomes'),
  route: t('Route'),
  force: t('Force'),
  rationale: t('Rationale'),
  optionsRejected: t('Options rejected'),
  to: t('Holder'),
  unit: t('Unit'),
  outcome: t('Outcome'),
  text: t('Text'),
  note: t('Note'),
  reason: t('Reason'),
  kind: t('Kind'),
  result: t('Result'),
  danger: t('Danger'),
  stage: t('Stage'),
  due: t('Due'),
  because: t('Reason'),
  line: t('Text'),
  who: t('Who'),
  how: t('How'),
  when: t('When'),
  never: t('Never'),
  name: t('Name'),
  rank: t('Rank'),
  collarNumber: t('Collar number'),
  station: t('Station'),
  description: t('Description'),
  basis: t('Basis'),
  verdict: t('Result'),
  comment: t('Comment'),
  identification: t('Identified'),
  clock: t('Clock'),
  at: t('When'),
};

const resultNames: Readonly<Record<string, string>> = {
  approved: t('Approved'),
  returned: t('Returned'),
  done: t('Done'),
  not_required: t('Not required'),
};

/** Fields that only a machine reads. */
const hidden = new Set([
  'referral',
  'statement',
  'annotation',
  'target',
  'caseKey',
  'round',
  'pack',
  'sheet',
  'person',
  'question',
  'offer',
  'keys',
]);

function said(name: string, value: unknown, names: Readonly<Record<string, string>>): string {
  if (value === null || value === '') return name === 'to' ? t('The unit') : '–';
  if (Array.isArray(value))
    return value.length === 0 ? t('None') : value.map((part) => said(name, part, names)).join('\n');
  if (typeof value === 'object') {
    return Object.values(value)
      .map((part) => said('', part, names))
      .join(': ');
  }
  const text = String(value as string | number | boolean);
  if (name === 'outcomes' || name === 'outcome') return labelOf('outcome', text);
  if (name === 'route') return labelOf('route', text);
  if (name === 'verdict' || name === 'result') return resultNames[text] ?? text;
  if (name === 'identification') return (identificationWord as Readonly<Record<string, string>>)[text] ?? text;
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return absolute(text, Date.now());
  return names[text] ?? text;
}

/** What an event says, field by field, as its author typed it. */
export function Version(props: { facets: object; payload: unknown; names: Readonly<Record<string, string>> }) {
  const { facets, payload, names } = props;
  const all = { ...facets, ...(typeof payload === 'object' && payload !== null ? payload : {}) };
  const fields = Object.entries(all).filter(([name]) => !hidden.has(name));
  if (payload === null && fields.length === 0) return <p className={classes.muted}>{t('Its contents were erased.')}</p>;
  return (
    <dl className={classes.version}>
      {fields.map(([name, value]) => (
        <div key={name}>
          <dt>{fieldNames[name] ?? name}</dt>
          <Foreign as="dd" className={classes.text} text={said(name, value, names)} />
        </div>
      ))}
    </dl>
  );
}
