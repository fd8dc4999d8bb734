import pino from 'pino';
import type { Log, LogFields } from '../ports.ts';
import { redact, redactText } from './redact.ts';

/**
 * One JSON object per line on `write` (standard output in the pod). Every field and message passes the redaction.
 * @param level pino's level names; anything else is `info`
 */
export function makeLog(level: string, write: (line: string) => void): Log {
  const known = ['debug', 'info', 'warn', 'error'].includes(level) ? level : 'info';
  const logger = pino(
    {
      level: known,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write },
  );
  const clean = (fields: LogFields) => redact(fields) as Record<string, unknown>;
  return {
    debug: (fields, message) => logger.debug(clean(fields), redactText(message)),
    info: (fields, message) => logger.info(clean(fields), redactText(message)),
    warn: (fields, message) => logger.warn(clean(fields), redactText(message)),
    error: (fields, message) => logger.error(clean(fields), redactText(message)),
  };
}
