import type { Page, Read } from '../provider.ts'
import { companyOf } from './company.ts'
import { crawl } from './crawl.ts'
import { groupedBy, rowsOf, valuesOf } from './lookup.ts'
import { equals, every, keyValueOf } from './query.ts'
import { readSetup } from './setup.ts'
import { JOURNALS } from './stream.ts'

interface JournalSets {
  headers: string
  headerFields: readonly string[]
  /** Of the headers, beside the company. */
  filter?: string
  lines: string
  lineFields: readonly string[]
}

/** As received. `Setup` is what display values are made of. */
export interface Journal {
  Header: unknown
  lines: unknown[]
  Setup: unknown
}

/** Journals by their number; `recordsOf` makes records of those of one page. */
export async function* readJournals(
  read: Read,
  sets: JournalSets,
  recordsOf: (journals: Journal[]) => unknown[] | Promise<unknown[]>,
): AsyncGenerator<Page> {
  const Setup = await readSetup(read)
  const ofCompany = equals('dataAreaId', companyOf(read.source.remoteId))
  yield* crawl(read, {
    list: {
      set: sets.headers,
      key: 'JournalBatchNumber',
      select: sets.headerFields,
      filter: every(ofCompany, sets.filter),
    },
    pageRows: JOURNALS,
    complete: async (headers) => {
      const lines = await rowsOf(
        read,
        {
          set: sets.lines,
          by: 'JournalBatchNumber',
          select: sets.lineFields,
          filter: ofCompany,
          orderBy: ['JournalBatchNumber', 'LineNumber'],
        },
        valuesOf(headers, 'JournalBatchNumber'),
      )
      const linesOf = groupedBy(lines, 'JournalBatchNumber')
      const journals = headers.map((Header) => ({
        ...{ Header, Setup },
        lines: linesOf(keyValueOf(Header, 'JournalBatchNumber')),
      }))
      return recordsOf(journals)
    },
  })
}

/** Each line a record, with what is known of its journal beside it. */
export const lineByLine = (journals: readonly Journal[]): unknown[] =>
  journals.flatMap(({ Header, Setup, lines }) =>
    lines.map((line) => Object.assign({}, line, { Header, Setup })),
  )
