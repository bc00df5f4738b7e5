import { compare, subtract } from '../../domain/decimal.ts'
import type { Finding } from '../../domain/entities.ts'
import { accountIdOf } from './ids.ts'
import { isStatement, type Balance } from './model.ts'
import { nameOf } from './naming.ts'
import { statementRaw, type StatementRaw } from './streams/raw.ts'

/** A statement that opens and closes. */
interface Piece {
  raw: StatementRaw
  from: string
  to: string
  opening: Balance
  closing: Balance
}

type Found = { id: string; finding: Finding }

/**
 * Holds the statements of each account against each other: each should open with what the one before closed with.
 * Where it does not, days are told twice, or are not told at all. What is found belongs to the later one.
 */
export function findBetween(records: readonly unknown[]): Found[] {
  const pieces = records.flatMap((it) => pieceOf(statementRaw.safeParse(it).data))
  const byAccount = Map.groupBy(pieces, ({ raw }) => accountIdOf(raw.account))
  return [...byAccount.values()].flatMap(findInAccount)
}

function pieceOf(raw: StatementRaw | undefined): Piece[] {
  if (raw === undefined || !isStatement(raw.kind)) return []
  const { opening, closing, from } = raw.statement
  if (opening === null || closing === null) return []
  const to = raw.asOf.slice(0, 10)
  const begins = raw.booked.first ?? from?.slice(0, 10) ?? to
  return [{ raw, from: begins < to ? begins : to, to, opening, closing }]
}

function findInAccount(all: readonly Piece[]): Found[] {
  const pieces = withoutTwins(all)
  return pieces.slice(1).flatMap((later, index) => {
    const finding = compareTwo(pieces[index], later)
    return finding === null ? [] : [{ id: later.raw.id, finding }]
  })
}

/** In their order. One statement may have come in two formats. */
function withoutTwins(all: readonly Piece[]): Piece[] {
  const nameOfTwins = ({ to, opening, closing }: Piece) => [to, opening.amount, closing.amount].join(' ')
  return inOrder([...new Map(all.map((it) => [nameOfTwins(it), it])).values()])
}

function inOrder(pieces: readonly Piece[]): Piece[] {
  const days = [...Map.groupBy(pieces, ({ to }) => to)].sort(([a], [b]) => compareTexts(a, b))
  return days.reduce<Piece[]>((ordered, [, ofDay]) => {
    ordered.push(...inOrderOfDay(ofDay, ordered.at(-1)))
    return ordered
  }, [])
}

/** Each after the one with whose closing balance it opens. */
function inOrderOfDay(pieces: readonly Piece[], before: Piece | undefined): Piece[] {
  const waiting = pieces.toSorted(
    (a, b) =>
      (a.raw.statement.sequence ?? 0) - (b.raw.statement.sequence ?? 0) ||
      compareTexts(a.from, b.from) ||
      compareTexts(a.raw.id, b.raw.id),
  )
  const ordered: Piece[] = []
  while (waiting.length > 0) {
    const last = ordered.at(-1) ?? before
    const next = waiting.findIndex((it) => last !== undefined && chains(last, it))
    ordered.push(...waiting.splice(Math.max(next, 0), 1))
  }
  return ordered
}

const chains = (before: Piece, later: Piece): boolean =>
  compare(before.closing.amount, later.opening.amount) === 0

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function compareTwo(before: Piece | undefined, later: Piece): Finding | null {
  if (before === undefined) return null
  if (chains(before, later)) return missingNumber(before, later)
  const currency = later.opening.currency ?? ''
  if (later.from <= before.to) {
    return warning(
      'STATEMENT_OVERLAP',
      `${nameOf(later.raw)} opens with ${later.opening.amount} ${currency} and tells of days from ${later.from} on, as ${lowerFirst(nameOf(before.raw))} does, which closes with ${before.closing.amount} ${currency}.`,
    )
  }
  const gap = subtract(later.opening.amount, before.closing.amount)
  return warning(
    'STATEMENT_GAP',
    `${nameOf(before.raw)} closes with ${before.closing.amount} ${currency}, but ${lowerFirst(nameOf(later.raw))} opens with ${later.opening.amount}: movements of ${gap} ${currency} between them are in no statement.`,
  )
}

/** The balances fit, yet a number of the same year is left out: what is missing sums to nothing. */
function missingNumber({ raw: before, to }: Piece, { raw: later, to: until }: Piece): Finding | null {
  const [first, second] = [before.statement.sequence, later.statement.sequence]
  if (first === null || second === null || before.kind !== later.kind) return null
  if (to.slice(0, 4) !== until.slice(0, 4) || second <= first + 1) return null
  return {
    ...warning(
      'STATEMENT_GAP',
      `Between ${lowerFirst(nameOf(before))} and ${lowerFirst(nameOf(later))} numbers are left out; their balances fit at ${later.statement.opening?.amount ?? ''} ${later.statement.opening?.currency ?? ''}.`,
    ),
    severity: 'INFO',
  }
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

const warning = (code: Finding['code'], message: string): Finding => ({
  code,
  severity: 'WARNING',
  message,
  path: ['statement'],
})
