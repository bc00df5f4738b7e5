import { isBatch } from './bookings.ts'
import { advice, intraday, statement } from './camt.ts'
import { liveThrough, type StatementOptions } from './life.ts'
import { mt940 } from './mt940.ts'

export interface StatementFile {
  name: string
  format: 'camt.053' | 'camt.054' | 'camt.052' | 'MT940'
  bytes: Buffer
}

/**
 * What Alster Sparbank has sent, oldest first: a camt.053 for each day that had bookings, whose balances chain; a
 * camt.054 with the payments of the one batch whose statement has its sum alone; the newest statement once more as
 * MT940, in ISO 8859-1; and a camt.052 of today so far. The same options give the same bytes.
 */
export function bankStatements(options: StatementOptions): StatementFile[] {
  const { days, today } = liveThrough(options)
  const advised = days.flatMap((day) =>
    day.bookings.filter((it) => isBatch(it) && it.detailsApart === true).map((batch) => ({ day, batch })),
  )
  return [
    ...days.map((day) => xml('camt.053', day.on, statement(day))),
    ...advised.map(({ batch, day }) => xml('camt.054', day.on, advice(day, batch))),
    ...days.slice(-1).map((day): StatementFile => ({
      name: `mt940_${day.on}.sta`,
      format: 'MT940',
      bytes: Buffer.from(mt940(day), 'latin1'),
    })),
    xml('camt.052', today.on, intraday(today, options.now)),
  ]
}

const xml = (format: 'camt.053' | 'camt.054' | 'camt.052', on: string, text: string): StatementFile => ({
  name: `${format.replace('.', '')}_${on}.xml`,
  format,
  bytes: Buffer.from(text),
})
