import type { Fidelity as FidelityWord } from '../../domain/vocabulary.ts'
import {
  better,
  providerCapabilities,
  type Capability as CapabilityShape,
  type ProviderCapabilities,
} from '../../sync/capabilities.ts'
import { builder } from '../builder.ts'
import { fieldOf } from '../field-names.ts'
import { DeletionDetection, Fidelity, ProviderCode, RecordType, WriteKind } from '../enums.ts'

const FieldFidelity = builder.objectRef<CapabilityShape['fields'][number]>('FieldFidelity').implement({
  fields: (t) => ({
    field: t.exposeString('field'),
    fidelity: t.expose('fidelity', { type: Fidelity }),
  }),
})

const Capability = builder.objectRef<CapabilityShape>('Capability').implement({
  fields: (t) => ({
    recordType: t.expose('recordType', { type: RecordType }),
    read: t.exposeBoolean('read'),
    incremental: t.exposeBoolean('incremental'),
    webhooks: t.exposeBoolean('webhooks'),
    deletions: t.expose('deletions', { type: DeletionDetection }),
    writes: t.field({ type: [WriteKind], resolve: (it) => it.writes }),
    fields: t.field({
      type: [FieldFidelity],
      description: 'How each canonical field comes about at this provider.',
      resolve: (it) => graphFields(it.fields),
    }),
  }),
})

/** Several properties may show as one field; it comes about as well as the best of them. */
function graphFields(fields: CapabilityShape['fields']): CapabilityShape['fields'] {
  const best = new Map<string, FidelityWord>()
  for (const { field, fidelity } of fields) {
    const name = fieldOf(field)
    if (name !== null) best.set(name, better(best.get(name), fidelity))
  }
  return [...best].map(([field, fidelity]) => ({ field, fidelity }))
}

export const Provider = builder.objectRef<ProviderCapabilities>('Provider').implement({
  description: 'A system that Daybook reads from and writes to, and what its adapter can and cannot do.',
  fields: (t) => ({
    code: t.expose('code', { type: ProviderCode }),
    name: t.exposeString('name'),
    capabilities: t.field({ type: [Capability], resolve: (it) => it.capabilities }),
  }),
})

builder.queryField('providers', (t) => t.field({ type: [Provider], resolve: () => providerCapabilities() }))
