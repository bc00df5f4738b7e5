import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { pino, type Logger } from 'pino'
import type { Executed } from '../../src/api/execution.ts'
import { startApi, type Api } from '../../src/api/server.ts'
import { readConfig, type Config } from '../../src/config.ts'
import type { TestDatabase } from '../support/database.ts'

export interface AnswerError {
  message: string
  path?: (string | number)[]
  extensions: { code: string }
}

/** What came back, as JSON. */
export interface Answer {
  data?: unknown
  errors?: AnswerError[]
}

/** The data of an answer, taken apart by paths such as "invoices.nodes.0.id". */
export class Data {
  readonly json: unknown

  constructor(json: unknown) {
    this.json = json
  }

  /** Undefined where the path leads nowhere. */
  at(path: string): unknown {
    return path.split('.').reduce<unknown>((value, name) => {
      return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
    }, this.json)
  }

  text(path: string): string {
    const value = this.at(path)
    if (typeof value !== 'string') throw new Error(`There is no text at ${path}`)
    return value
  }

  list(path: string): Data[] {
    const value = this.at(path)
    if (!Array.isArray(value)) throw new Error(`There is no list at ${path}`)
    return value.map((it) => new Data(it))
  }
}

export interface Queried {
  data: Data
  errors: AnswerError[] | undefined
}

export interface TestApi extends Api {
  /** What the executions cost, oldest first. */
  executed: Executed[]
  query(key: string, query: string, variables?: Record<string, unknown>): Promise<Queried>
  post(body: unknown, headers?: Record<string, string>): Promise<Response>
}

/** An API of its own on a free port, closed when the test file ends. */
export async function startTestApi(
  { url }: TestDatabase,
  { config = {}, now, log }: { config?: Partial<Config>; now?: () => Date; log?: Logger } = {},
): Promise<TestApi> {
  const dataDir = mkdtempSync(join(tmpdir(), 'daybook-api-'))
  const executed: Executed[] = []
  const api = await startApi({
    config: { ...readConfig({ DAYBOOK_DATA_DIR: dataDir }), port: 0, ...config },
    databaseUrl: url,
    log: log ?? pino({ level: 'silent' }),
    observe: (it) => executed.push(it),
    ...(now && { now }),
  })
  after(async () => {
    await api.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  return {
    ...api,
    executed,
    post,
    async query(key, query, variables) {
      const response = await post({ query, variables }, { authorization: `Bearer ${key}` })
      const { data, errors } = (await response.json()) as Answer
      return { data: new Data(data), errors }
    },
  }
}
