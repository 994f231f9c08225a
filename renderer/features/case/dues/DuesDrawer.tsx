import { useCallback, useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { useCommand } from '../../../app/commands.ts';
import { recall, usePlace } from '../../../app/place.ts';
import { Button, Drawer } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { ClockForm, clockPart } from '../../dues/ClockForm.tsx';
import { useOpenCase } from '../open-case.ts';
import { ClockList } from './ClockList.tsx';
import styles from './dues.module.css';
import { LabelList } from './LabelList.tsx';
import { SettleTask, taskPart } from './SettleTask.tsx';
import { NEW_TASK, TaskForm } from './TaskForm.tsx';
import { TaskList } from './TaskList.tsx';

const Remembered = z.object({ open: z.boolean() });
export const duesPlace = (caseId: string) => `case ${caseId} dues`;

/** What stands in the drawer: the lists, or one form, by the part of its draft. */
type Shown = 'lists' | string;

/** Everything that is due on the case, at the right over Assess: tasks, clocks, labels, and the forms about them. */
export function DuesDrawer() {
  const { caseId, read, file, now } = useOpenCase();
  const remember = usePlace((place) => place.remember);
  const typed = read.drafts.find(({ part }) => /^(task|clock) /.test(part))?.part;
  const [open, setOpen] = useState(() => recall(duesPlace(caseId), Remembered)?.open ?? false);
  const [shown, setShown] = useState<Shown>(() => (open && typed !== undefined ? typed : 'lists'));
  const show = useCallback(
    (next: boolean) => {
      setOpen(next);
      remember(duesPlace(caseId), { open: next });
    },
    [caseId, remember],
  );
  const close = useCallback(() => show(false), [show]);
  const lists = useCallback(() => setShown('lists'), []);
  useCommand('assess.dues', () => {
    if (!open) setShown(typed ?? 'lists');
    show(!open);
  });
  useCommand('assess.newTask', () => {
    setShown(NEW_TASK);
    show(true);
  });

  // A form that opens takes the focus; when it goes, the lists have it again.
  const body = useRef<HTMLDivElement>(null);
  const before = useRef(shown);
  useEffect(() => {
    const first = body.current?.querySelector<HTMLElement>(
      shown === 'lists' ? 'button' : '[role=radio][tabindex="0"], textarea',
    );
    if (open && (shown !== 'lists' || before.current !== shown)) first?.focus();
    before.current = shown;
  }, [shown, open]);

  const clock = read.clocks.find((one) => clockPart(one.clock) === shown);
  const task = file.work.tasks.find((one) => taskPart(one.event) === shown && one.settled === null);
  const form =
    shown === NEW_TASK ? (
      <TaskForm onSigned={lists} />
    ) : clock !== undefined ? (
      <ClockForm key={clock.clock} read={read} caseId={caseId} clock={clock} now={now} onSigned={lists} />
    ) : task !== undefined ? (
      <SettleTask key={task.event} task={task} onSigned={lists} />
    ) : null;
  return (
    <Drawer open={open} onClose={close} title={t('Tasks, clocks and labels')}>
      <div ref={body} className={styles.parts} data-dues>
        {form === null ? (
          <>
            <TaskList onNew={() => setShown(NEW_TASK)} onSettle={(event) => setShown(taskPart(event))} />
            <ClockList onAct={(code) => setShown(clockPart(code))} />
            <LabelList />
          </>
        ) : (
          <>
            {form}
            <div>
              <Button variant="quiet" onClick={lists}>
                {t('Back to the lists')}
              </Button>
            </div>
          </>
        )}
      </div>
    </Drawer>
  );
}
