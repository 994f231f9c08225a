import type { Task } from '../../../../shared/domain/work-file.ts';
import { Button, Foreign } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { dueInWords, pressing } from '../../dues/due-words.ts';
import { useOpenCase } from '../open-case.ts';
import { Signature } from '../parts/Signature.tsx';
import styles from './dues.module.css';

const kindWord = (kind: Task['facets']['kind']) => (kind === 'urgent' ? t('Safeguarding action') : t('Task'));

/** Safeguarding actions first, then by due time; what has none comes last. */
const byUrgency = (a: Task, b: Task) =>
  Number(b.facets.kind === 'urgent') - Number(a.facets.kind === 'urgent') ||
  (a.facets.due ?? '9').localeCompare(b.facets.due ?? '9');

interface Props {
  readonly onNew: () => void;
  readonly onSettle: (task: string) => void;
}

/** What is to be done about the case: open ones with who holds them and by when, settled ones with their result. */
export function TaskList({ onNew, onSettle }: Props) {
  const { file } = useOpenCase();
  const open = file.work.tasks.filter(({ settled }) => settled === null).toSorted(byUrgency);
  const settled = file.work.tasks.filter((task) => task.settled !== null).toReversed();
  return (
    <section className={styles.part} aria-labelledby="dues-tasks">
      <div className={styles.head}>
        <h3 id="dues-tasks">{t('Tasks and safeguarding actions')}</h3>
        <Button variant="quiet" onClick={onNew}>
          {t('Set one…')}
        </Button>
      </div>
      {open.length === 0 && <p className={styles.none}>{t('Nothing is open.')}</p>}
      <ol className={styles.list} aria-labelledby="dues-tasks">
        {open.map((task) => (
          <Entry key={task.event} task={task}>
            <div className={styles.acts}>
              <Button variant="quiet" onClick={() => onSettle(task.event)}>
                {t('Settle…')}
              </Button>
            </div>
          </Entry>
        ))}
      </ol>
      {settled.length > 0 && (
        <details>
          <summary>{t('Settled: {{tasks}}', { tasks: settled.length })}</summary>
          <ol className={styles.list}>
            {settled.map((task) => (
              <Entry key={task.event} task={task}>
                <p>
                  {task.settled!.facets.result === 'done' ? t('Done') : t('Not required')}{' '}
                  <Foreign text={task.settled!.contents?.note ?? ''} />
                </p>
                <Signature signed={task.settled!} verb={t('Settled')} />
              </Entry>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}

function Entry({ task, children }: { readonly task: Task; readonly children: React.ReactNode }) {
  const { nameOf, now } = useOpenCase();
  const { holder } = task;
  const { kind, due } = task.facets;
  const late = due !== undefined && task.settled === null && pressing(due, now) !== 'later';
  return (
    <li className={styles.entry}>
      <p className={styles.what}>
        <strong>{kindWord(kind)}</strong>
        {due !== undefined && <span className={late ? styles.due : styles.muted}>{dueInWords(due, now)}</span>}
      </p>
      <Foreign as="p" text={task.contents?.text ?? t('Erased')} />
      <p className={styles.muted}>
        {holder === null ? t('Held by nobody') : t('Held by {{name}}', { name: nameOf(holder) })}
        {' · '}
        <Signature signed={task} verb={t('Set')} />
      </p>
      {children}
    </li>
  );
}
