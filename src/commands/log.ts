import { pino, type Logger } from 'pino'
import type { Config } from '../config.ts'

/** JSON lines on standard output. Secrets have no business in a log line; these paths are a second net. */
export const createLog = (config: Config, name: string): Logger =>
  pino({
    name,
    level: config.logLevel,
    base: { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'authorization',
        '*.authorization',
        'headers.cookie',
        'apiKey',
        '*.apiKey',
        '*.accessToken',
        '*.refreshToken',
        '*.clientSecret',
        // What PostgreSQL and providers add to their errors quotes records.
        'err.detail',
        'err.where',
        'err.headers',
        'err.body',
      ],
      censor: '[secret]',
    },
  })
