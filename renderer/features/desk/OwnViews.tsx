import { Popover } from '@mantine/core';
import { ChevronDown, Pencil, Trash2 } from 'lucide-react';
import { memo, useCallback, useState } from 'react';
import type { OwnView } from '../../../shared/bridge/arrangement.ts';
import { useCommand } from '../../app/commands.ts';
import { useLayer } from '../../app/layers.tsx';
import { Button } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { ownIdOf, type ViewKey } from './desk-place.ts';
import { NameView } from './NameView.tsx';
import classes from './Views.module.css';

export interface OwnViewsProps {
  readonly view: ViewKey;
  readonly own: readonly OwnView[];
  readonly onOwnView: (view: OwnView) => void;
  readonly onOwnViews: (own: OwnView[]) => void;
}

/** The views of one's own: opened, renamed and removed in one place. */
export const OwnViews = memo(function OwnViews({ view, own, onOwnView, onOwnViews }: OwnViewsProps) {
  const [open, setOpen] = useState(false);
  const [renaming, setRenaming] = useState<OwnView | null>(null);
  const close = useCallback(() => setOpen(false), []);
  useLayer(open, close, false);
  useCommand('desk.ownViews', () => setOpen(true));
  const here = own.find(({ id }) => id === ownIdOf(view));
  return (
    <>
      <Popover
        opened={open}
        onChange={setOpen}
        position="bottom-end"
        offset={4}
        trapFocus
        returnFocus
        closeOnEscape={false}
        withinPortal
        transitionProps={{ duration: 0 }}
        classNames={{ dropdown: classes.dropdown }}
      >
        <Popover.Target>
          <button
            type="button"
            className={classes.view}
            aria-current={here ? 'true' : undefined}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <span className={classes.cut}>{here ? here.name : t('My views')}</span>
            <ChevronDown size={14} aria-hidden="true" />
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          {own.length === 0 && (
            <p className={classes.none}>
              {t('Filter and sort a view, then save it under a name. It stands here from then on.')}
            </p>
          )}
          <ul className={classes.own} aria-label={t('My views')}>
            {own.map((each) => (
              <li key={each.id} className={classes.one}>
                <button
                  type="button"
                  className={classes.open}
                  aria-current={each.id === here?.id ? 'true' : undefined}
                  onClick={() => {
                    close();
                    onOwnView(each);
                  }}
                >
                  <span className={classes.cut}>{each.name}</span>
                </button>
                <Button
                  variant="quiet"
                  icon={<Pencil size={14} aria-hidden="true" />}
                  aria-label={t('Rename {{name}}', { name: each.name })}
                  onClick={() => {
                    close();
                    setRenaming(each);
                  }}
                />
                <Button
                  variant="quiet"
                  icon={<Trash2 size={14} aria-hidden="true" />}
                  aria-label={t('Remove {{name}}', { name: each.name })}
                  onClick={() => onOwnViews(own.filter(({ id }) => id !== each.id))}
                />
              </li>
            ))}
          </ul>
        </Popover.Dropdown>
      </Popover>
      <NameView
        open={renaming !== null}
        title={t('Rename the view')}
        name={renaming?.name ?? ''}
        taken={own.filter(({ id }) => id !== renaming?.id).map(({ name }) => name)}
        onClose={() => setRenaming(null)}
        onName={(name) => onOwnViews(own.map((each) => (each.id === renaming?.id ? { ...each, name } : each)))}
      />
    </>
  );
});
