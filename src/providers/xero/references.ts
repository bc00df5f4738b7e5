import { z } from 'zod'
import { recordKey, type RecordKey } from '../../domain/ids.ts'
import { optionalId, optionalText, orNull } from '../toolkit/exact.ts'

/** A contact as other records carry it. */
export const contactRef = orNull(z.object({ ContactID: optionalId, Name: optionalText }))
/** An account as other records carry it. */
export const accountRef = orNull(z.object({ AccountID: optionalId, CurrencyCode: optionalText }))

export const keyOf = (stream: string, id: string | null | undefined): RecordKey | null =>
  id === null || id === undefined ? null : recordKey(stream, id)

export const contactKey = (contact: z.output<typeof contactRef>): RecordKey | null =>
  keyOf('contacts', contact?.ContactID)

export const accountKey = (account: z.output<typeof accountRef>): RecordKey | null =>
  keyOf('accounts', account?.AccountID)
