// The words of the public graph. One list each; the graph's enums, the entities and the tables use these.

export const PROVIDER_CODES = [
  'QUICKBOOKS',
  'XERO',
  'STRIPE',
  'PLAID',
  'HUBSPOT',
  'DYNAMICS365_FINANCE',
  'OPEN_BANKING',
  'BANK_STATEMENT',
] as const
export type ProviderCode = (typeof PROVIDER_CODES)[number]

export const RECORD_TYPES = [
  'ACCOUNT',
  'CONTACT',
  'INVOICE',
  'PAYMENT',
  'TRANSACTION',
  'JOURNAL_ENTRY',
  'TAX_RATE',
  'DIMENSION',
  'ACCOUNTING_PERIOD',
] as const
export type RecordType = (typeof RECORD_TYPES)[number]

export const INGEST_PATHS = [
  'BACKFILL',
  'INCREMENTAL',
  'WEBHOOK',
  'READ_THROUGH',
  'WRITE',
  'FILE',
  /** What was stored, mapped again by a corrected mapping. */
  'REMAP',
] as const
export type IngestPath = (typeof INGEST_PATHS)[number]

export const CHANGE_KINDS = ['CREATED', 'UPDATED', 'DELETED'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

export const SOURCE_ENVIRONMENTS = ['SANDBOX', 'PRODUCTION'] as const
export type SourceEnvironment = (typeof SOURCE_ENVIRONMENTS)[number]

export const HEALTH_STATUSES = [
  'HEALTHY',
  'SYNCING',
  'DEGRADED',
  'STALE',
  'REAUTHORIZE',
  'PAUSED',
  'DISCONNECTED',
] as const
export type HealthStatus = (typeof HEALTH_STATUSES)[number]

/** OPEN: no calls are made for a while, because they fail. HALF_OPEN: one call at a time tries whether they still do. */
export const CIRCUIT_STATES = ['CLOSED', 'OPEN', 'HALF_OPEN'] as const
export type CircuitState = (typeof CIRCUIT_STATES)[number]

export const BUDGET_SCOPES = ['SOURCE', 'APP'] as const
export type BudgetScope = (typeof BUDGET_SCOPES)[number]

export const ACTORS = ['CALLER', 'CUSTOMER', 'PROVIDER', 'OPERATOR'] as const
export type Actor = (typeof ACTORS)[number]

export const SYNC_MODES = ['REALTIME', 'BATCH'] as const
export type SyncMode = (typeof SYNC_MODES)[number]

export const STREAM_STATUSES = ['PENDING', 'BACKFILLING', 'LIVE', 'WAITING', 'FAILED', 'UNSUPPORTED'] as const
export type StreamStatus = (typeof STREAM_STATUSES)[number]

export const SYNC_TRIGGERS = ['CONNECT', 'SCHEDULE', 'WEBHOOK', 'REQUEST', 'SWEEP'] as const
export type SyncTrigger = (typeof SYNC_TRIGGERS)[number]

export const SYNC_RUN_STATUSES = ['RUNNING', 'SUCCEEDED', 'PARTIAL', 'FAILED', 'DEFERRED'] as const
export type SyncRunStatus = (typeof SYNC_RUN_STATUSES)[number]

export const ANOMALY_SEVERITIES = ['INFO', 'WARNING', 'ERROR'] as const
export type AnomalySeverity = (typeof ANOMALY_SEVERITIES)[number]

export const ANOMALY_CODES = [
  'UNREADABLE_RECORD',
  'UNKNOWN_VALUE',
  'LINES_DO_NOT_SUM',
  'SETTLEMENT_CONTRADICTS_AMOUNTS',
  'UNBALANCED_ENTRY',
  'MISSING_REFERENCE',
  'UNEXPECTED_CURRENCY',
  'SUSPICIOUS_DELETIONS',
  /** A statement's opening balance and bookings do not give its closing balance. */
  'BALANCE_MISMATCH',
  'STATEMENT_GAP',
  'STATEMENT_OVERLAP',
] as const
export type AnomalyCode = (typeof ANOMALY_CODES)[number]

export const DELETION_DETECTIONS = ['REPORTED', 'SWEPT', 'NONE'] as const
export type DeletionDetection = (typeof DELETION_DETECTIONS)[number]

export const FIDELITIES = ['NATIVE', 'DERIVED', 'MISSING'] as const
export type Fidelity = (typeof FIDELITIES)[number]

export const WRITE_KINDS = [
  'CREATE_INVOICE',
  'UPDATE_INVOICE',
  'VOID_INVOICE',
  'CREATE_PAYMENT',
  'CREATE_CONTACT',
  'UPDATE_CONTACT',
  'CREATE_JOURNAL_ENTRY',
] as const
export type WriteKind = (typeof WRITE_KINDS)[number]

export const ACCOUNT_CLASSIFICATIONS = [
  'ASSET',
  'LIABILITY',
  'EQUITY',
  'INCOME',
  'EXPENSE',
  'NON_POSTING',
  'UNKNOWN',
] as const
export const ACCOUNT_TYPES = [
  'BANK',
  'CREDIT_CARD',
  'ACCOUNTS_RECEIVABLE',
  'ACCOUNTS_PAYABLE',
  'OTHER_CURRENT_ASSET',
  'FIXED_ASSET',
  'OTHER_ASSET',
  'OTHER_CURRENT_LIABILITY',
  'LONG_TERM_LIABILITY',
  'LIABILITY',
  'EQUITY',
  'INCOME',
  'OTHER_INCOME',
  'COST_OF_GOODS_SOLD',
  'EXPENSE',
  'OTHER_EXPENSE',
  'NON_POSTING',
  'UNKNOWN',
] as const
export const ACCOUNT_STATUSES = ['ACTIVE', 'ARCHIVED', 'PENDING', 'UNKNOWN'] as const
export const CONTACT_ROLES = ['CUSTOMER', 'SUPPLIER'] as const
export const CONTACT_STATUSES = ['ACTIVE', 'ARCHIVED', 'UNKNOWN'] as const
export const INVOICE_DIRECTIONS = ['SALE', 'PURCHASE'] as const
export const INVOICE_KINDS = ['INVOICE', 'CREDIT_NOTE'] as const
export const INVOICE_STATUSES = ['DRAFT', 'SUBMITTED', 'OPEN', 'VOID', 'UNKNOWN'] as const
export const SETTLEMENTS = ['UNPAID', 'PARTIALLY_PAID', 'PAID', 'UNCOLLECTIBLE', 'UNKNOWN'] as const
export const PAYMENT_STATUSES = [
  'PENDING',
  'SUCCEEDED',
  'FAILED',
  'REFUNDED',
  'PARTIALLY_REFUNDED',
  'DISPUTED',
  'VOID',
  'UNKNOWN',
] as const
export const TRANSACTION_KINDS = [
  'PURCHASE',
  'PAYMENT',
  'REFUND',
  'TRANSFER',
  'PAYOUT',
  'FEE',
  'INTEREST',
  'CASH',
  'CHEQUE',
  'DIRECT_DEBIT',
  'STANDING_ORDER',
  'ADJUSTMENT',
  'CHARGE',
  'DISPUTE',
  'OTHER',
  'UNKNOWN',
] as const
export const TRANSACTION_STATUSES = ['PENDING', 'POSTED', 'VOID', 'UNKNOWN'] as const
export const CATEGORY_ORIGINS = ['PROVIDER', 'RULE', 'PERSON'] as const
export const USER_ERROR_CODES = [
  'INVALID_INPUT',
  'NOT_FOUND',
  'FORBIDDEN',
  'UNSUPPORTED_BY_PROVIDER',
  'PERIOD_LOCKED',
  'UNKNOWN_ACCOUNT',
  'UNKNOWN_TAX_RATE',
  'UNKNOWN_CONTACT',
  'UNKNOWN_DIMENSION',
  'DUPLICATE_NUMBER',
  'STALE_VERSION',
  'TOTAL_MISMATCH',
  'CURRENCY_MISMATCH',
  'IDEMPOTENCY_CONFLICT',
  'REAUTHORIZE',
  'RATE_LIMITED',
  'PROVIDER_UNAVAILABLE',
  'PROVIDER_REJECTED',
  'OUTCOME_UNKNOWN',
] as const
export type UserErrorCode = (typeof USER_ERROR_CODES)[number]
