import {
  providerCapabilities,
  type Capability as CapabilityShape,
  type ProviderCapabilities,
} from '../../sync/capabilities.ts'
import { builder } from '../builder.ts'
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
      resolve: (it) => it.fields,
    }),
  }),
})

export const Provider = builder.objectRef<ProviderCapabilities>('Provider').implement({
  description: 'A system that Daybook reads from and writes to, and what its adapter can and cannot do.',
  fields: (t) => ({
    code: t.expose('code', { type: ProviderCode }),
    name: t.exposeString('name'),
    capabilities: t.field({ type: [Capability], resolve: (it) => it.capabilities }),
  }),
})

builder.queryField('providers', (t) => t.field({ type: [Provider], resolve: () => providerCapabilities() }))
