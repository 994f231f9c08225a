/** How the person has arranged the Desk: asked of the vault once, changed at once, kept there. */
import { useCallback } from 'react';
import { Arrangement } from '../../../shared/bridge/arrangement.ts';
import { announce } from '../../ui/index.ts';
import { errorLine } from '../../words/errors.ts';
import { call } from '../../app/bridge.ts';
import { answers, askAgain, useCall } from '../../app/calls.ts';

const nothingArranged = Arrangement.parse({});

export interface Arranged {
  readonly arrangement: Arrangement;
  readonly arrange: (change: Partial<Arrangement>) => void;
}

export function useArrangement(): Arranged {
  const { value } = useCall('desk.arrangement', {});
  const arrange = useCallback((change: Partial<Arrangement>) => {
    const key = ['desk.arrangement', {}];
    const next = { ...(answers.getQueryData<Arrangement>(key) ?? nothingArranged), ...change };
    answers.setQueryData(key, next);
    void call('desk.arrange', next).then((answer) => {
      if (answer.ok) return;
      announce(errorLine(answer.error));
      askAgain('desk.arrangement');
    });
  }, []);
  return { arrangement: value ?? nothingArranged, arrange };
}
