import { CHART } from '../accounts.ts'
import { enterJournal } from '../acts/journals.ts'
import { post } from '../books.ts'
import type { ControlInput } from '../control-input.ts'
import type { Environment } from '../environment.ts'
import { companyOf, shownRow } from './subject.ts'

/** A line with its offset account. */
export function newJournal({ books }: Environment, input: ControlInput): object {
  const company = companyOf(input)
  const description = input.text('description') ?? 'Adjustment'
  const journal = enterJournal(books, company, {
    name: 'GenJrn',
    description,
    on: input.day('on') ?? books.clock.today,
    lines: [
      {
        text: description,
        account: { account: input.text('debit') ?? '607100' },
        offset: { account: input.text('credit') ?? '201300' },
        amount: input.amount('amount') ?? 10_000,
      },
    ],
  })
  if (input.flag('post', true)) post(books, company, journal.values.JournalBatchNumber)
  return shownRow(journal)
}

export function suspendAccount({ books }: Environment, input: ControlInput): object {
  const id = input.required('account')
  const account = books.tables.mainAccounts.find([CHART, id])
  if (account === undefined) throw new Error(`the chart has no account ${id}`)
  const isSuspended = input.flag('suspended', true) ? 'Yes' : 'No'
  books.tables.mainAccounts.update(account, { IsSuspended: isSuspended })
  return shownRow(account)
}
