import { z } from 'zod'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { decodeId, type NodeType } from '../ids.ts'
import { notFound } from '../errors.ts'
import { MOST } from '../limits.ts'
import type { Load } from '../loaders.ts'
import { anomalyById, companyById, recordById, sourceById, syncRunById } from '../lookups.ts'
import { Node, type Named } from './record.ts'
import { loadWorkspace } from './workspace.ts'

interface Identified {
  id: string
}

const loads: Readonly<Record<NodeType, Load<string, Identified | null>>> = {
  Workspace: async (context, id) => (id === context.workspaceId ? await loadWorkspace(context) : null),
  Company: companyById,
  Source: sourceById,
  Anomaly: anomalyById,
  SyncRun: syncRunById,
  Account: recordById.ACCOUNT,
  Contact: recordById.CONTACT,
  Invoice: recordById.INVOICE,
  Payment: recordById.PAYMENT,
  Transaction: recordById.TRANSACTION,
  JournalEntry: recordById.JOURNAL_ENTRY,
  TaxRate: recordById.TAX_RATE,
  Dimension: recordById.DIMENSION,
  AccountingPeriod: recordById.ACCOUNTING_PERIOD,
}

async function loadNode(context: Context, id: string): Promise<Named<Identified> | null> {
  const decoded = decodeId(id)
  if (decoded === null) return null
  const row = await loads[decoded.type](context, decoded.uuid)
  return row && { ...row, __typename: decoded.type }
}

builder.queryFields((t) => ({
  node: t.field({
    type: Node,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, { id }, context) => {
      const node = await loadNode(context, id)
      if (node === null) throw notFound('node', id)
      return node
    },
  }),
  nodes: t.field({
    type: [Node],
    nullable: { list: false, items: true },
    description: `At most ${MOST.ids} ids; null where there is none of that id.`,
    args: {
      ids: t.arg.idList({
        required: true,
        validate: { schema: z.array(z.string()).max(MOST.ids, `at most ${MOST.ids} ids`) },
      }),
    },
    complexity: ({ ids }) => ({ field: 1, multiplier: ids.length }),
    resolve: (_root, { ids }, context) => Promise.all(ids.map((it) => loadNode(context, it))),
  }),
}))
