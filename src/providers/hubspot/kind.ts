import type { HttpClient } from '../toolkit/http.ts'

/** One of the CRM's kinds of record. */
export interface Kind {
  /** As in paths: "commerce_payments". */
  type: string
  /** The property that moves with every change. */
  modified: 'hs_lastmodifieddate' | 'lastmodifieddate'
  /** Asked for by name: HubSpot tells no others. */
  properties: readonly string[]
  /** Puts into records what other calls tell of them. */
  complete?: (http: HttpClient, records: readonly unknown[]) => Promise<unknown[]>
  /** The kind of its parts, which can change while the record itself does not. */
  parts?: Kind
}
