import { textOf, type Field, type Row, type Value } from './fields.ts'
import { invalidQuery } from './errors.ts'
import type { Literal } from './tokens.ts'

export const OPERATORS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const
export type Operator = (typeof OPERATORS)[number]

const OPERATOR_KINDS = {
  eq: 'Equal',
  ne: 'NotEqual',
  gt: 'GreaterThan',
  ge: 'GreaterThanOrEqual',
  lt: 'LessThan',
  le: 'LessThanOrEqual',
}

type Comparable = string | number

/** Whether a row's field stands so to the literal. Throws a refusal (400) where their types don't compare. */
export function testOf(
  name: string,
  field: Field,
  operator: Operator,
  literal: Literal,
): (row: Row) => boolean {
  checkTypes(field, operator, literal)
  const { value: wanted } = literal
  if (wanted === null) return () => operator === 'ne'
  const isPattern = literal.kind === 'text' && literal.value.includes('*')
  if (isPattern && (operator === 'eq' || operator === 'ne')) {
    const pattern = wildcards(literal.value)
    return (row) => pattern.test(textOf(row[name] ?? '')) === (operator === 'eq')
  }
  const other = typeof wanted === 'string' ? wanted.toLowerCase() : wanted
  return (row) => holds(comparable(field, row[name] ?? ''), operator, other)
}

/** A value as it is ordered: text in any case, as SQL Server does; days by their time; amounts by their size. */
export function comparable(field: Field, value: Value): Comparable {
  if (field.type === 'Edm.DateTimeOffset') return Date.parse(textOf(value))
  if (typeof value === 'string') return value.toLowerCase()
  // For comparison alone: no figure here has more digits than a double tells apart.
  return Number(textOf(value))
}

function holds(own: Comparable, operator: Operator, wanted: Comparable): boolean {
  switch (operator) {
    case 'eq':
      return own === wanted
    case 'ne':
      return own !== wanted
    case 'gt':
      return own > wanted
    case 'ge':
      return own >= wanted
    case 'lt':
      return own < wanted
    case 'le':
      return own <= wanted
  }
}

const LITERAL_TYPES = { text: 'Edm.String', number: 'Edm.Int32', instant: 'Edm.DateTimeOffset', null: 'null' }
const NUMBERS = ['Edm.Int32', 'Edm.Int64', 'Edm.Decimal']

function checkTypes(field: Field, operator: Operator, literal: Literal): void {
  if (literal.kind === 'null') return
  const type = literal.kind === 'enum' ? literal.type : LITERAL_TYPES[literal.kind]
  const isSame = literal.kind === 'number' ? NUMBERS.includes(field.type) : field.type === type
  const isOrdered = literal.kind !== 'enum' || operator === 'eq' || operator === 'ne'
  if (isSame && isOrdered) return
  throw invalidQuery(
    `A binary operator with incompatible types was detected. Found operand types '${qualified(field.type)}' and '${qualified(type)}' for operator kind '${OPERATOR_KINDS[operator]}'.`,
  )
}

const qualified = (type: string): string =>
  type.startsWith('Edm.') || type === 'null' ? type : `Microsoft.Dynamics.DataEntities.${type}`

/** "contains" is written '*text*'. */
function wildcards(text: string): RegExp {
  const parts = text.split('*').map((it) => RegExp.escape(it))
  return new RegExp(`^${parts.join('.*')}$`, 'is')
}
