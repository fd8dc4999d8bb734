import { describe, expect, it } from 'vitest';
import { placeOf, placesOf } from './place-problems.ts';
import { readJson } from './read-json.ts';
import { TextLines } from './text-lines.ts';

const text = `{
  "allowed_chords": [
    "NORMAL-HOLD",
    ""
  ],
  "limits": {
    "knob_limits": {
      "a.b": { "min": 1 }
    }
  }
}`;
const { root } = readJson(text);
const places = placesOf(root);
const lines = new TextLines(text);
const lineOf = (path: string): number => lines.lineAt(placeOf(places, path, root).start);

describe('the place of a problem', () => {
  it.each([
    ['allowed_chords', 2],
    ['allowed_chords[1]', 4],
    ['limits.knob_limits.a.b', 8],
    ['limits.knob_limits.a.b.min', 8],
  ])('is the line of its path: %s', (path, line) => expect(lineOf(path)).toBe(line));
  it.each([
    ['limits.knob_limits.a.b.max', 8],
    ['limits.cooldown_s', 6],
    ['allowed_actuators.hot[2]', 1],
    ['name', 1],
    ['', 1],
  ])('is the line of what should hold it, when it is missing: %s', (path, line) => expect(lineOf(path)).toBe(line));
});

describe('TextLines', () => {
  it('tells the line of every place, ends included', () => {
    const four = new TextLines('a\n\nbc\n');
    expect([0, 1, 2, 3, 4, 5, 6].map((at) => four.lineAt(at))).toEqual([1, 1, 2, 3, 3, 3, 4]);
    expect([four.count, four.startOf(3), new TextLines('').count]).toEqual([4, 3, 1]);
  });
});
