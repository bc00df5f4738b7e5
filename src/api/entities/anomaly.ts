import { RECORD_TYPES } from '../../domain/vocabulary.ts'
import { byId } from '../../store/read/orders.ts'
import type { RecordRow } from '../../store/read/records.ts'
import { anomalies, anomalyConditions, type AnomalyRow } from '../../store/read/sources.ts'
import { builder } from '../builder.ts'
import { pageArgs, pageComplexity, readList } from '../connection.ts'
import { AnomalyConnection } from '../connections.ts'
import type { Context } from '../context.ts'
import { AnomalyCode, AnomalySeverity } from '../enums.ts'
import { encodeId, uuidsOf } from '../ids.ts'
import { fewIds } from '../inputs.ts'
import { rawRecordOf, recordByKey } from '../lookups.ts'
import { Anomaly, Source } from '../refs.ts'
import { Node, Record, sourceOf, typeNames, type Named } from './record.ts'

/** Of several records that the remote one maps to, the first; null where it maps to none of the graph's. */
async function recordOf(
  { sourceId, stream, remoteId }: AnomalyRow,
  context: Context,
): Promise<Named<RecordRow> | null> {
  if (remoteId === null) return null
  const raw = await rawRecordOf(context, { sourceId, stream, remoteId })
  for (const name of raw?.produced ?? []) {
    const [word, key] = splitOnce(name)
    const type = RECORD_TYPES.find((it) => it === word)
    if (type === undefined) continue
    const row: RecordRow | null = await recordByKey[type](context, { sourceId, key })
    return row && { ...row, __typename: typeNames[type] }
  }
  return null
}

/** "INVOICE invoices/7" as its two parts. */
function splitOnce(name: string): [string, string] {
  const at = name.indexOf(' ')
  return [name.slice(0, at), name.slice(at + 1)]
}

Anomaly.implement({
  description: "Something in the provider's data that contradicts itself or could not be read.",
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (it) => encodeId('Anomaly', it.id) }),
    code: t.expose('code', { type: AnomalyCode }),
    severity: t.expose('severity', { type: AnomalySeverity }),
    message: t.exposeString('message'),
    path: t.exposeStringList('path', { description: "Where in the provider's record." }),
    source: t.field({ type: Source, resolve: (it, _args, context) => sourceOf(context, it.sourceId) }),
    record: t.field({
      type: Record,
      nullable: true,
      description: 'Null where nothing of the record could be read.',
      resolve: (it, _args, context) => recordOf(it, context),
    }),
    detectedAt: t.expose('detectedAt', { type: 'DateTime' }),
    resolvedAt: t.expose('resolvedAt', { type: 'DateTime', nullable: true }),
  }),
})

const AnomalyFilter = builder.inputType('AnomalyFilter', {
  fields: (t) => ({
    sourceIds: t.idList({ validate: fewIds }),
    codes: t.field({ type: [AnomalyCode] }),
    resolved: t.boolean(),
  }),
})

builder.queryField('anomalies', (t) =>
  t.field({
    type: AnomalyConnection,
    description: 'The newest first.',
    args: { filter: t.arg({ type: AnomalyFilter }), ...pageArgs },
    complexity: pageComplexity,
    resolve: (_root, { filter, ...page }, context, info) => {
      const conditions = { ...filter, sourceIds: uuidsOf('Source', filter?.sourceIds) }
      return readList(
        context,
        {
          from: anomalies,
          order: byId(true),
          where: (sql) => anomalyConditions(sql, conditions),
          identity: ['anomalies', filter],
        },
        page,
        info,
      )
    },
  }),
)
