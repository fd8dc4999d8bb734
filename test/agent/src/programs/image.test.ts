import { describe, expect, it } from 'vitest';
import { programOf, repositoryOf } from './image.ts';

describe('repositoryOf', () => {
  it.each([
    ['modekeeper/trainer', 'modekeeper/trainer'],
    ['modekeeper/trainer:0.1.0', 'modekeeper/trainer'],
    ['modekeeper/trainer@sha256:abc', 'modekeeper/trainer'],
    ['modekeeper/trainer:0.1.0@sha256:abc', 'modekeeper/trainer'],
    ['registry.example:5000/modekeeper/trainer', 'registry.example:5000/modekeeper/trainer'],
    ['registry.example:5000/modekeeper/trainer:1', 'registry.example:5000/modekeeper/trainer'],
  ])('of %s is %s', (image, repository) => {
    expect(repositoryOf(image)).toBe(repository);
  });
});

describe('programOf', () => {
  it('knows only the listed repositories, not what every object inherits', () => {
    const program = { command: ['true'] };
    expect(programOf({ 'modekeeper/trainer': program }, 'modekeeper/trainer:2')).toBe(program);
    expect(programOf({ 'modekeeper/trainer': program }, 'other/modekeeper/trainer')).toBeNull();
    expect(programOf({}, 'constructor')).toBeNull();
    expect(programOf({}, undefined)).toBeNull();
  });
});
