import type { ConnectorTarget } from '@modekeeper/contracts';
import type { Outcome } from '@modekeeper/kube';
import { expect, it } from 'vitest';
import { failure } from '../testing/fake-cluster.ts';
import { MAX_SELECTED, SelectedTargets } from './selected-targets.ts';

const common = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'ml', container: 'c' } as const;
const selector = (text: string, part = {}): ConnectorTarget => ({ ...common, selector: text, passport: text, ...part });

/** A cluster whose answers, by selector, can be changed. */
function scripted(answers: Record<string, readonly string[] | 'forbidden'>, targets: readonly ConnectorTarget[]) {
  const listDeployments = async (_namespace: string, text: string): Promise<Outcome<readonly string[]>> => {
    const answer = answers[text] ?? [];
    return answer === 'forbidden' ? failure('forbidden', 403, 'no') : { kind: 'ok', value: answer };
  };
  return new SelectedTargets(targets, { listDeployments });
}

it('gives each Deployment one entry: its own when it is named, else the first selector’s', async () => {
  const named: ConnectorTarget = { ...common, name: 'b', passport: 'own' };
  const targets = scripted({ x: ['a', 'b'], y: ['a', 'c'] }, [selector('x'), named, selector('y')]);
  const { targets: found, failures, not_observed } = await targets.look();
  expect([...found].map(([key, { name, passport }]) => [key, name, passport])).toEqual([
    ['ml/a', 'a', 'x'],
    ['ml/c', 'c', 'y'],
  ]);
  expect([failures, not_observed]).toEqual([[], 0]);
});

it('follows what comes and goes, and keeps what it knew of a selector that it cannot ask about', async () => {
  const answers: Record<string, readonly string[] | 'forbidden'> = { x: ['a'], y: ['b'] };
  const targets = scripted(answers, [selector('x'), selector('y')]);
  expect([...(await targets.look()).targets.keys()]).toEqual(['ml/a', 'ml/b']);
  Object.assign(answers, { x: ['c'], y: 'forbidden' });
  const { targets: found, failures } = await targets.look();
  expect([...found.keys()]).toEqual(['ml/c', 'ml/b']);
  expect(failures.map(({ target }) => target.selector)).toEqual(['y']);
});

it('observes a bounded number, and says how many it does not', async () => {
  const names = Array.from({ length: MAX_SELECTED }, (_, n) => `d${String(n).padStart(3, '0')}`);
  const targets = scripted({ x: names, y: ['more', 'most'] }, [selector('x'), selector('y')]);
  const { targets: found, not_observed } = await targets.look();
  expect([found.size, not_observed]).toEqual([MAX_SELECTED, 2]);
});

it('asks nothing when no target has a selector', () => {
  expect(scripted({}, [{ ...common, name: 'b', passport: null }]).none).toBe(true);
});
