import { randomBytes, randomInt } from 'node:crypto';
import { systemClock } from '@modekeeper/kube';
import { EXIT, runApp } from './app.ts';
import { readEnvironmentVariables } from './config/environment.ts';
import { systemFiles } from './config/files.ts';
import type { Core } from './core.ts';
import { startHealthServer } from './health/http.ts';
import { makeLog } from './health/logs.ts';
import { makeMetrics } from './health/metrics.ts';
import { Readiness } from './health/readiness.ts';
import { openPlans } from './journal/changes.ts';
import { journalBytes } from './journal/codec.ts';
import { nodePostJson } from './session/post-json.ts';
import { webSocketConnect } from './session/socket.ts';
import { VERSION } from './version.ts';

/** Longest time that a stop may take; the pod's grace period is 30 s. */
const DRAIN_MS = 25_000;

const log = makeLog(process.env.MODEKEEPER_LOG_LEVEL ?? 'info', (line) => process.stdout.write(line));
const fatal = (error: unknown, code: number) => {
  log.error({ error }, 'the connector stops: an unexpected fault');
  process.exit(code);
};
process.on('uncaughtException', (error) => fatal(error, EXIT.defect));
process.on('unhandledRejection', (error) => fatal(error, EXIT.defect));

const running: { core: Core | null; connected: () => boolean; outbox: () => number } = {
  core: null,
  connected: () => false,
  outbox: () => 0,
};
const readiness = new Readiness();
const metrics = makeMetrics({
  connected: () => running.connected(),
  ready: () => readiness.ready,
  kill_active: () => running.core?.kill.last?.signal != null,
  open_plans: () => (running.core === null ? 0 : openPlans(running.core.journal.value).length),
  journal_bytes: () => (running.core === null ? 0 : journalBytes(running.core.journal.value)),
  outbox_frames: () => running.outbox(),
  resident_bytes: () => process.memoryUsage.rss(),
});

const stop = new AbortController();
for (const name of ['SIGTERM', 'SIGINT'] as const) {
  process.on(name, () => {
    log.info({ signal: name }, 'stopping: finishing the step under way');
    stop.abort();
    setTimeout(
      () => fatal(new Error('could not stop in time; what was under way is in the journal'), EXIT.defect),
      DRAIN_MS,
    ).unref();
  });
}

try {
  const environment = readEnvironmentVariables(process.env);
  const server = await startHealthServer({
    host: environment.listen_host,
    port: environment.listen_port,
    readiness,
    metrics,
    version: VERSION,
  });
  log.info({ version: VERSION, address: server.address() }, 'started');
  const code = await runApp(
    {
      version: VERSION,
      env: process.env,
      environment,
      clock: systemClock,
      random: { bytes: (length) => new Uint8Array(randomBytes(length)), fraction: () => randomInt(2 ** 32) / 2 ** 32 },
      log,
      counters: metrics,
      files: systemFiles,
      connect: webSocketConnect(process.env),
      post: nodePostJson(process.env),
      readiness,
      started: (core, session, outbox) => {
        running.core = core;
        running.connected = () => session.connected;
        running.outbox = () => outbox.size;
      },
    },
    stop.signal,
  );
  log.info({ exit_code: code }, 'stopped');
  process.exit(code);
} catch (error) {
  fatal(error, error instanceof Error && error.name === 'ModeKeeperError' ? EXIT.configuration : EXIT.defect);
}
