import { expect, it } from 'vitest';
import { chooseHold, holdSeconds } from '../../renderer/app/hold-length.ts';
import { placeText, readPlace, usePlace } from '../../renderer/app/place.ts';

it('is ten seconds until somebody chooses more, and is remembered with the place', () => {
  expect(holdSeconds()).toBe(10);
  chooseHold(60);
  expect(holdSeconds()).toBe(60);
  const kept = readPlace(JSON.parse(placeText()));
  usePlace.setState({ memory: new Map() });
  expect(holdSeconds()).toBe(10);
  usePlace.setState({ memory: kept!.memory });
  expect(holdSeconds()).toBe(60);
});

it('is never what the vault would not hold', () => {
  for (const kept of [0, 5, 61, '20', null]) {
    usePlace.getState().remember('hold length', kept);
    expect(holdSeconds()).toBe(10);
  }
});
