import { z } from 'zod'
import { negate } from '../../../domain/decimal.ts'
import type { Finding } from '../../../domain/entities.ts'
import { exactDecimal, listOf, optionalText, orNull } from '../../toolkit/exact.ts'
import { unreadableValue } from '../findings.ts'
import type { Balance, Head } from '../model.ts'
import type { Field } from './lines.ts'
import { corrected, readDay, withPoint } from './values.ts'

const MARK = /^R?[CD]$/
const BALANCE = /^(?<mark>R?[CD])(?<date>\d{6})(?<currency>[A-Z]{3})(?<amount>\d[\d.]*,?\d*|,\d+)$/

/** The fields of a message but for its entries, as JSON. */
export function readStatement(fields: readonly Field[]) {
  const one = (...tags: string[]) => fields.find(({ tag }) => tags.includes(tag))
  const textOf = (...tags: string[]) => one(...tags)?.lines[0]?.trim() ?? null
  const balanceOf = (...tags: string[]) => readBalance(one(...tags))
  const [number = null, page = null] = textOf('28C', '28')?.split('/') ?? []
  return {
    reference: textOf('20'),
    account: textOf('25', '25P'),
    bank: one('25P')?.lines[1]?.trim() ?? null,
    ...{ number, page },
    opening: balanceOf('60F', '60M'),
    closing: balanceOf('62F', '62M'),
    available: balanceOf('64'),
    createdAt: textOf('13D', '13', '13C'),
    floorLimit: textOf('34F'),
    sums: fields.filter(({ tag }) => tag.startsWith('90')).map(({ lines }) => lines[0] ?? ''),
  }
}

export type Statement = ReturnType<typeof readStatement>

function readBalance(field: Field | undefined) {
  if (field === undefined) return null
  const written = field.lines[0]?.trim() ?? ''
  const { amount, ...parts } = BALANCE.exec(written)?.groups ?? {}
  if (amount === undefined)
    return { tag: field.tag, unreadable: `line ${field.at}, ":${field.tag}:${written}"` }
  return { tag: field.tag, ...parts, amount: withPoint(amount) }
}

const balance = orNull(
  z.looseObject({
    tag: optionalText,
    unreadable: optionalText,
    mark: optionalText,
    date: optionalText,
    currency: optionalText,
    amount: orNull(exactDecimal),
  }),
)

const statement = z.looseObject({
  reference: optionalText,
  account: optionalText,
  bank: optionalText,
  number: optionalText,
  page: optionalText,
  opening: balance,
  closing: balance,
  available: balance,
  createdAt: optionalText,
  floorLimit: optionalText,
  sums: listOf(optionalText),
})

/** A statement without its entries, read to what all formats have in common. */
export const mtHead = statement.transform((it): Head => {
  const balances = [it.opening, it.closing, it.available]
  const [opening = null, closing = null, available = null] = balances.map((one) => balanceOf(one))
  const sums = it.sums.map((one) => /^\d+([A-Z]{3})/.exec(one ?? '')?.[1])
  const currency =
    (opening ?? closing)?.currency ??
    /^[A-Z]{3}/.exec(it.floorLimit ?? '')?.[0] ??
    sums.find((one) => one) ??
    null
  return {
    ...accountIn(it.account ?? '', currency),
    name: null,
    institution: it.bank,
    accountType: null,
    identifier: it.reference,
    sequence: Number(/^\d{1,9}$/.exec(it.number ?? '')?.[0] ?? 0) || null,
    page: it.page,
    from: null,
    to: null,
    createdAt: instantIn(it.createdAt),
    ...{ opening, closing, available },
    limit: null,
    findings: balances.flatMap(findingsOf),
  }
})

function balanceOf(it: z.output<typeof balance>): Balance | null {
  const day = readDay(it?.date ?? '')
  if (it?.amount == null || it.currency === null || day === null || !MARK.test(it.mark ?? '')) return null
  // What a balance's mark reverses is nothing; RD was seen for D.
  const amount = it.mark?.endsWith('D') === true ? negate(it.amount) : it.amount
  return { amount, currency: it.currency, on: day.on, at: null }
}

function findingsOf(it: z.output<typeof balance>): Finding[] {
  if (it === null) return []
  if (balanceOf(it) !== null) return corrected(readDay(it.date ?? ''), it.date, 'statement')
  const where = it.unreadable ?? `:${it.tag ?? ''}:, of the day ${it.date ?? '?'}`
  return [unreadableValue(`The balance in ${where} cannot be read.`, 'statement')]
}

/** "DE89370400440532013000", "NL12ABNA0123456789 EUR", "25040090/3312345678EUR", "//AT20111/00012345678/EUR". */
function accountIn(written: string, currency: string | null): Pick<Head, 'number' | 'currency'> {
  const whole = written.replaceAll(/\s/g, '').replace(/^\/+/, '').toUpperCase()
  const [, bare = whole, told = null] = /^(.*\d)\/?([A-Z]{3})$/.exec(whole) ?? []
  // Some IBANs end with letters of their own.
  const isSuffix = told !== null && !isIban(whole) && (currency === null || told === currency)
  const number = isSuffix ? bare : whole
  return { number: number === '' ? null : number, currency: currency ?? (isSuffix ? told : null) }
}

/** By the remainder of its digits, ISO 13616. */
function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false
  const rotated = text.slice(4) + text.slice(0, 4)
  const digits = rotated.replaceAll(/[A-Z]/g, (letter) => `${letter.charCodeAt(0) - 55}`)
  return BigInt(digits) % 97n === 1n
}

/** "2603051145+0100": year, month, day and time as the bank's clock shows them. */
function instantIn(written: string | null): string | null {
  const [, date = '', hours = '', minutes = ''] = /^(\d{6})(\d\d)(\d\d)/.exec(written ?? '') ?? []
  const day = readDay(date)
  return day === null ? null : `${day.on}T${hours}:${minutes}:00`
}
