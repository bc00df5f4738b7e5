import { add, subtract } from '../../../domain/decimal.ts'
import type { Finding } from '../../../domain/entities.ts'
import type { Stream } from '../../provider.ts'
import { isStatement } from '../model.ts'
import { nameOf } from '../naming.ts'
import { addsUp } from '../running.ts'
import { fromFiles } from './from-files.ts'
import { statementRaw, type StatementRaw } from './raw.ts'

/** Statements, reports and advices without their entries: what is found in them, and between them. */
export const statements: Stream<StatementRaw> = {
  ...fromFiles,
  wireName: 'statements',
  entity: null,
  raw: statementRaw,
  fields: {},
  id: (raw) => raw.id,
  updatedAt: (raw) => raw.asOf,
  map: (raw) => ({ records: [], findings: [...raw.statement.findings, ...mismatch(raw)] }),
}

function mismatch(raw: StatementRaw): Finding[] {
  const { kind, booked, statement } = raw
  const { opening, closing } = statement
  if (!isStatement(kind) || opening === null || closing === null) return []
  if (addsUp(statement, booked) !== false) return []
  const made = add(opening.amount, booked.total)
  const currency = closing.currency ?? ''
  return [
    {
      code: 'BALANCE_MISMATCH',
      severity: 'WARNING',
      message: `${nameOf(raw)} opens with ${opening.amount} ${currency} and books ${booked.total}, which makes ${made}; it closes with ${closing.amount}, a difference of ${subtract(closing.amount, made)}.`,
      path: ['statement'],
    },
  ]
}
