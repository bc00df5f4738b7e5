import { parentPort, workerData } from 'node:worker_threads'
import { FaultError } from '../domain/errors.ts'
import type { ProviderCode } from '../domain/vocabulary.ts'
import { findProvider } from '../providers/registry.ts'
import { countRecords, type Counted } from './file-records.ts'

// A thread that counts one file's records; see countRecordsApart.

const { code, name, bytes } = workerData as { code: ProviderCode; name: string; bytes: Uint8Array }
parentPort?.postMessage(count())

function count(): Counted {
  try {
    return { records: countRecords(findProvider(code), { name, bytes: Buffer.from(bytes) }) }
  } catch (error) {
    if (error instanceof FaultError) return { fault: error.fault }
    throw error
  }
}
