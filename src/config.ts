import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { parseNight, type Night } from './domain/night.ts'
import { PROVIDER_CODES, type ProviderCode } from './domain/vocabulary.ts'

/** What a provider knows Daybook by: needed for OAuth providers and app-wide webhooks. */
export interface ProviderApp {
  clientId: string
  /** Empty where the provider knows a client by its certificate alone. */
  clientSecret: string
  /** Several while one is being replaced. */
  webhookSecrets: string[]
}

/** PEM texts: what shows a bank who calls. */
export interface ClientCertificate {
  certificate: string
  privateKey: string
  /** In place of the well-known certificate authorities, as test systems have. */
  authority: string | null
}

export interface Config {
  /** Holds the embedded database, keys and logs. */
  dataDir: string
  /** Null: the embedded PostgreSQL. */
  databaseUrl: string | null
  port: number
  /** Whether PORT was set: then a taken port is an error; else another one is found. */
  portIsAskedFor: boolean
  demoKey: string | null
  /** Holds a folder per source, from which files are taken; null: none is watched. */
  statementsDir: string | null
  /** Where the API is reached from outside, without a slash at its end; null: as its callers say. */
  publicUrl: string | null
  /** Addresses that stand in for the providers' own. */
  providerUrls: Partial<Record<ProviderCode, string>>
  apps: Partial<Record<ProviderCode, ProviderApp>>
  /** For providers that want mutual TLS; kept with the credentials of what is connected. */
  clientCertificates?: Partial<Record<ProviderCode, ClientCertificate>>
  /** Where to read who sends a webhook, to hold it against the addresses that its provider publishes; null: nowhere. */
  webhookSender: 'connection' | 'proxy' | null
  /** Where customers may be sent to after they connected: addresses, each with everything below it. */
  returnUrls: readonly string[]
  /** 32 bytes; wraps the vault's data keys. */
  masterKey: Buffer
  /** Keys that open what they once sealed, while the master key is being replaced. */
  formerMasterKeys?: readonly Buffer[]
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Size of the sandbox's books: 1 is the demo's. */
  sandboxScale: number
  /** When what is not urgent is read. */
  night: Night
  /** How long a provider may take to answer a call that nobody waits for; undefined: a minute. */
  callTimeoutMs?: number
  /** How long a live read may keep a caller waiting before it gets the cached value. */
  liveTimeoutMs: number
}

/** A configuration value that cannot be used: ends the start with one sentence that names the variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads and checks the environment; the only place that does. */
export function readConfig(env: Environment = process.env): Config {
  const dataDir = resolve(env['DAYBOOK_DATA_DIR'] || '.daybook')
  return {
    dataDir,
    databaseUrl: optional(
      env,
      'DATABASE_URL',
      databaseUrl,
      'a postgres://user:password@host:port/database address',
    ),
    port: optional(env, 'PORT', port, 'a port number from 1 to 65535') ?? 4000,
    portIsAskedFor: Boolean(env['PORT']),
    demoKey: optional(
      env,
      'DAYBOOK_DEMO_KEY',
      z.string().regex(/^[\x21-\x7e]{1,200}$/),
      '1 to 200 printable characters without a space',
    ),
    statementsDir: env['DAYBOOK_STATEMENTS_DIR'] ? resolve(env['DAYBOOK_STATEMENTS_DIR']) : null,
    publicUrl: optional(env, 'DAYBOOK_PUBLIC_URL', httpUrl, 'an http:// or https:// address'),
    providerUrls: perProvider((code) =>
      optional(env, `DAYBOOK_${code}_URL`, httpUrl, 'an http:// or https:// address'),
    ),
    apps: perProvider((code) => readApp(env, code)),
    clientCertificates: perProvider((code) => readCertificate(env, code)),
    webhookSender: optional(
      env,
      'DAYBOOK_WEBHOOK_SENDER',
      z.enum(['connection', 'proxy']),
      'connection, or proxy where a reverse proxy of yours sets X-Forwarded-For',
    ),
    returnUrls: optional(
      env,
      'DAYBOOK_RETURN_URLS',
      returnUrls,
      'http:// or https:// addresses, with commas',
    ) ?? [
      // RFC 8252, 7.3: a browser that is sent to its own machine takes nothing elsewhere. Any port.
      'http://127.0.0.1',
      'http://localhost',
    ],
    masterKey: readMasterKey(env, dataDir),
    formerMasterKeys: readFormerMasterKeys(env, dataDir),
    logLevel: optional(env, 'DAYBOOK_LOG', logLevel, 'one of debug, info, warn, error, silent') ?? 'info',
    sandboxScale: optional(env, 'DAYBOOK_SANDBOX_SCALE', scale, 'a number from 0.01 to 10') ?? 1,
    night: readNight(env['DAYBOOK_NIGHT'] || DEFAULT_NIGHT),
    callTimeoutMs: optional(env, 'DAYBOOK_CALL_TIMEOUT_MS', timeout, TIMEOUT_RANGE) ?? 60_000,
    liveTimeoutMs: optional(env, 'DAYBOOK_LIVE_TIMEOUT_MS', timeout, TIMEOUT_RANGE) ?? 4000,
  }
}

const DEFAULT_NIGHT = '22:00-04:00'

const databaseUrl = z.string().regex(/^postgres(ql)?:\/\/.+/)
const port = z.coerce.number().int().min(1).max(65535)
const timeout = z.coerce.number().int().min(100).max(60_000)
const TIMEOUT_RANGE = 'a whole number of milliseconds from 100 to 60000'
const scale = z.coerce.number().min(0.01).max(10)
const httpUrl = z.url({ protocol: /^https?$/ }).transform((it) => it.replace(/\/+$/, ''))
const returnUrls = z
  .string()
  .transform((it) => it.split(',').map((each) => each.trim()))
  .pipe(z.array(httpUrl))
const logLevel = z.enum(['debug', 'info', 'warn', 'error', 'silent'])

function optional<T>(env: Environment, name: string, schema: z.ZodType<T>, wanted: string): T | null {
  const value = env[name]
  if (value === undefined || value === '') return null
  const result = schema.safeParse(value)
  // The value itself may be a secret; the variable's name is enough to find it.
  if (!result.success) throw new ConfigError(`${name} must be ${wanted}.`)
  return result.data
}

function readNight(text: string): Night {
  const night = parseNight(text)
  if (night !== null) return night
  throw new ConfigError(
    'DAYBOOK_NIGHT must be two different times of day and, where it is not UTC, a time zone, as in 22:00-05:00 Europe/Berlin.',
  )
}

function perProvider<T>(read: (code: ProviderCode) => T | null): Partial<Record<ProviderCode, T>> {
  const found: Partial<Record<ProviderCode, T>> = {}
  for (const code of PROVIDER_CODES) {
    const value = read(code)
    if (value !== null) found[code] = value
  }
  return found
}

function readApp(env: Environment, code: ProviderCode): ProviderApp | null {
  const [clientId, clientSecret, webhookSecrets] = ['CLIENT_ID', 'CLIENT_SECRET', 'WEBHOOK_SECRETS'].map(
    (it) => env[`DAYBOOK_${code}_${it}`],
  )
  if (!clientId && !clientSecret && !webhookSecrets) return null
  if (!clientId)
    throw new ConfigError(
      `DAYBOOK_${code}_CLIENT_ID must be set together with DAYBOOK_${code}_CLIENT_SECRET.`,
    )
  if (!clientSecret && !KNOWN_BY_CERTIFICATE.has(code))
    throw new ConfigError(
      `DAYBOOK_${code}_CLIENT_SECRET must be set together with DAYBOOK_${code}_CLIENT_ID.`,
    )
  return {
    clientId,
    clientSecret: clientSecret ?? '',
    webhookSecrets: (webhookSecrets ?? '').split(',').filter((it) => it !== ''),
  }
}

/** Banks: a PSD2 client shows its certificate, and has a secret at some of them only. */
const KNOWN_BY_CERTIFICATE: ReadonlySet<ProviderCode> = new Set(['OPEN_BANKING'])

function readCertificate(env: Environment, code: ProviderCode): ClientCertificate | null {
  const [certificate, privateKey, authority] = ['', '_KEY', '_AUTHORITY'].map((part) => {
    const name = `DAYBOOK_${code}_CERTIFICATE${part}_FILE`
    const file = env[name]
    if (!file) return null
    if (!existsSync(file)) throw new ConfigError(`${name} must be a file that can be read.`)
    return readFileSync(file, 'utf8')
  })
  if (!certificate && !privateKey) return null
  if (certificate && privateKey) return { certificate, privateKey, authority: authority ?? null }
  throw new ConfigError(
    `DAYBOOK_${code}_CERTIFICATE_FILE and DAYBOOK_${code}_CERTIFICATE_KEY_FILE must be set together.`,
  )
}

/** From DAYBOOK_MASTER_KEY, or from a file in the data folder that the first start makes. */
function readMasterKey(env: Environment, dataDir: string): Buffer {
  const text = env['DAYBOOK_MASTER_KEY'] || readOrMakeKeyFile(join(dataDir, 'master.key'))
  return masterKeyIn('DAYBOOK_MASTER_KEY', text)
}

/** From DAYBOOK_MASTER_KEY_OLD, or from the file that the key file was moved to. */
function readFormerMasterKeys(env: Environment, dataDir: string): Buffer[] {
  const file = join(dataDir, 'master.key.old')
  const text = env['DAYBOOK_MASTER_KEY_OLD'] || (existsSync(file) ? readFileSync(file, 'utf8') : '')
  return text === '' ? [] : text.split(',').map((it) => masterKeyIn('DAYBOOK_MASTER_KEY_OLD', it))
}

function masterKeyIn(name: string, text: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length === 32) return key
  throw new ConfigError(`${name} must be 32 bytes in base64, as \`openssl rand -base64 32\` prints them.`)
}

function readOrMakeKeyFile(file: string): string {
  try {
    mkdirSync(dirname(file), { recursive: true })
    if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 })
    return readFileSync(file, 'utf8')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new ConfigError(`DAYBOOK_DATA_DIR must be a folder that can be written: ${why}.`)
  }
}

/** The environment of a child process: ours, with these set. */
export function childEnvironment(set: Record<string, string>): Record<string, string> {
  const own = Object.entries(process.env).filter((it): it is [string, string] => it[1] !== undefined)
  return { ...Object.fromEntries(own), ...set }
}
