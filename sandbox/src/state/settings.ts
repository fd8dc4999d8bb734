import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { ModeKeeperError } from '@modekeeper/contracts';
import { z } from 'zod';

/** What one sandbox remembers from start to start; nothing secret. */
const settingsSchema = z.object({
  port: z.int().optional(),
  database_port: z.int().optional(),
  organization_id: z.string().optional(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Reads the settings; none yet is `{}`. @throws `invalid_input` when the file is damaged */
export function readSettings(file: string): Settings {
  if (!existsSync(file)) return {};
  try {
    return settingsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new ModeKeeperError({
      code: 'invalid_input',
      message: `The settings file ${file} is damaged.`,
      hint: 'Start over with: npm start -- --reset',
      cause,
    });
  }
}

/** Writes some settings over the earlier ones; the file is never half written. */
export function rememberSettings(file: string, more: Settings): Settings {
  const settings = { ...readSettings(file), ...more };
  writeFileSync(`${file}.new`, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return settings;
}
