import { z } from 'zod'
import type { Account } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, Stream } from '../../provider.ts'
import { identifier, optionalText } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { companyOf } from '../company.ts'
import { crawl } from '../crawl.ts'
import { unknownValue } from '../findings.ts'
import { equals } from '../query.ts'
import { LIST_ROWS, wholeReading } from '../stream.ts'
import { optionalCode, optionalCurrency } from '../values.ts'

const raw = z.object({
  BankAccountId: identifier,
  Name: optionalText,
  IBAN: optionalCode,
  AccountNumber: optionalCode,
  CurrencyCode: optionalCurrency,
  BankAccountStatus: optionalCode,
})
type Raw = z.output<typeof raw>

/** The company's accounts at banks. Dynamics gives no balance of theirs. */
export const bankAccounts: Stream<Raw> = {
  ...wholeReading,
  entity: 'ACCOUNT',
  raw,
  fields: {
    name: 'NATIVE',
    code: 'NATIVE',
    classification: 'DERIVED',
    accountType: 'DERIVED',
    remoteType: 'MISSING',
    status: 'NATIVE',
    currency: 'NATIVE',
    parentKey: 'MISSING',
    maskedNumber: 'DERIVED',
    institution: 'MISSING',
    balanceCurrent: 'MISSING',
    balanceAvailable: 'MISSING',
    balanceLimit: 'MISSING',
    balanceAsOf: 'MISSING',
  } satisfies FidelityOf<Account>,
  pages: (read) =>
    crawl(read, {
      list: {
        set: 'BankAccounts',
        key: 'BankAccountId',
        select: ['dataAreaId', ...Object.keys(raw.shape)],
        filter: equals('dataAreaId', companyOf(read.source.remoteId)),
      },
      pageRows: LIST_ROWS,
    }),
  id: ({ BankAccountId }) => BankAccountId,
  map,
}

const STATUSES: Readonly<Record<string, Account['status']>> = {
  ActiveForAllTransactions: 'ACTIVE',
  InactiveForNewTransactions: 'ARCHIVED',
  InactiveForAllTransactions: 'ARCHIVED',
}

function map(raw: Raw): Mapped {
  const status = STATUSES[raw.BankAccountStatus ?? '']
  const account: Account = {
    type: 'ACCOUNT',
    key: recordKey('bank_accounts', raw.BankAccountId),
    name: raw.Name ?? raw.BankAccountId,
    code: raw.BankAccountId,
    classification: 'ASSET',
    accountType: 'BANK',
    remoteType: null,
    status: status ?? 'UNKNOWN',
    currency: raw.CurrencyCode,
    parentKey: null,
    maskedNumber: (raw.IBAN ?? raw.AccountNumber)?.replace(/\s/g, '').slice(-4) ?? null,
    institution: null,
    balanceCurrent: null,
    balanceAvailable: null,
    balanceLimit: null,
    balanceAsOf: null,
  }
  const isUnknown = status === undefined && raw.BankAccountStatus !== null
  return {
    records: [account],
    findings: isUnknown ? [unknownValue('BankAccountStatus', raw.BankAccountStatus)] : [],
  }
}
