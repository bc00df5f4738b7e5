import * as words from '../domain/vocabulary.ts'
import { builder } from './builder.ts'

const enumOf = <const Values extends readonly string[]>(name: string, values: Values) =>
  builder.enumType(name, { values })

export const RecordType = enumOf('RecordType', words.RECORD_TYPES)
export const ProviderCode = enumOf('ProviderCode', words.PROVIDER_CODES)
export const IngestPath = enumOf('IngestPath', words.INGEST_PATHS)
export const ChangeKind = enumOf('ChangeKind', words.CHANGE_KINDS)
export const SourceEnvironment = enumOf('SourceEnvironment', words.SOURCE_ENVIRONMENTS)
export const HealthStatus = enumOf('HealthStatus', words.HEALTH_STATUSES)
export const Actor = enumOf('Actor', words.ACTORS)
export const SyncMode = enumOf('SyncMode', words.SYNC_MODES)
export const StreamStatus = enumOf('StreamStatus', words.STREAM_STATUSES)
export const SyncTrigger = enumOf('SyncTrigger', words.SYNC_TRIGGERS)
export const SyncRunStatus = enumOf('SyncRunStatus', words.SYNC_RUN_STATUSES)
export const AnomalySeverity = enumOf('AnomalySeverity', words.ANOMALY_SEVERITIES)
export const AnomalyCode = enumOf('AnomalyCode', words.ANOMALY_CODES)
export const DeletionDetection = enumOf('DeletionDetection', words.DELETION_DETECTIONS)
export const Fidelity = enumOf('Fidelity', words.FIDELITIES)
export const WriteKind = enumOf('WriteKind', words.WRITE_KINDS)
export const UserErrorCode = enumOf('UserErrorCode', words.USER_ERROR_CODES)

export const AccountClassification = enumOf('AccountClassification', words.ACCOUNT_CLASSIFICATIONS)
export const AccountType = enumOf('AccountType', words.ACCOUNT_TYPES)
export const AccountStatus = enumOf('AccountStatus', words.ACCOUNT_STATUSES)
export const ContactRole = enumOf('ContactRole', words.CONTACT_ROLES)
export const ContactStatus = enumOf('ContactStatus', words.CONTACT_STATUSES)
export const InvoiceDirection = enumOf('InvoiceDirection', words.INVOICE_DIRECTIONS)
export const InvoiceKind = enumOf('InvoiceKind', words.INVOICE_KINDS)
export const InvoiceStatus = enumOf('InvoiceStatus', words.INVOICE_STATUSES)
export const Settlement = enumOf('Settlement', words.SETTLEMENTS)
export const PaymentStatus = enumOf('PaymentStatus', words.PAYMENT_STATUSES)
export const TransactionKind = enumOf('TransactionKind', words.TRANSACTION_KINDS)
export const TransactionStatus = enumOf('TransactionStatus', words.TRANSACTION_STATUSES)
export const CategoryOrigin = enumOf('CategoryOrigin', words.CATEGORY_ORIGINS)

export const OrderDirection = enumOf('OrderDirection', ['ASC', 'DESC'])
