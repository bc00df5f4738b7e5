import { parseDecimal } from '../../../domain/decimal.ts'
import { unreadableValue } from '../findings.ts'

// Values as SWIFT messages write them.

/** "1234,56" with a point, as far as it is a number; else as written. */
export function withPoint(amount: string): string {
  const plain = /^\d{1,3}(\.\d{3})+,\d*$/.test(amount) ? amount.replaceAll('.', '') : amount
  return parseDecimal(plain.replace(',', '.')) ?? amount
}

export interface WrittenDay {
  on: string
  /** The day that is written does not exist; it became the month's last one. */
  isCorrected: boolean
}

/** YYMMDD: 80 to 99 are of the last century. Null where there is no such month. */
export function readDay(written: string): WrittenDay | null {
  const [, yy = '', month = '', day = ''] = /^(\d\d)(\d\d)(\d\d)$/.exec(written) ?? []
  return yy === '' ? null : dayOf(Number(yy) + (Number(yy) < 80 ? 2000 : 1900), month, day)
}

function dayOf(year: number, month: string, day: string): WrittenDay | null {
  if (Number(month) < 1 || Number(month) > 12 || day === '00') return null
  const last = new Date(Date.UTC(year, Number(month), 0)).getUTCDate()
  const isCorrected = Number(day) > last
  return { on: `${year}-${month}-${isCorrected ? last : day}`, isCorrected }
}

/** MMDD, in the year in which it is nearest to the value's day: the last of December is booked in January. */
export function readEntryDay(written: string, value: string): WrittenDay | null {
  const [, month = '', day = ''] = /^(\d\d)(\d\d)$/.exec(written) ?? []
  const year = Number(value.slice(0, 4))
  const days = [year - 1, year, year + 1].flatMap((it) => dayOf(it, month, day) ?? [])
  const distance = ({ on }: WrittenDay) => Math.abs(Date.parse(on) - Date.parse(value))
  return days.sort((a, b) => distance(a) - distance(b))[0] ?? null
}

/** What to say of a day that became another one. */
export const corrected = (day: WrittenDay | null, written: string | null | undefined, place = 'entry') =>
  day?.isCorrected !== true
    ? []
    : [
        unreadableValue(
          `The day ${written ?? ''} does not exist; taken is the month's last, ${day.on}.`,
          place,
        ),
      ]
