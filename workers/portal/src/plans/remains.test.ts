import { expect, it } from 'vitest';
import { remainsOf } from './remains.ts';

it('says of each touched field what the receipt says, and nothing of what nobody has read', () => {
  const knob = (name: string) => `/spec/template/metadata/annotations/modekeeper~1knob.${name}`;
  const remaining = remainsOf({
    uid: 'u',
    before: { [knob('a')]: '1', [knob('b')]: null, [knob('c')]: '1' },
    after: { [knob('a')]: '4', [knob('b')]: null },
    requests: [],
  });
  expect(remaining.map(({ before, now, outcome }) => [before, now, outcome])).toEqual([
    ['"1"', '"4"', 'changed'],
    ['absent', 'absent', 'restored'],
    ['"1"', 'not known', 'unread'],
  ]);
  expect(remaining[0]).toMatchObject({ field: 'modekeeper/knob.a', within: 'spec.template.metadata.annotations' });
});
