import { memo, useState } from 'react';
import type { OwnView } from '../../../shared/bridge/arrangement.ts';
import { useCommand } from '../../app/commands.ts';
import { announce, Button } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { changeViewPlace, chooseOwnView, filterSize, isAsSaved, type ViewKey, type ViewPlace } from './desk-place.ts';
import { NameView } from './NameView.tsx';

export interface SavedViewProps {
  readonly view: ViewKey;
  readonly place: ViewPlace;
  readonly own: readonly OwnView[];
  /** The view of one's own that is shown, as it was saved. */
  readonly saved: OwnView | undefined;
  readonly onOwnViews: (own: OwnView[]) => void;
}

/** Keeps what is filtered and sorted here as a view of one's own, or what was changed in one. */
export const SavedView = memo(function SavedView({ view, place, own, saved, onOwnViews }: SavedViewProps) {
  const [naming, setNaming] = useState(false);
  useCommand('desk.saveView', () => setNaming(true));
  const { filter, sort, columns } = place;
  const changed = saved !== undefined && !isAsSaved(place, saved);
  const worthIt = saved === undefined && (filterSize(filter) > 0 || sort.length > 0);
  const keep = (name: string) => {
    const made: OwnView = { id: crypto.randomUUID(), name, view: place.view, filter, sort: [...sort], columns };
    onOwnViews([...own, made]);
    chooseOwnView(made);
    announce(t('Saved as {{name}}.', { name }));
  };
  return (
    <>
      {changed && (
        <>
          <Button
            variant="quiet"
            onClick={() => {
              onOwnViews(
                own.map((each) => (each.id === saved.id ? { ...each, filter, sort: [...sort], columns } : each)),
              );
              announce(t('Saved as {{name}}.', { name: saved.name }));
            }}
          >
            {t('Save changes')}
          </Button>
          <Button
            variant="quiet"
            onClick={() =>
              changeViewPlace(view, { filter: saved.filter, sort: saved.sort, columns: saved.columns, index: 0 })
            }
          >
            {t('As it was saved')}
          </Button>
        </>
      )}
      {worthIt && (
        <Button variant="quiet" onClick={() => setNaming(true)}>
          {t('Save view…')}
        </Button>
      )}
      <NameView
        open={naming}
        title={t('Save this view')}
        name=""
        taken={own.map(({ name }) => name)}
        onClose={() => setNaming(false)}
        onName={keep}
      />
    </>
  );
});
