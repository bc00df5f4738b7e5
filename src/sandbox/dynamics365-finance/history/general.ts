import { enterJournal, type JournalFacts } from '../acts/journals.ts'
import { post } from '../books.ts'
import { LFDE, LFGB } from '../company.ts'
import { addMonths, firstOfMonth, lastOfMonth } from '../days.ts'
import { total } from '../money.ts'
import type { Setting } from './receivables.ts'

/** The month's own entries; those of the month under way are not posted yet. */
export function planMonths(setting: Setting): void {
  const { agenda, books, company } = setting
  for (let month = firstOfMonth(books.begin); month <= books.end; month = addMonths(month, 1)) {
    if (month < books.begin) continue
    const isOver = lastOfMonth(month) < books.end
    const on = isOver ? lastOfMonth(month) : month
    agenda.add(month, () => {
      for (const facts of entriesOf(setting, on)) {
        const journal = enterJournal(books, company, facts)
        if (isOver) post(books, company, journal.values.JournalBatchNumber)
      }
    })
  }
}

function entriesOf({ company, random }: Setting, on: string): JournalFacts[] {
  const gross = random.int(180, 220) * 10_000
  const departments = ['SALES', 'OPS', 'R-D'] as const
  const salaries = departments.map((department) => ({
    text: `Salaries ${department}`,
    account: { account: '601100', dimensions: { businessUnit: '001', department } },
    amount: gross + random.int(0, 9_999),
  }))
  const paid = total(salaries.map((it) => it.amount))
  const rent = { text: 'Accrued rent', account: { account: '602100', dimensions: { businessUnit: '001' } } }
  const entries: JournalFacts[] = [
    {
      name: 'PayTrn',
      description: 'Payroll',
      on,
      lines: [...salaries, { text: 'Net salaries', account: 'bank', amount: -paid }],
    },
    // One line that balances by itself.
    {
      name: 'GenJrn',
      description: 'Accruals',
      on,
      lines: [{ ...rent, offset: { account: '201300' }, amount: 90_000 }],
    },
    {
      name: 'GenJrn',
      description: 'Depreciation',
      on,
      lines: [
        { text: 'Depreciation', account: { account: '612100' }, amount: 41_667 },
        { text: 'Depreciation', account: { account: '161100' }, amount: -41_667 },
      ],
    },
    {
      name: 'GenJrn',
      description: 'Bank charges',
      on,
      lines: [
        { text: 'Charges', account: { account: '618100' }, offset: 'bank', amount: random.int(900, 4_000) },
      ],
    },
  ]
  return company === LFDE ? [...entries, intercompany(on)] : entries
}

/** Its offset account is another company's. */
const intercompany = (on: string): JournalFacts => ({
  name: 'GenJrn',
  description: 'Shared services',
  on,
  lines: [
    {
      text: 'Services for the shop',
      account: { account: '133100' },
      offset: { account: '401200' },
      offsetCompany: LFGB,
      amount: 125_000,
    },
  ],
})
