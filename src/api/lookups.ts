import * as arrivals from '../store/read/arrivals.ts'
import { readDecisions } from '../store/read/categories.ts'
import * as links from '../store/read/links.ts'
import * as provenance from '../store/read/provenance.ts'
import * as records from '../store/read/records.ts'
import * as sources from '../store/read/sources.ts'
import type { Reference } from '../store/read/lookups.ts'
import { byId, byKey, manyOf, oneOf, referenceName, remoteName, type Load } from './loaders.ts'
import type { RecordType } from '../domain/vocabulary.ts'

// Everything that a field may follow from one row to others, batched.

export const companyById = byId(sources.companies)
export const sourceById = byId(sources.sources)
export const syncRunById = byId(sources.syncRuns)
export const anomalyById = byId(sources.anomalies)

export const recordById = {
  ACCOUNT: byId(records.accounts),
  CONTACT: byId(records.contacts),
  INVOICE: byId(records.invoices),
  PAYMENT: byId(records.payments),
  TRANSACTION: byId(records.transactions),
  JOURNAL_ENTRY: byId(records.journalEntries),
  TAX_RATE: byId(records.taxRates),
  DIMENSION: byId(records.dimensions),
  ACCOUNTING_PERIOD: byId(records.accountingPeriods),
} as const satisfies Record<RecordType, Load<string, records.RecordRow | null>>

export const recordByKey = {
  ACCOUNT: byKey(records.accounts),
  CONTACT: byKey(records.contacts),
  INVOICE: byKey(records.invoices),
  PAYMENT: byKey(records.payments),
  TRANSACTION: byKey(records.transactions),
  JOURNAL_ENTRY: byKey(records.journalEntries),
  TAX_RATE: byKey(records.taxRates),
  DIMENSION: byKey(records.dimensions),
  ACCOUNTING_PERIOD: byKey(records.accountingPeriods),
} as const satisfies Record<RecordType, Load<Reference, records.RecordRow | null>>

export const dimensionValueByKey = byKey(records.dimensionValues)

const own = (id: string) => id
export const subsidiariesOf = manyOf(sources.readSubsidiaries, own, (it) => it.parentId ?? '')
export const sourcesOf = manyOf(sources.readSourcesOfCompanies, own, (it) => it.companyId)
export const streamsOf = manyOf(sources.readStreamsOfSources, own, (it) => it.sourceId)

const ofKey = ({ sourceId, ofKey }: { sourceId: string; ofKey: string }) =>
  referenceName({ sourceId, key: ofKey })
export const allocationsOfPayment = manyOf(links.readAllocationsOfPayments, referenceName, ofKey)
export const allocationsOfInvoice = manyOf(links.readAllocationsOfInvoices, referenceName, ofKey)
export const valuesOfDimension = manyOf(links.readValuesOfDimensions, referenceName, ofKey)
export const paymentKeyNamed = oneOf(links.readPaymentKeys, referenceName, ofKey)
export const payoutKeyOf = oneOf(links.readPayoutKeys, referenceName, ofKey)
/** By the id of a payout. */
export const arrivalOf = oneOf(
  arrivals.readArrivals,
  (id) => id,
  (it) => it.ofId,
)
/** By the id of a bank line. */
export const arrivedOf = oneOf(
  arrivals.readArrived,
  (id) => id,
  (it) => it.ofId,
)
export const decisionOn = oneOf(readDecisions, referenceName, ofKey)
export const detailsOf = manyOf(links.readDetails, referenceName, ofKey)
export const postedKeyOf = oneOf(links.readPostedKeys, referenceName, ofKey)

export const rawRecordOf = oneOf(provenance.readRawRecords, remoteName, remoteName)
export const rawTextOf = oneOf(provenance.readRawTexts, remoteName, remoteName)
export const anomaliesOf = manyOf(provenance.readAnomaliesOf, remoteName, remoteName)
