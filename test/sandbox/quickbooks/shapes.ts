import type { EntityName } from '../../../src/sandbox/quickbooks/entities.ts'

// What the tests look at in answers. Fields are present where a test says so by looking; the assertions prove it.

export interface Link {
  TxnId: string
  TxnType: string
}

export interface Line<Amount> {
  Amount: Amount
  DetailType: string
  LinkedTxn: Link[]
  JournalEntryLineDetail: { PostingType: string }
}

/** Any entity. `Amount` is number where an answer was read as plain JSON, unknown where its numbers are exact. */
export interface Thing<Amount = number> {
  Id: string
  SyncToken: string
  MetaData: { CreateTime: string; LastUpdatedTime: string }
  DocNumber: string
  TxnDate: string
  DueDate: string
  PrivateNote?: string
  TotalAmt: Amount
  Balance: Amount
  UnappliedAmt: Amount
  CurrentBalance: Amount
  AccountType: string
  CustomerRef: { value: string; name: string }
  VendorRef: { value: string; name: string }
  CurrencyRef: { value: string }
  LinkedTxn?: Link[]
  Line?: Line<Amount>[]
  TxnTaxDetail: { TotalTax: Amount; TaxLine?: Line<Amount>[] }
  DisplayName: string
  CompanyName: string
  Country: string
  AccountingInfoPrefs: { BookCloseDate: string }
}

export type Books = Partial<Record<EntityName, readonly Thing<unknown>[]>>

export type QueryResponse = Partial<Record<EntityName, Thing[]>> & {
  startPosition?: number
  maxResults?: number
  totalCount?: number
}

/** Any body that the sandbox answers. */
export type Body = Record<EntityName, Thing> & {
  time: unknown
  QueryResponse: QueryResponse
  CDCResponse: [{ QueryResponse: QueryResponse[] }]
  Fault?: { type: string; Error: [{ code: string }] }
  fault: { type: string; error: [{ code: string }] }
  cdcresponse: unknown
  error: string
  token_type: string
  access_token: string
  refresh_token: string
  expires_in: number
  x_refresh_token_expires_in: number
}
