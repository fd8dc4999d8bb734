import { ModeKeeperError, SERIES_INTERVAL_S } from '@modekeeper/contracts';
import { OBSERVATION } from '@modekeeper/engine';
import { z } from 'zod';

const MOUNT = '/etc/modekeeper';
const seconds = (fallback: number, min: number, max: number) => z.coerce.number().min(min).max(max).default(fallback);

/**
 * Environment of the process, as the chart writes it (`charts/modekeeper-connector/README.md`). The last group is for tests and benchmarks
 * only: how often the connector looks, never a safety margin.
 */
const environmentSchema = z.object({
  MODEKEEPER_CONFIG_FILE: z.string().default(`${MOUNT}/config/connector.json`),
  MODEKEEPER_TRUST_DIR: z.string().default(`${MOUNT}/trust`),
  MODEKEEPER_PASSPORT_DIR: z.string().default(`${MOUNT}/passports`),
  MODEKEEPER_ENROLLMENT_TOKEN_FILE: z.string().default(`${MOUNT}/enrollment/token`),
  MODEKEEPER_LISTEN_HOST: z.string().default('0.0.0.0'),
  MODEKEEPER_LISTEN_PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  MODEKEEPER_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  MODEKEEPER_KILL_SWITCH: z.string().optional(),
  MODEKEEPER_KILL_SWITCH_FILE: z.string().optional(),
  POD_NAME: z.string().optional(),

  /** Test and bench: pause between two looks at a target. */
  MODEKEEPER_TICK_INTERVAL_S: seconds(OBSERVATION.tick_ms / 1000, 0.1, 60),
  /** Test and bench: length of the window that signals are judged on. */
  MODEKEEPER_WINDOW_S: seconds(OBSERVATION.window_ms / 1000, 2, 600),
  /** Test and bench: pause between two series frames while nobody watches. */
  MODEKEEPER_SERIES_INTERVAL_S: seconds(SERIES_INTERVAL_S, 1, SERIES_INTERVAL_S),
});

export interface Environment {
  readonly config_file: string;
  readonly trust_dir: string;
  readonly passport_dir: string;
  readonly token_file: string;
  readonly listen_host: string;
  readonly listen_port: number;
  readonly log_level: 'debug' | 'info' | 'warn' | 'error';
  readonly kill_switch: string | undefined;
  readonly kill_switch_file: string | undefined;
  readonly pod_name: string;
  readonly tick_ms: number;
  readonly window_ms: number;
  readonly series_ms: number;
}

/**
 * Reads the environment. An empty variable counts as absent, but for the kill switch, where empty means off.
 * @throws ModeKeeperError `configuration_invalid` naming the variable
 */
export function readEnvironmentVariables(env: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => value !== '' || name === 'MODEKEEPER_KILL_SWITCH'),
  );
  const result = environmentSchema.safeParse(given);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new ModeKeeperError({
      code: 'configuration_invalid',
      message: `The environment variable ${issue?.path.join('.')} cannot be used: ${issue?.message}.`,
      hint: 'Correct it in the values of the chart; README.md of the chart lists every variable.',
    });
  }
  const e = result.data;
  return {
    config_file: e.MODEKEEPER_CONFIG_FILE,
    trust_dir: e.MODEKEEPER_TRUST_DIR,
    passport_dir: e.MODEKEEPER_PASSPORT_DIR,
    token_file: e.MODEKEEPER_ENROLLMENT_TOKEN_FILE,
    listen_host: e.MODEKEEPER_LISTEN_HOST,
    listen_port: e.MODEKEEPER_LISTEN_PORT,
    log_level: e.MODEKEEPER_LOG_LEVEL,
    kill_switch: e.MODEKEEPER_KILL_SWITCH,
    kill_switch_file: e.MODEKEEPER_KILL_SWITCH_FILE,
    pod_name: e.POD_NAME ?? 'connector',
    tick_ms: e.MODEKEEPER_TICK_INTERVAL_S * 1000,
    window_ms: e.MODEKEEPER_WINDOW_S * 1000,
    series_ms: e.MODEKEEPER_SERIES_INTERVAL_S * 1000,
  };
}
