import { describe, expect, it } from 'vitest';
import { may, PERMISSIONS, type Permission, ROLES } from './permissions.ts';

const permissions = Object.keys(PERMISSIONS) as Permission[];

describe('permissions', () => {
  it('are held by nobody without a role, and all of them by owners', () => {
    for (const permission of permissions) {
      expect(may(null, permission), permission).toBe(false);
      expect(may('owner', permission), permission).toBe(true);
    }
  });

  it('never grow on the way from owner to viewer', () => {
    for (const permission of permissions) {
      const held = ROLES.map((role) => may(role, permission));
      expect(held, permission).toEqual([...held].sort((left, right) => Number(right) - Number(left)));
    }
  });

  it('let viewers change nothing', () => {
    expect(
      permissions.filter((permission) => may('viewer', permission)).every((permission) => permission.endsWith('.read')),
    ).toBe(true);
  });
});
