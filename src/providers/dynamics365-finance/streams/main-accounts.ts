import { z } from 'zod'
import type { Account } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, Page, Read, Stream } from '../../provider.ts'
import { identifier, optionalId, text } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { classify } from '../account-kinds.ts'
import { crawl } from '../crawl.ts'
import { unknownValue } from '../findings.ts'
import { ledgerOf } from '../ledger.ts'
import { equals } from '../query.ts'
import { LIST_ROWS, wholeReading } from '../stream.ts'
import { optionalCode, optionalCurrency, optionalYesNo } from '../values.ts'

const raw = z.object({
  MainAccountId: identifier,
  Name: text,
  MainAccountType: optionalCode,
  MainAccountCategory: optionalCode,
  DebitCreditDefault: optionalCode,
  ParentMainAccountId: optionalId,
  DefaultCurrency: optionalCurrency,
  IsSuspended: optionalYesNo,
})
type Raw = z.output<typeof raw>

/** The chart of accounts, which companies can share: balances are not in it. */
export const mainAccounts: Stream<Raw> = {
  ...wholeReading,
  entity: 'ACCOUNT',
  raw,
  fields: {
    name: 'NATIVE',
    code: 'NATIVE',
    classification: 'NATIVE',
    accountType: 'DERIVED',
    remoteType: 'NATIVE',
    status: 'NATIVE',
    currency: 'NATIVE',
    parentKey: 'NATIVE',
    maskedNumber: 'MISSING',
    institution: 'MISSING',
    balanceCurrent: 'MISSING',
    balanceAvailable: 'MISSING',
    balanceLimit: 'MISSING',
    balanceAsOf: 'MISSING',
  } satisfies FidelityOf<Account>,
  pages: readChart,
  id: ({ MainAccountId }) => MainAccountId,
  map,
}

async function* readChart(read: Read): AsyncGenerator<Page> {
  const { ChartOfAccounts } = await ledgerOf(read)
  if (ChartOfAccounts === null) throw new Error('The ledger of the legal entity names no chart of accounts.')
  yield* crawl(read, {
    list: {
      set: 'MainAccounts',
      key: 'MainAccountId',
      select: [
        ...['ChartOfAccounts', 'MainAccountId', 'Name', 'MainAccountType', 'MainAccountCategory'],
        ...['DebitCreditDefault', 'ParentMainAccountId', 'DefaultCurrency', 'IsSuspended'],
      ],
      filter: equals('ChartOfAccounts', ChartOfAccounts),
    },
    pageRows: LIST_ROWS,
  })
}

function map(raw: Raw): Mapped {
  const kind = classify(raw)
  const account: Account = {
    type: 'ACCOUNT',
    key: recordKey('main_accounts', raw.MainAccountId),
    name: raw.Name,
    code: raw.MainAccountId,
    ...(kind ?? { classification: 'UNKNOWN', accountType: 'UNKNOWN' }),
    remoteType: raw.MainAccountType,
    status: raw.IsSuspended === null ? 'UNKNOWN' : raw.IsSuspended ? 'ARCHIVED' : 'ACTIVE',
    currency: raw.DefaultCurrency,
    parentKey: raw.ParentMainAccountId === null ? null : recordKey('main_accounts', raw.ParentMainAccountId),
    maskedNumber: null,
    institution: null,
    balanceCurrent: null,
    balanceAvailable: null,
    balanceLimit: null,
    balanceAsOf: null,
  }
  return {
    records: [account],
    findings: kind === null ? [unknownValue('MainAccountType', raw.MainAccountType)] : [],
  }
}
