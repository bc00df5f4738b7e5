import {
  RECORD_TYPES,
  type DeletionDetection,
  type Fidelity,
  type ProviderCode,
  type RecordType,
  type WriteKind,
} from '../domain/vocabulary.ts'
import type { AnyStream, Provider } from '../providers/provider.ts'
import { providers } from '../providers/registry.ts'

/** What a provider's adapter can do with one type of record. */
export interface Capability {
  recordType: RecordType
  read: boolean
  incremental: boolean
  webhooks: boolean
  deletions: DeletionDetection
  writes: readonly WriteKind[]
  fields: readonly { field: string; fidelity: Fidelity }[]
}

export interface ProviderCapabilities {
  code: ProviderCode
  name: string
  capabilities: readonly Capability[]
}

/** All providers that there is an adapter for. */
export const providerCapabilities = (): ProviderCapabilities[] => providers.map(capabilitiesOf)

export const capabilitiesOf = (provider: Provider): ProviderCapabilities => ({
  code: provider.code,
  name: provider.name,
  capabilities: RECORD_TYPES.flatMap((recordType) => {
    const streams = Object.values(provider.streams).filter((it) => it.entity === recordType)
    const writes = provider.writes.filter((it) => WRITES[it] === recordType)
    return streams.length + writes.length === 0
      ? []
      : [{ recordType, writes, ...readingOf(provider, streams) }]
  }),
})

const WRITES: Readonly<Record<WriteKind, RecordType>> = {
  CREATE_INVOICE: 'INVOICE',
  UPDATE_INVOICE: 'INVOICE',
  VOID_INVOICE: 'INVOICE',
  CREATE_PAYMENT: 'PAYMENT',
  CREATE_CONTACT: 'CONTACT',
  UPDATE_CONTACT: 'CONTACT',
  CREATE_JOURNAL_ENTRY: 'JOURNAL_ENTRY',
}

/** Several streams may feed one type: how it is read holds for all of them. */
function readingOf(provider: Provider, streams: readonly AnyStream[]) {
  const deletions = streams.map((it) => it.deletions)
  return {
    read: streams.length > 0,
    incremental: streams.length > 0 && streams.every((it) => it.incremental),
    webhooks: streams.length > 0 && provider.webhooks !== undefined,
    deletions: weakest(deletions),
    fields: fieldsOf(streams),
  }
}

function weakest(deletions: readonly AnyStream['deletions'][]): DeletionDetection {
  if (deletions.length === 0 || deletions.includes('none')) return 'NONE'
  return deletions.includes('swept') ? 'SWEPT' : 'REPORTED'
}

const BY_WORTH: readonly Fidelity[] = ['MISSING', 'DERIVED', 'NATIVE']

/** A field comes about as well as the stream that brings it best. */
function fieldsOf(streams: readonly AnyStream[]): Capability['fields'] {
  const best = new Map<string, Fidelity>()
  for (const [field, fidelity] of streams.flatMap((it) => Object.entries(it.fields))) {
    best.set(field, better(best.get(field), fidelity))
  }
  return [...best].map(([field, fidelity]) => ({ field, fidelity }))
}

/** The better of two; none is worse than any. */
export const better = (known: Fidelity | undefined, other: Fidelity): Fidelity =>
  known !== undefined && BY_WORTH.indexOf(known) > BY_WORTH.indexOf(other) ? known : other

/** The type of record that a stream brings; null where it brings none of the graph's, or is not known any more. */
export const recordTypeOf = (code: ProviderCode, stream: string): RecordType | null =>
  providers.find((it) => it.code === code)?.streams[stream]?.entity ?? null

/** What the adapter of a provider is called and can do; null where there is none (any more). */
export function providerOf(code: ProviderCode): ProviderCapabilities | null {
  const provider = providers.find((it) => it.code === code)
  return provider === undefined ? null : capabilitiesOf(provider)
}
