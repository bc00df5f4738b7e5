import type { BankTransaction, BankTransfer } from '../books/bank.ts'
import type { Books } from '../books/books.ts'
import type { ManualJournal } from '../books/settings.ts'
import { given, type JsonObject } from '../json.ts'
import { BASE_CURRENCY, double } from '../money.ts'
import { dayString, instantString, msDate, msDay } from '../time.ts'
import { contactOf } from './contact.ts'
import { days, renderLines, renderTracking, totals, type View } from './document.ts'
import { accountStub } from './payment.ts'

export function renderBankTransaction(books: Books, it: BankTransaction, view: View): JsonObject {
  const made = it.type.endsWith('-OVERPAYMENT') ? 'OverpaymentID' : 'PrepaymentID'
  return {
    BankTransactionID: it.id,
    BankAccount: accountStub(books.account(it.accountId)),
    Type: it.type,
    Reference: it.reference,
    IsReconciled: it.isReconciled,
    ...given(made, it.creditId),
    HasAttachments: false,
    ...(it.contactId === null ? {} : { Contact: contactOf(books, it.contactId, view.detail) }),
    ...days('Date', it.on),
    Status: it.status,
    ...totals(it, renderLines(books, it.lines, view)),
    UpdatedDateUTC: msDate(it.updatedAt),
    CurrencyCode: it.currency,
    ...(it.currency === BASE_CURRENCY ? {} : { CurrencyRate: double(it.rate, 6) }),
  }
}

export function renderBankTransfer(books: Books, it: BankTransfer): JsonObject {
  const { AccountID: from, Name: fromName } = accountStub(books.account(it.fromAccountId))
  const { AccountID: to, Name: toName } = accountStub(books.account(it.toAccountId))
  return {
    BankTransferID: it.id,
    CreatedDateUTCString: instantString(it.createdAt).slice(0, -1),
    CreatedDateUTC: msDate(it.createdAt),
    DateString: dayString(it.on),
    Date: msDay(it.on),
    Status: it.status,
    FromBankAccount: { AccountID: from, Name: fromName },
    ToBankAccount: { AccountID: to, Name: toName },
    Amount: double(it.amount),
    ...(it.rate === null ? {} : { CurrencyRate: double(it.rate, 6) }),
    FromBankTransactionID: it.fromTransactionId,
    ToBankTransactionID: it.toTransactionId,
    FromIsReconciled: it.isReconciled,
    ToIsReconciled: it.isReconciled,
    Reference: it.reference,
    HasAttachments: false,
    FromTracking: [],
    ToTracking: [],
  }
}

export function renderManualJournal(books: Books, it: ManualJournal, { detail }: View): JsonObject {
  const isWhole = detail === 'page' || detail === 'single'
  return {
    Date: msDay(it.on),
    Status: it.status,
    LineAmountTypes: 'NoTax',
    UpdatedDateUTC: msDate(it.updatedAt),
    ManualJournalID: it.id,
    Narration: it.narration,
    JournalLines: (isWhole ? it.lines : []).map((line) => ({
      ...(line.description === '' ? {} : { Description: line.description }),
      TaxType: line.taxType,
      LineAmount: double(line.amount),
      TaxAmount: double(line.tax),
      ...given('AccountCode', books.account(line.accountId).code),
      AccountID: line.accountId,
      Tracking: renderTracking(books, line.tracking),
      IsBlank: false,
    })),
    ShowOnCashBasisReports: false,
    HasAttachments: false,
  }
}
