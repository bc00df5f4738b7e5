import { FaultError, type Fault } from '../../domain/errors.ts'
import { decideCategory } from '../../store/categorize.ts'
import type { TransactionRow } from '../../store/read/records.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { decodeId } from '../ids.ts'
import { shortText } from '../inputs.ts'
import { recordById } from '../lookups.ts'
import { Transaction, UserError } from '../refs.ts'

interface Payload {
  transaction: TransactionRow | null
  userErrors: Fault[]
}

const CategorizePayload = builder.objectRef<Payload>('CategorizeTransactionPayload').implement({
  fields: (t) => ({
    transaction: t.field({ type: Transaction, nullable: true, resolve: (it) => it.transaction }),
    userErrors: t.field({ type: [UserError], resolve: (it) => it.userErrors }),
  }),
})

const CategorizeInput = builder.inputType('CategorizeTransactionInput', {
  fields: (t) => ({
    transactionId: t.id({ required: true }),
    code: t.string({ required: true, validate: shortText }),
    name: t.string({ required: true, validate: shortText }),
  }),
})

async function categorize(context: Context, input: typeof CategorizeInput.$inferInput): Promise<Payload> {
  const { transactionId, code, name } = input
  if (code.trim() === '') return refused('INVALID_INPUT', 'A category has a code.', 'code')
  if (name.trim() === '') return refused('INVALID_INPUT', 'A category has a name.', 'name')
  const decoded = decodeId(transactionId)
  if (decoded?.type !== 'Transaction') return unknown(transactionId)
  // No connection is held while another one writes, and the answer shows what was written.
  await context.snapshot.restart()
  const isDecided = await decideCategory(context.services.worker, {
    workspaceId: context.workspaceId,
    transactionId: decoded.uuid,
    category: { code, name },
    now: context.now,
  })
  if (!isDecided) return unknown(transactionId)
  return { transaction: await recordById.TRANSACTION(context, decoded.uuid), userErrors: [] }
}

const unknown = (id: string) =>
  refused('NOT_FOUND', `There is no transaction with the id "${id.slice(0, 100)}".`, 'transactionId')

const refused = (code: Fault['code'], message: string, field: string): Payload => ({
  transaction: null,
  userErrors: [{ code, message, actor: 'CALLER', retryable: false, path: ['input', field] }],
})

builder.mutationField('categorizeTransaction', (t) =>
  t.field({
    type: CategorizePayload,
    description:
      "Says what a transaction was for, above the provider's word. It stays with what a pending transaction becomes. Needs the scope records:write.",
    args: { input: t.arg({ type: CategorizeInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      context.require('records:write')
      try {
        return await categorize(context, input)
      } catch (error) {
        if (error instanceof FaultError) return { transaction: null, userErrors: [error.fault] }
        throw error
      }
    },
  }),
)
