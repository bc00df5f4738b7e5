import { Worker } from 'node:worker_threads'
import { FaultError, type Fault } from '../domain/errors.ts'
import type { ProviderCode } from '../domain/vocabulary.ts'
import type { Provider } from '../providers/provider.ts'

export interface NamedFile {
  name: string
  bytes: Buffer
}

/** How many records there are in a file, by stream. */
export type RecordCounts = Readonly<Record<string, number>>

/** Throws FaultError when the provider is not read from files, or the file cannot be read. */
export function countRecords(provider: Provider | undefined, file: NamedFile): RecordCounts {
  const files = provider?.files
  if (files === undefined) throw refused(`${provider?.name ?? 'This provider'} is not read from files.`)
  if (file.bytes.length === 0) throw refused(`The file ${file.name} is empty.`)
  if (file.bytes.length > files.maxBytes) {
    throw refused(`The file ${file.name} has more than ${files.maxBytes} bytes. Split it into several.`)
  }
  return Object.fromEntries(Object.entries(files.read(file)).map(([stream, its]) => [stream, its.length]))
}

const refused = (message: string) =>
  new FaultError({ code: 'INVALID_INPUT', message, actor: 'CALLER', retryable: false })

export type Counted = { records: RecordCounts } | { fault: Fault }

/** The same in a thread of its own: megabytes of XML take seconds, in which nobody else would be answered. */
export async function countRecordsApart(
  code: ProviderCode,
  { name, bytes }: NamedFile,
): Promise<RecordCounts> {
  const thread = new Worker(new URL('file-records-thread.ts', import.meta.url), {
    workerData: { code, name, bytes: new Uint8Array(bytes) },
  })
  const counted = await new Promise<Counted>((resolve, reject) => {
    thread.once('message', resolve).once('error', reject)
  })
  if ('fault' in counted) throw new FaultError(counted.fault)
  return counted.records
}
