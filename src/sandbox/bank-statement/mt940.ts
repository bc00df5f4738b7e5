import { fromMinorUnits } from '../../domain/decimal.ts'
import { addDays, type Day } from '../kit/days.ts'
import { STATEMENT_CURRENCY, STATEMENT_IBAN } from './account.ts'
import type { Booking, StatementDay } from './bookings.ts'

const FIELD = 27
const LINE = 65
/** Ten and then four more of them carry what the payer says. */
const TEXT_FIELDS = [20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 60, 61, 62, 63]

/** The day as SWIFT MT940, in the layout of the German banks; lines end with CR LF. */
export function mt940({ bookings, closing, number, on, opening }: StatementDay): string {
  const lines = [
    ':20:STARTUMS',
    `:25:${STATEMENT_IBAN}`,
    `:28C:${String(number).padStart(5, '0')}/001`,
    `:60F:${balance(opening, addDays(on, -1))}`,
    ...bookings.flatMap((it) => [entry(it, on), ...cut(`:86:${information(it)}`, LINE)]),
    `:62F:${balance(closing, on)}`,
    `:64:${balance(closing, on)}`,
    '-',
  ]
  return `${lines.join('\r\n')}\r\n`
}

const shortDay = (day: Day): string => day.slice(2).replaceAll('-', '')

/** "5768,20" */
const amount = (minor: number): string => fromMinorUnits(String(Math.abs(minor)), 2).replace('.', ',')

const balance = (minor: number, on: Day): string =>
  `${minor < 0 ? 'D' : 'C'}${shortDay(on)}${STATEMENT_CURRENCY}${amount(minor)}`

/** RD: what went out came back. The letter after the mark is the currency's third. */
function entry({ bookedOn, kind, minor, payments, reference, returned, valueOn }: Booking, on: Day): string {
  const mark = returned === undefined ? (minor < 0 ? 'D' : 'C') : 'RD'
  const [first] = payments
  const said = payments.length === 1 && first !== undefined ? first.endToEndId : 'NOTPROVIDED'
  const customer = said === 'NOTPROVIDED' ? 'NONREF' : said.slice(0, 16)
  const entered = shortDay(bookedOn ?? on).slice(2)
  return `:61:${shortDay(valueOn)}${entered}${mark}R${amount(minor)}N${kind.swift}${customer}//${reference}`
}

function information(booking: Booking): string {
  const { kind, payments } = booking
  const [payment, ...others] = payments
  const head = `${kind.gvc}?00${kind.text}?109310`
  if (payment === undefined) return head
  if (others.length > 0) {
    return `${head}?20ANZAHL ${payments.length}?21P-${booking.reference}`
  }
  const { creditorReference, endToEndId, mandateId, party, text } = payment
  const said = [
    `EREF+${endToEndId}`,
    ...(mandateId === undefined ? [] : [`MREF+${mandateId}`]),
    `SVWZ+${text ?? creditorReference ?? ''}`,
  ]
  const fields = said
    .flatMap((it) => cut(it, FIELD))
    .slice(0, TEXT_FIELDS.length)
    .map((it, index) => `?${TEXT_FIELDS[index] ?? ''}${it}`)
  const names = cut(party.name, FIELD).slice(0, 2)
  const named = names.map((it, index) => `?${32 + index}${it}`)
  return `${head}${fields.join('')}?30${party.bic}?31${party.iban}${named.join('')}`
}

function cut(text: string, length: number): string[] {
  const parts = Math.max(1, Math.ceil(text.length / length))
  return Array.from({ length: parts }, (_, index) => text.slice(index * length, (index + 1) * length))
}
