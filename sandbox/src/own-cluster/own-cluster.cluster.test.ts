import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchObject, readAuditLog, waitFor } from '@modekeeper/cluster';
import { describe, expect, inject, it } from 'vitest';
import { freePort } from '../platform/ports.ts';
import type { Mode } from './namespace-switch.ts';
import { listed, makeOwnScene, type Run, type Scene } from './scene.ts';

const created = (run: Run) => [
  ...listed(run.lines, 'Would create:'),
  ...listed(run.lines, 'The connector itself would create, while it runs:'),
];

/** Waits until the connector has made its own three objects: it is then past enrolment. */
const ownObjectsMade = (scene: Scene) =>
  waitFor(async () => (await scene.inventory()).filter((line) => /-(journal|state|lease)$/.test(line)).length === 3, {
    what: 'the objects of the connector',
    timeout_ms: 60_000,
  });

const expectedSwitch = (scene: Scene, mode: Mode) =>
  ({
    observe: `Namespace ${scene.target}`,
    verify: `Namespace ${scene.target} (verify)`,
    apply: `Namespace ${scene.target} (enabled)`,
  })[mode];

describe.each<Mode>(['observe', 'apply'])('mode %s in a cluster of the user’s', (mode) => {
  it('creates exactly what it listed, comes online, leaves it on Ctrl-C, and --remove leaves nothing', async () => {
    const scene = await makeOwnScene();
    const before = await scene.inventory();

    const run = scene.run({ mode });
    await run.said('Online.');
    await ownObjectsMade(scene);
    const token = join(scene.folder, 'state', 'connector', 'serviceaccount', 'token');
    expect(readFileSync(token, 'utf8')).toMatch(/^ey/);
    await run.stop();

    const left = await scene.inventory();
    const added = left.filter((line) => !before.includes(line) && !line.startsWith(`Namespace ${scene.target}`));
    expect(added).toEqual(created(run).sort());
    expect(left).toContain(expectedSwitch(scene, mode));
    expect(left.filter((line) => /^(Pod|ReplicaSet|NetworkPolicy|Deployment) /.test(line))).toEqual(
      before.filter((line) => /^(Pod|ReplicaSet|NetworkPolicy|Deployment) /.test(line)),
    );
    // The token does not outlive the program.
    expect(existsSync(token)).toBe(false);

    const removal = scene.run({ remove: true });
    await removal.ended;
    expect(await scene.inventory()).toEqual(before);
    const deleted = listed(removal.lines, 'Deleted:');
    expect(deleted).toEqual(expect.arrayContaining(added));

    const again = scene.run({ remove: true });
    await again.ended;
    expect(again.lines.join()).toContain('nothing to remove');
  });
});

describe('a second start', () => {
  it('goes on with what is there without a new enrolment, and a narrower mode takes the guard and the switch away', async () => {
    const scene = await makeOwnScene();
    const port = await freePort();
    const first = scene.run({ mode: 'verify', port });
    await first.said('Online.');
    await first.stop();
    expect(await scene.inventory()).toContain(expectedSwitch(scene, 'verify'));

    const second = scene.run({ mode: 'observe', port });
    await second.said('Online.');
    await second.stop();
    expect(listed(second.lines, 'Would create:')).toEqual([`Secret ${scene.own}/sh.helm.release.v1.${scene.release}.v2`]);
    expect(listed(second.lines, 'Would delete, not needed any more:')).toContain(
      `ValidatingAdmissionPolicy ${scene.release}-guard`,
    );
    expect(second.lines.join()).not.toContain('being confirmed');
    const left = await scene.inventory();
    expect(left).toContain(expectedSwitch(scene, 'observe'));
    expect(left.join()).not.toContain('ValidatingAdmissionPolicy');

    await scene.run({ remove: true }).ended;
  });
});

describe('what the connector may do', () => {
  it('in mode observe it writes nothing but its own objects, as the audit log shows', async () => {
    const scene = await makeOwnScene();
    const run = scene.run();
    await run.said('Online.');
    await ownObjectsMade(scene);
    await run.stop();
    const user = `system:serviceaccount:${scene.own}:${scene.release}`;
    const log = await readAuditLog(inject('auditLogPath'), { user, verbs: ['create', 'update', 'patch', 'delete'] });
    // Questions about its own rights are posts that store nothing.
    const written = log.filter(({ objectRef }) => objectRef?.apiGroup !== 'authorization.k8s.io');
    expect(written.length).toBeGreaterThan(0);
    for (const { objectRef, responseStatus } of written) {
      expect([objectRef?.namespace, responseStatus?.code]).toEqual([scene.own, expect.any(Number)]);
    }
    await scene.run({ remove: true }).ended;
  });

  it('--remove keeps a namespace that somebody else uses too, and says why', async () => {
    const scene = await makeOwnScene();
    const run = scene.run();
    await run.said('Online.');
    await run.stop();
    await fetchObject(scene.admin, {
      method: 'POST',
      path: `/api/v1/namespaces/${scene.own}/configmaps`,
      body: { metadata: { name: 'theirs' } },
    });
    const removal = scene.run({ remove: true });
    await removal.ended;
    expect(removal.lines.join('\n')).toContain(`Namespace ${scene.own} stays: it holds ConfigMap ${scene.own}/theirs.`);
    expect((await scene.inventory()).filter((line) => line.includes(scene.own))).toEqual([
      `ConfigMap ${scene.own}/theirs`,
      `Namespace ${scene.own}`,
    ]);
  });
});
